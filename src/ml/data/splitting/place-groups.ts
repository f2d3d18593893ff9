import { NONE } from '../row-index.js';
import type { Strata } from './strata.js';
import type { Unit } from './units.js';

/**
 * Gives groups of rows their splits, largest first, each to the split that most wants its labels (greedily, in the manner of
 * iterative stratification: Sechidis, Tsoumakas and Vlahavas 2011).
 *
 * Wanted are the shares of the groups met so far, size by size (1, 2 to 3, 4 to 7, … rows), not of all rows: else all large groups
 * would go to the largest split, and validation and test would hold other kinds of rows than train.
 */
export function placeGroups(strata: Strata, groups: Unit[], place: (row: number, split: number) => void): void {
  const rarest = new Map(groups.map((group) => [group, rarestLabel(strata, group)]));
  const sorted = groups.sort(
    (a, b) => sizeClass(b) - sizeClass(a) || rarest.get(a)! - rarest.get(b)! || a.order - b.order,
  );
  const due = new Due(strata);
  for (const [, ofOneSize] of Map.groupBy(sorted, sizeClass)) {
    for (const group of ofOneSize) due.add(group.rows);
    for (const group of ofOneSize) {
      const split = due.neediest(group.rows);
      for (const row of group.rows) place(row, split);
    }
  }
}

/** Groups of about one size: the binary logarithm of their rows. */
function sizeClass(group: Unit): number {
  return 31 - Math.clz32(group.rows.length);
}

/** Rows of the rarest label in the group: those with rare labels are placed while there is still room to choose. */
function rarestLabel(strata: Strata, group: Unit): number {
  let least = Number.POSITIVE_INFINITY;
  for (const row of group.rows) for (const stratum of strata.of(row)) least = Math.min(least, strata.totals[stratum]!);
  return least;
}

/** The rows of which each split should have its share by now. */
class Due {
  private readonly rows: Float64Array;
  private total = 0;

  constructor(private readonly strata: Strata) {
    this.rows = new Float64Array(strata.totals.length);
  }

  add(rows: readonly number[]): void {
    this.total += rows.length;
    for (const row of rows) for (const stratum of this.strata.of(row)) this.rows[stratum]!++;
  }

  /**
   * The split in which these rows bring down most the squared distance from the shares: of each label as a share of that
   * label's rows (so that rare labels weigh as much as common ones), and of all rows.
   */
  neediest(rows: readonly number[]): number {
    const { strata } = this;
    let best = NONE;
    let bestScore = Number.NEGATIVE_INFINITY;
    strata.shares.forEach((share, split) => {
      if (share === 0) return;
      const inAll = strata.wantingInAll(split) - share * (strata.total - this.total);
      let score = (rows.length * inAll) / strata.total ** 2;
      for (const row of rows) {
        for (const stratum of strata.of(row)) {
          const later = share * (strata.totals[stratum]! - this.rows[stratum]!);
          score += (strata.wanting(stratum, split) - later) / strata.totals[stratum]! ** 2;
        }
      }
      if (score > bestScore) [best, bestScore] = [split, score];
    });
    return best;
  }
}
