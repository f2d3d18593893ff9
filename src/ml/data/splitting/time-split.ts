import { InputError } from '../../input-error.js';
import type { Dropped } from '../deduplicate.js';
import type { SplitPlan } from '../options.js';
import { NONE, type RowIndex } from '../row-index.js';
import { sharesInOrder } from './strata.js';
import { findUnits, type Unit } from './units.js';

/**
 * The split by time: the earliest rows train, then validation, the latest test. A group stands where its latest row does,
 * so that nothing in train is later than the cut.
 */
export function timeSplit(rows: RowIndex, dropped: Dropped, plan: SplitPlan): Int8Array {
  const { multiple, singles } = findUnits(rows, dropped, plan);
  const units: Unit[] = [...multiple, ...Array.from(singles, (row) => ({ rows: [row], order: 0 }))];
  const dated = units.map((unit) => ({ rows: unit.rows, time: latest(rows, unit.rows) }));
  dated.sort((a, b) => a.time - b.time || a.rows[0]! - b.rows[0]!);
  const total = dated.reduce((sum, unit) => sum + unit.rows.length, 0);
  const shares = sharesInOrder(plan.shares);
  const assigned = new Int8Array(rows.size).fill(NONE);
  let before = 0;
  for (const unit of dated) {
    // A unit goes where its middle falls.
    const split = splitAt((before + unit.rows.length / 2) / total, shares);
    for (const row of unit.rows) assigned[row] = split;
    before += unit.rows.length;
  }
  return assigned;
}

function splitAt(position: number, shares: readonly number[]): number {
  let end = 0;
  let last = 0;
  for (let split = 0; split < shares.length; split++) {
    if (shares[split] === 0) continue;
    end += shares[split]!;
    if (position < end) return split;
    last = split;
  }
  return last;
}

function latest(rows: RowIndex, unit: readonly number[]): number {
  let time = Number.NEGATIVE_INFINITY;
  for (const row of unit) {
    if (Number.isNaN(rows.time.get(row))) {
      throw new InputError(
        'time-missing',
        `A split by time needs a time in every row; row ${row + 1} of those read has none. ` +
          'Say which column it is (options.columns.time), or split at random.',
      );
    }
    time = Math.max(time, rows.time.get(row));
  }
  return time;
}
