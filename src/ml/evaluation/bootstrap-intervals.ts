import { Random } from '../random.js';

export type Interval = [low: number, high: number];

export interface BootstrapOptions {
  seed: number;
  /** Replicates to draw. */
  resamples?: number;
  /** Share of replicates inside the interval. */
  level?: number;
}

/**
 * Percentile bootstrap intervals (Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13) of several
 * statistics at once: each replicate draws `rows` rows with replacement and computes all of them.
 *
 * Calibration errors are biased upwards in a replicate (an absolute difference never cancels), so that their percentile
 * interval can lie above the estimate; an interval is widened to hold its estimate.
 *
 * @param statistics computes the statistics of the rows drawn.
 * @param estimates the statistics of the rows as they are.
 */
export function bootstrapIntervals<Name extends string>(
  rows: number,
  statistics: (drawn: Uint32Array) => Record<Name, number>,
  estimates: Record<Name, number>,
  { seed, resamples = 1000, level = 0.95 }: BootstrapOptions,
): Record<Name, Interval> {
  const random = new Random(seed);
  const names = Object.keys(estimates) as Name[];
  const replicates = new Map(names.map((name) => [name, new Float64Array(resamples)]));
  const drawn = new Uint32Array(rows);
  for (let replicate = 0; replicate < resamples; replicate++) {
    for (let i = 0; i < rows; i++) drawn[i] = random.below(rows);
    const values = statistics(drawn);
    for (const name of names) replicates.get(name)![replicate] = values[name];
  }
  const tail = (1 - level) / 2;
  const interval = (name: Name): Interval => {
    const sorted = replicates.get(name)!.sort();
    const estimate = estimates[name];
    return [Math.min(estimate, quantile(sorted, tail)), Math.max(estimate, quantile(sorted, 1 - tail))];
  };
  return Object.fromEntries(names.map((name) => [name, interval(name)])) as Record<Name, Interval>;
}

/** Quantile with linear interpolation between order statistics, as numpy's default. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
