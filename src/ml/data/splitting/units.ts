import { Random } from '../../random.js';
import type { Dropped } from '../deduplicate.js';
import { DisjointSets } from '../disjoint-sets.js';
import type { SplitPlan } from '../options.js';
import { NONE, type RowIndex } from '../row-index.js';

/** Rows that must stand in one split: those of one group, those with one text (whatever their answers), near ones where asked. */
export interface Unit {
  rows: number[];
  /** The seeded order among units; the same for the same contents, whatever order the rows came in. */
  order: number;
}

/**
 * The rows that stay, as units of more than one row and as single rows. Most data sets are nearly all single rows, and
 * those are kept as plain numbers.
 */
export function findUnits(
  rows: RowIndex,
  dropped: Dropped,
  { seed, groupNear }: Pick<SplitPlan, 'seed' | 'groupNear'>,
): { multiple: Unit[]; singles: Int32Array } {
  const sets = new DisjointSets(rows.size);
  const size = new Int32Array(rows.size);
  for (let row = 0; row < rows.size; row++) {
    if (dropped[row]) continue;
    sets.join(row, rows.sameText.get(row));
    if (rows.group.get(row) !== NONE) sets.join(row, rows.group.get(row));
    if (groupNear && rows.nearGroup) sets.join(row, rows.nearGroup[row]!);
  }
  let kept = 0;
  for (let row = 0; row < rows.size; row++) {
    if (dropped[row]) continue;
    size[sets.root(row)]!++;
    kept++;
  }
  const byRoot = new Map<number, Unit>();
  const singles = new Int32Array(kept);
  let single = 0;
  for (let row = 0; row < rows.size; row++) {
    if (dropped[row]) continue;
    const top = sets.root(row);
    if (size[top] === 1 && !byRoot.has(top)) singles[single++] = row;
    else {
      const order = shuffled(seed, rows.shuffleKey.get(row));
      let unit = byRoot.get(top);
      if (!unit) {
        // As long as it will be: there may be a million of them, and arrays that are pushed to are twice as large.
        unit = { rows: new Array<number>(size[top]!), order };
        byRoot.set(top, unit);
      }
      unit.rows[unit.rows.length - size[top]!--] = row;
      unit.order = Math.min(unit.order, order);
    }
  }
  return { multiple: [...byRoot.values()], singles: singles.subarray(0, single) };
}

/** A row's place in the seeded order: from the seed and the contents (philox, one draw), so the same on every machine. */
export function shuffled(seed: number, key: number): number {
  return new Random(seed, key).uint32();
}
