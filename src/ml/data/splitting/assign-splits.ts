import { InputError } from '../../input-error.js';
import type { Dropped } from '../deduplicate.js';
import { SPLITS } from '../example.js';
import type { SplitPlan } from '../options.js';
import { NONE, type RowIndex } from '../row-index.js';
import { randomSplit } from './random-split.js';
import { timeSplit } from './time-split.js';

const TRAIN = SPLITS.indexOf('train');
const TEST = SPLITS.indexOf('test');

export interface Assignment {
  /** For each row an index into SPLITS, NONE where it is dropped. */
  split: Int8Array;
  /** How the rows were split in the end. */
  by: 'random' | 'time' | 'column' | 'extended';
  warnings: string[];
}

/**
 * Gives each row that stays its split; `plan` is null where a version is extended. Where test is frozen, the rows taken
 * over are the test, and only the others are split.
 */
export function assignSplits(rows: RowIndex, dropped: Dropped, plan: SplitPlan | null): Assignment {
  if (plan === null) {
    const split = new Int8Array(rows.size);
    for (let row = 0; row < rows.size; row++) {
      split[row] = dropped[row] ? NONE : rows.inherited.get(row) ? rows.split.get(row) : TRAIN;
    }
    return {
      split,
      by: 'extended',
      warnings: carried(rows, 'were added to train, as an extended version keeps its other splits'),
    };
  }
  const by = plan.by ?? (rows.carriesSplits ? 'column' : 'random');
  if (by === 'column') return { split: columnSplit(rows, dropped, plan.frozenFrom), by, warnings: [] };
  const settled = dropped.map((reason, row) => reason || rows.inherited.get(row));
  const split = by === 'time' ? timeSplit(rows, settled, plan) : randomSplit(rows, settled, plan);
  for (let row = 0; row < rows.size; row++) if (rows.inherited.get(row)) split[row] = TEST;
  return {
    split,
    by,
    warnings: carried(rows, `were split by ${by} as the options ask; set split.by to column to follow them`),
  };
}

/** Splits that rows came with and that the options overrule: said, never passed over. */
function carried(rows: RowIndex, instead: string): string[] {
  let count = 0;
  for (let row = 0; row < rows.size; row++) {
    if (!rows.inherited.get(row) && rows.split.get(row) !== NONE) count++;
  }
  return count === 0 ? [] : [`${count} rows name a split of their own; they ${instead}.`];
}

function columnSplit(rows: RowIndex, dropped: Dropped, frozenFrom: number | undefined): Int8Array {
  const assigned = new Int8Array(rows.size).fill(NONE);
  for (let row = 0; row < rows.size; row++) {
    if (dropped[row]) continue;
    assigned[row] = rows.split.get(row);
    if (assigned[row] === TEST && frozenFrom !== undefined && !rows.inherited.get(row))
      throw testIsFrozen(row, frozenFrom);
    if (assigned[row] !== NONE) continue;
    throw new InputError(
      'split-missing',
      `Row ${row + 1} of those read names no split, while the split goes by what rows name. ` +
        'Give every row a split (train, validation or test), or set split.by to random.',
    );
  }
  return assigned;
}

function testIsFrozen(row: number, frozenFrom: number): InputError {
  return new InputError(
    'test-is-frozen',
    `Row ${row + 1} of those read names the split test, which is frozen from version ${frozenFrom} and does not have its ` +
      'text. Let it name train or validation, or set split.by to random.',
  );
}
