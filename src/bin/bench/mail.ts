/**
 * Measures fine-tuning on real mail: `npm run bench:mail -- --help`. For each seed the mail is split anew and three models are
 * trained on that split: the base model, the same network from random weights for as many steps, and TF-IDF with logistic
 * regression. What is finished is kept, so that an interrupted run goes on where it was.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MANIFEST_FILE, manifestDigest } from '../../ml/artifact/manifest.js';
import { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';
import { HyperparameterChoices } from '../../ml/training/hyperparameters.js';
import { evaluateBaseline } from '../demo/baseline.js';
import { LiveLine } from '../demo/live-line.js';
import { loadMails } from '../demo/mail.js';
import { MAIL_HYPERPARAMETERS, MAIL_SHARES } from '../demo/mail-training.js';
import { type Arm, runArm } from './mail-arm.js';
import { mailClaims } from './mail-claims.js';
import { type MeasuredModel, mailTables } from './mail-table.js';
import { splitExamples } from './split-examples.js';

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

const line = new LiveLine(process.stdout);
const model = resolve(options.model);
const digest = manifestDigest(await readFile(join(model, MANIFEST_FILE), 'utf8'));
const asked = HyperparameterChoices.parse(JSON.parse(options.hyperparameters));
const all = (await loadMails()).examples;
// Evenly out of all of them, so that few are as mixed as all.
const stride = options.mails ? Math.max(1, all.length / Number(options.mails)) : 1;
const mails = all.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride));
const labels = [...new Set(mails.map(({ label }) => label))].sort();
const settings = createHash('sha256')
  .update(JSON.stringify([digest, mails.length, asked]))
  .digest('hex')
  .slice(0, 16);

async function finished(arm: Omit<Arm, 'folder' | 'model' | 'labels' | 'threads'>) {
  const name = `seed ${arm.seed}, ${arm.fresh ? 'random start' : 'fine-tuned'}`;
  const folder = resolve(options.work, settings, name.replaceAll(/[ ,]+/g, '-'));
  const start = performance.now();
  const output = await runArm(
    { ...arm, folder, labels, model: { folder: model, digest }, threads: Number(options.threads) },
    (doing) => line.draw(`${name}: ${doing}`),
  );
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const result = ClassificationResult.parse(output.evaluation);
  line.finish(`${name}: ${output.steps} steps, macro-F1 ${result.metrics.macroF1.toFixed(4)}, ${seconds} s`);
  return { ...output, result };
}

const measured: MeasuredModel[] = [];
for (const seed of options.seeds.split(',').map(Number)) {
  const splits = await splitExamples(mails, MAIL_SHARES, seed);
  const tuned = await finished({ splits, seed, hyperparameters: asked, fresh: false });
  const { earlyStopping } = tuned.hyperparameters;
  const random = await finished({
    splits,
    seed,
    // As many steps, all of them taken; the best weights on validation are kept, as they were for the other.
    hyperparameters: {
      ...tuned.hyperparameters,
      maxSteps: tuned.steps,
      earlyStopping: earlyStopping && { ...earlyStopping, patience: 1000 },
    },
    fresh: true,
  });
  measured.push(
    { seed, model: 'fine-tuned', result: tuned.result, steps: tuned.steps },
    { seed, model: 'random start', result: random.result, steps: random.steps },
    { seed, model: 'baseline', result: evaluateBaseline(splits, labels), steps: null },
  );
}
console.log(`\n${mails.length} mails, mini-en ${digest.slice(0, 12)}\n\n${mailTables(measured)}\n`);
for (const { claim, holds, found } of mailClaims(measured)) console.log(`${holds ? 'yes' : 'NO '}  ${claim}: ${found}`);
