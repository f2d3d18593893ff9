import type { Column } from './regression-outcomes.js';

/**
 * Pearson's correlation of two columns whose rows count `times` each; 0 where one of them is constant. The means are
 * taken off first: sums of squares of values far from 0 would cancel.
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>, times: ArrayLike<number>): number {
  if (isConstant(a, times) || isConstant(b, times)) return 0;
  const meanA = weightedMean(a, times);
  const meanB = weightedMean(b, times);
  let ofA = 0;
  let ofB = 0;
  let ofBoth = 0;
  for (let row = 0; row < times.length; row++) {
    const deltaA = a[row]! - meanA;
    const deltaB = b[row]! - meanB;
    ofA += times[row]! * deltaA * deltaA;
    ofB += times[row]! * deltaB * deltaB;
    ofBoth += times[row]! * deltaA * deltaB;
  }
  // One root after the other: the product of tiny variances would be 0. Rounding may lead a little beyond 1.
  return Math.min(1, Math.max(-1, ofBoth / Math.sqrt(ofA) / Math.sqrt(ofB)));
}

/** The rank of each row from 1, where its value stands `times` times; equal values share the mean of their ranks. */
export function ranks({ values, order }: Column, times: ArrayLike<number>): Float64Array {
  const found = new Float64Array(values.length);
  let before = 0;
  for (let from = 0; from < order.length; ) {
    const value = values[order[from]!]!;
    let to = from;
    let equal = 0;
    while (to < order.length && values[order[to]!] === value) equal += times[order[to++]!]!;
    for (; from < to; from++) found[order[from]!] = before + (equal + 1) / 2;
    before += equal;
  }
  return found;
}

/** Whether all rows that count have one value. Compared, since a variance of rounding errors is not quite 0. */
export function isConstant(values: ArrayLike<number>, times: ArrayLike<number>): boolean {
  let first: number | undefined;
  for (let row = 0; row < times.length; row++) {
    if (times[row] === 0) continue;
    first ??= values[row]!;
    if (values[row] !== first) return false;
  }
  return true;
}

export function weightedMean(values: ArrayLike<number>, times: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let row = 0; row < times.length; row++) {
    sum += times[row]! * values[row]!;
    count += times[row]!;
  }
  return sum / count;
}
