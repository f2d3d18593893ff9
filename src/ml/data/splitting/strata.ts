import { SPLITS } from '../example.js';
import type { Shares } from '../options.js';
import { NONE, type RowIndex } from '../row-index.js';

/**
 * Rows by label, how many of each there are, and how many of them each split has so far. A row of several labels counts
 * in each; rows without labels, or all rows where splits aren't stratified, are one stratum.
 */
export class Strata {
  /** Rows of each stratum. */
  readonly totals: Float64Array;
  readonly total: number;
  private readonly placed: Float64Array;
  private readonly placedInAll = new Float64Array(SPLITS.length);
  private readonly unlabelled: number[];

  constructor(
    private readonly rows: RowIndex,
    kept: Iterable<number>,
    private readonly stratify: boolean,
    readonly shares: readonly number[],
  ) {
    this.unlabelled = [stratify ? rows.labels.length : 0];
    this.totals = new Float64Array(this.unlabelled[0]! + 1);
    this.placed = new Float64Array(this.totals.length * SPLITS.length);
    let total = 0;
    for (const row of kept) {
      total++;
      for (const stratum of this.of(row)) this.totals[stratum]!++;
    }
    this.total = total;
  }

  /** The strata a row belongs to. */
  of(row: number): readonly number[] {
    const set = this.rows.labelSet.get(row);
    if (!this.stratify || set === NONE) return this.unlabelled;
    const { labels } = this.rows.labelSets[set]!;
    return labels.length > 0 ? labels : this.unlabelled;
  }

  /** All strata, in the order of their labels' names, so that the rows' order in the file does not matter. */
  inOrder(): number[] {
    const name = (stratum: number) => this.rows.labels[stratum] ?? '';
    return [...this.totals.keys()].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));
  }

  /** Rows of a stratum that a split has. */
  count(stratum: number, split: number): number {
    return this.placed[stratum * SPLITS.length + split]!;
  }

  /** How many more rows of a stratum a split should have. */
  wanting(stratum: number, split: number): number {
    return this.shares[split]! * this.totals[stratum]! - this.count(stratum, split);
  }

  /** How many more rows a split should have. */
  wantingInAll(split: number): number {
    return this.shares[split]! * this.total - this.placedInAll[split]!;
  }

  place(row: number, split: number): void {
    this.placedInAll[split]!++;
    for (const stratum of this.of(row)) this.placed[stratum * SPLITS.length + split]!++;
  }
}

/** Shares in the order of SPLITS. */
export function sharesInOrder(shares: Shares): number[] {
  return SPLITS.map((split) => shares[split]);
}
