import type { Dropped } from '../deduplicate.js';
import type { SplitPlan } from '../options.js';
import { NONE, type RowIndex } from '../row-index.js';
import { placeGroups } from './place-groups.js';
import { Strata, sharesInOrder } from './strata.js';
import { findUnits, shuffled } from './units.js';

const TRAIN = 0;

/**
 * The seeded random split: for each row the index of its split, NONE where it is dropped.
 *
 * Groups come first, then single rows fill up what is missing, label by label, in seeded order. The contents, the shares and
 * the seed decide alone: not the rows' order.
 */
export function randomSplit(rows: RowIndex, dropped: Dropped, plan: SplitPlan): Int8Array {
  const assigned = new Int8Array(rows.size).fill(NONE);
  const { multiple, singles } = findUnits(rows, dropped, plan);
  const strata = new Strata(rows, keptRows(dropped), plan.stratify, sharesInOrder(plan.shares));
  const place = (row: number, split: number) => {
    assigned[row] = split;
    strata.place(row, split);
  };
  placeGroups(strata, multiple, place);
  const orders = new Uint32Array(rows.size);
  for (const row of singles) orders[row] = shuffled(plan.seed, rows.shuffleKey.get(row));
  if (singles.some((row) => strata.of(row).length > 1)) placeByRarestLabel(strata, singles, orders, place);
  else fillByStratum(strata, singles, orders, place);
  return assigned;
}

function* keptRows(dropped: Dropped): Generator<number> {
  for (let row = 0; row < dropped.length; row++) if (!dropped[row]) yield row;
}

/**
 * Rows of several labels, those with the rarest label first, each to the split that most wants that label; where two want
 * it alike, to the one that most wants rows (Sechidis et al., with the order of labels fixed at the start).
 */
function placeByRarestLabel(
  strata: Strata,
  singles: Int32Array,
  orders: Uint32Array,
  place: (row: number, split: number) => void,
): void {
  const rank = new Map(
    strata
      .inOrder()
      .sort((a, b) => strata.totals[a]! - strata.totals[b]!)
      .map((stratum, i) => [stratum, i]),
  );
  const rarestOf = (row: number) => strata.of(row).reduce((a, b) => (rank.get(a)! <= rank.get(b)! ? a : b));
  const order = (row: number) => rank.get(rarestOf(row))!;
  singles.sort((a, b) => order(a) - order(b) || orders[a]! - orders[b]! || a - b);
  for (const row of singles) {
    const stratum = rarestOf(row);
    let best = NONE;
    for (let split = 0; split < strata.shares.length; split++) {
      if (strata.shares[split] === 0) continue;
      const more = best === NONE ? 1 : strata.wanting(stratum, split) - strata.wanting(stratum, best);
      const moreInAll = best === NONE ? 1 : strata.wantingInAll(split) - strata.wantingInAll(best);
      if (more > 1e-9 || (more > -1e-9 && moreInAll > 1e-9)) best = split;
    }
    place(row, best);
  }
}

/** Single rows of one label each: how many of a label go where is reckoned first, which ones is the seed's choice. */
function fillByStratum(
  strata: Strata,
  singles: Int32Array,
  orders: Uint32Array,
  place: (row: number, split: number) => void,
): void {
  const stratumOf = (row: number) => strata.of(row)[0]!;
  const ends = new Uint32Array(strata.totals.length);
  for (const row of singles) ends[stratumOf(row)]!++;
  for (let stratum = 1; stratum < ends.length; stratum++) ends[stratum]! += ends[stratum - 1]!;
  // Stratum after stratum, each row below its place in the seeded order: sorted as one number, without an object a row.
  const keys = new BigUint64Array(singles.length);
  const words = new Uint32Array(keys.buffer);
  const starts = ends.slice();
  for (const row of singles) {
    const at = --starts[stratumOf(row)]!;
    words[2 * at] = row;
    words[2 * at + 1] = orders[row]!;
  }
  /** What rounding has kept from each split so far: the next label makes up for it, so that totals come out right too. */
  let owed = strata.shares.map(() => 0);
  for (const stratum of strata.inOrder()) {
    const [start, end] = [starts[stratum]!, ends[stratum]!];
    if (start === end) continue;
    keys.subarray(start, end).sort();
    const wanted = strata.shares.map((_, split) => strata.wanting(stratum, split) + owed[split]!);
    const open = strata.shares.map((share) => share > 0);
    const trainNeedsOne = open[TRAIN]! && strata.count(stratum, TRAIN) === 0;
    const counts = apportion(end - start, wanted, open, trainNeedsOne ? 1 : 0);
    owed = wanted.map((want, split) => want - counts[split]!);
    let next = start;
    counts.forEach((count, split) => {
      for (const last = next + count; next < last; next++) place(words[2 * next]!, split);
    });
  }
}

/**
 * Divides `n` rows as nearly as whole numbers allow in the proportions wanted (largest remainder), never negative, none
 * where a split is not open, and at least `trainLeast` to train: a model can't learn a label that train lacks.
 */
export function apportion(
  n: number,
  wanted: readonly number[],
  open: readonly boolean[],
  trainLeast: number,
): number[] {
  const counts = wanted.map((want, split) => {
    const least = split === TRAIN ? Math.min(trainLeast, n) : 0;
    return open[split] ? Math.max(least, Math.floor(want)) : 0;
  });
  let left = n - counts.reduce((sum, count) => sum + count, 0);
  for (; left > 0; left--) counts[furthest(counts, wanted, open, 1)]!++;
  for (; left < 0; left++)
    counts[
      furthest(
        counts,
        wanted,
        open.map((is, i) => is && counts[i]! > (i === TRAIN ? trainLeast : 0)),
        -1,
      )
    ]!--;
  return counts;
}

/** The open split that is furthest below (direction 1) or above (−1) what it wants. */
function furthest(
  counts: readonly number[],
  wanted: readonly number[],
  open: readonly boolean[],
  direction: number,
): number {
  let found = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let split = 0; split < counts.length; split++) {
    const distance = direction * (wanted[split]! - counts[split]!);
    // A hair's breadth, so that 0.30000000000000004 is no more than 0.3 and ties go to the earlier split.
    if (open[split] && distance > most + 1e-9) [found, most] = [split, distance];
  }
  return found;
}
