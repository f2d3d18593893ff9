/**
 * Measures what making a model smaller gains and costs: `npm run bench:smaller -- --help`. A model is fine-tuned, and then
 * quantised and distilled by the code that runs jobs.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openModelFiles } from '../../ml/artifact/load-model.js';
import { HyperparameterChoices } from '../../ml/training/hyperparameters.js';
import { distill } from '../../worker/handlers/distill/distill.js';
import { fineTune } from '../../worker/handlers/fine-tune/fine-tune.js';
import { quantize } from '../../worker/handlers/quantize/quantize.js';
import { LiveLine } from '../demo/live-line.js';
import { METHODS_DATA, methodsRows, methodsSplits } from './methods-data.js';
import { runJob, type SmallerRuns } from './smaller-run.js';
import { smallerTable } from './smaller-table.js';

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'base-models/mini-en' },
    data: { type: 'string', default: 'mail' },
    layers: { type: 'string' },
    rows: { type: 'string', default: '4000' },
    epochs: { type: 'string', default: '3' },
    'student-epochs': { type: 'string', default: '6' },
    'max-length': { type: 'string', default: '128' },
    seed: { type: 'string', default: '1' },
    work: { type: 'string', default: '.temper/bench-smaller' },
    threads: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench:smaller -- [options]
  --model DIR           folder of the model to fine-tune; base-models/mini-en by default
  --data NAME           one of ${Object.keys(METHODS_DATA).join(', ')}; mail by default
  --layers N            layers of the student; half of the model's by default
  --rows N              rows at most, half of them to train on; 4000 by default
  --epochs N            of the model; 3 by default
  --student-epochs N    of the student; 6 by default
  --max-length N        tokens of a text that are used; 128 by default
  --seed N              of splits and training; 1 by default
  --work DIR            fetched packages and models; the models are removed in the end
  --threads N           threads to use`);
  process.exit(0);
}

const base = resolve(options.model);
const { layers: depth } = (await openModelFiles(base)).architecture.sizes;
const layers = Number(options.layers ?? Math.max(1, depth >> 1));
const seed = Number(options.seed);
await mkdir(options.work, { recursive: true });
const rows = await methodsRows(options.data, join(options.work, 'packages'));
const splits = await methodsSplits(rows, Number(options.rows), seed);
const work = await mkdtemp(join(resolve(options.work), 'run-'));
const line = new LiveLine(process.stdout);
const runs: SmallerRuns = {
  work,
  splits,
  labels: [...new Set(rows.map(({ label }) => label))].sort(),
  seed,
  threads: Number(options.threads),
  progress: (text) => line.draw(text),
};
const hyperparameters = (epochs: string) =>
  HyperparameterChoices.parse({ epochs: Number(epochs), maxLength: Number(options['max-length']) });

const trained = { method: { type: 'full' }, hyperparameters: hyperparameters(options.epochs) };
const { folder: teacher } = await runJob(runs, 'model', fineTune, { model: base }, trained);
const rounded = await runJob(runs, 'int8', quantize, { model: teacher }, { precision: 'int8' });
const taught = { layers, temperature: 2, alpha: 0.5, hiddenStates: true };
const distilled = await runJob(
  runs,
  'student',
  distill,
  { model: teacher, teacher },
  { ...taught, hyperparameters: hyperparameters(options['student-epochs']) },
);
line.finish('Done.');
await rm(work, { recursive: true });

console.log(`\n${METHODS_DATA[options.data]!.title}; ${depth} layers; ${options.threads} threads; seed ${seed}`);
console.log(`\nIn 8 bits\n\n${smallerTable(rounded.output.comparison)}`);
console.log(`\nDistilled to ${layers} layers\n\n${smallerTable(distilled.output.comparison)}`);
const { before, after } = distilled.output.comparison;
console.log(
  `\nThe student keeps ${((100 * after.metrics.accuracy!) / before.metrics.accuracy!).toFixed(1)} % of the accuracy.`,
);
process.exit(0);
