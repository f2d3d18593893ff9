/**
 * Sets a whole job's tokens a second against those of its bare steps: `npm run bench:job -- --help`. Both train on the same
 * batches of real mail; the job also reads and tokenises them, evaluates, writes checkpoints, calibrates and writes the model.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HyperparameterChoices } from '../../ml/training/hyperparameters.js';
import { LiveLine } from '../demo/live-line.js';
import { loadMails } from '../demo/mail.js';
import { bareSteps } from './bare-steps.js';
import { baseModel } from './base-model.js';
import { evenly } from './evenly.js';
import { fineTuningRun } from './fine-tuning-run.js';
import { markdown } from './markdown.js';
import { median } from './median.js';
import { splitExamples } from './split-examples.js';

/** What a version of a data set is split into where nobody says otherwise. */
const SHARES = { train: 0.8, validation: 0.1, test: 0.1 };
const SEED = 1;

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'base-models/mini-en' },
    mails: { type: 'string' },
    hyperparameters: { type: 'string', default: '{}' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench:job -- [options]
  --model DIR             base model to fine-tune; base-models/mini-en by default
  --mails N               only N of the mails, for a quick try
  --hyperparameters JSON  as a job takes them; auto by default
  --rounds N              of which the median is shown; 3 by default
  --threads N             threads to use`);
  process.exit(0);
}

const model = await baseModel(options.model);
const hyperparameters = HyperparameterChoices.parse(JSON.parse(options.hyperparameters));
const all = (await loadMails()).examples;
const mails = options.mails ? evenly(all, Number(options.mails)) : all;
const labels = [...new Set(mails.map(({ label }) => label))].sort();
const splits = await splitExamples(mails, SHARES, SEED);
const dataset = { id: 'mail', name: 'SpamAssassin public corpus', splits, labels };
const threads = Number(options.threads);
const shared = { model, dataset, method: { type: 'full' as const }, seed: SEED, threads };
const line = new LiveLine(process.stdout);

const rounds: { job: number; bare: number }[] = [];
for (let round = 1; round <= Number(options.rounds); round++) {
  const folder = await mkdtemp(join(tmpdir(), 'temper-bench-job-'));
  const run = { ...shared, folder, bench: 'bench:job', hyperparameters, fresh: false };
  const { output, seconds } = await fineTuningRun(run, (doing) => line.draw(`round ${round}, job: ${doing}`));
  await rm(folder, { recursive: true });
  const bare = await bareSteps({ ...shared, hyperparameters: output.hyperparameters, steps: output.steps }, (doing) =>
    line.draw(`round ${round}, bare steps: ${doing}`),
  );
  rounds.push({ job: bare.tokens / seconds, bare: bare.tokens / bare.seconds });
  line.finish(
    `round ${round}: ${output.steps} steps, ${bare.tokens} tokens, job ${seconds.toFixed(1)} s, bare steps ${bare.seconds.toFixed(1)} s`,
  );
}
const medianOf = (name: 'job' | 'bare') => median(rounds.map((round) => round[name]));
const share = median(rounds.map(({ job, bare }) => job / bare));
console.log(
  `\n${splits.train.length} mails to train on, ${splits.validation.length} to validate, ${splits.test.length} to test; ${threads} threads\n`,
);
console.log(
  markdown(
    ['', 'tokens/s'],
    [
      ['bare steps', medianOf('bare').toFixed(0)],
      ['whole job', medianOf('job').toFixed(0)],
      ['share', `${(100 * share).toFixed(1)} %`],
    ],
  ).join('\n'),
);
