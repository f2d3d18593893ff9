/**
 * Measures fine-tuning on real mail: `npm run bench:mail -- --help`. For each seed the mail is split anew and three models are
 * trained on that split: the base model, the same network from random weights for as many steps, and TF-IDF with logistic
 * regression. What is finished is kept, so that an interrupted run goes on where it was.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { HyperparameterChoices } from '../../ml/training/hyperparameters.js';
import { LiveLine } from '../demo/live-line.js';
import { loadMails } from '../demo/mail.js';
import { MAIL_HYPERPARAMETERS, MAIL_SHARES } from '../demo/mail-training.js';
import { baseModel } from './base-model.js';
import { BenchRuns } from './bench-runs.js';
import { evaluateBaseline } from './evaluate-baseline.js';
import { evenly } from './evenly.js';
import type { FineTuningRun } from './fine-tuning-run.js';
import { mailClaims } from './mail-claims.js';
import { type MeasuredModel, mailTables } from './mail-table.js';
import { type Splits, splitExamples } from './split-examples.js';

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'base-models/mini-en' },
    seeds: { type: 'string', default: '1,2,3' },
    mails: { type: 'string' },
    hyperparameters: { type: 'string', default: JSON.stringify(MAIL_HYPERPARAMETERS) },
    work: { type: 'string', default: '.temper/bench-mail' },
    threads: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench:mail -- [options]
  --model DIR             base model to fine-tune; base-models/mini-en by default
  --seeds 1,2,3           of splits and training
  --mails N               only N of the mails, for a quick try
  --hyperparameters JSON  as a job takes them; the demo's by default
  --work DIR              finished runs and checkpoints; delete it after changes to the code
  --threads N             threads to use`);
  process.exit(0);
}

const model = await baseModel(options.model);
const asked = HyperparameterChoices.parse(JSON.parse(options.hyperparameters));
const all = (await loadMails()).examples;
const mails = options.mails ? evenly(all, Number(options.mails)) : all;
const labels = [...new Set(mails.map(({ label }) => label))].sort();
const { work, threads } = options;
const shared = { bench: 'bench:mail', model, work, threads: Number(threads) };
const runs = new BenchRuns(shared, new LiveLine(process.stdout));

async function finished({
  splits,
  ...run
}: Pick<FineTuningRun, 'hyperparameters' | 'seed' | 'fresh'> & { splits: Splits }) {
  const name = `seed ${run.seed}, ${run.fresh ? 'random start' : 'fine-tuned'}`;
  const dataset = { id: 'mail', name: 'SpamAssassin public corpus', splits, labels };
  return runs.run(name, [mails.length, asked], { ...run, dataset, method: { type: 'full' } });
}

const measured: MeasuredModel[] = [];
for (const seed of options.seeds.split(',').map(Number)) {
  const splits = await splitExamples(mails, MAIL_SHARES, seed);
  const tuned = await finished({ splits, seed, hyperparameters: asked, fresh: false });
  const { hyperparameters, steps } = tuned.output;
  const { earlyStopping } = hyperparameters;
  const random = await finished({
    splits,
    seed,
    // As many steps, all of them taken; the best weights on validation are kept, as they were for the other.
    hyperparameters: {
      ...hyperparameters,
      maxSteps: steps,
      earlyStopping: earlyStopping && { ...earlyStopping, patience: 1000 },
    },
    fresh: true,
  });
  measured.push(
    { seed, model: 'fine-tuned', result: tuned.result, steps },
    { seed, model: 'random start', result: random.result, steps: random.output.steps },
    { seed, model: 'baseline', result: evaluateBaseline(splits, labels), steps: null },
  );
}
console.log(`\n${mails.length} mails, ${model.name} ${model.digest.slice(0, 12)}\n\n${mailTables(measured)}\n`);
for (const { claim, holds, found } of mailClaims(measured)) console.log(`${holds ? 'yes' : 'NO '}  ${claim}: ${found}`);
