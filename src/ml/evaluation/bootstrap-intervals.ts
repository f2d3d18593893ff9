import { Random } from '../random.js';
import type { Resampler } from './resampler.js';
import type { Tally } from './tally.js';

export type Interval = [low: number, high: number];

export interface BootstrapOptions {
  seed: number;
  /** Replicates to draw. */
  resamples: number;
  /** The stream of the seed that is drawn from. */
  stream?: number;
}

/** Share of the replicates inside an interval. */
const LEVEL = 0.95;

/**
 * Percentile bootstrap intervals (Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13) of several
 * statistics at once: each replicate draws as many rows or groups as there are, with replacement, and computes all.
 *
 * @param start an empty tally over the rows' outcomes.
 * @param estimates the statistics of the rows as they are.
 */
export function bootstrapIntervals<Name extends string>(
  resampler: Resampler,
  start: () => Tally<Name>,
  estimates: Record<Name, number>,
  { seed, resamples, stream }: BootstrapOptions,
): Record<Name, Interval> {
  const random = new Random(seed, stream);
  const names = Object.keys(estimates) as Name[];
  const replicates = new Map(names.map((name) => [name, new Float64Array(resamples)]));
  for (let replicate = 0; replicate < resamples; replicate++) {
    const tally = start();
    resampler.draw(random, (row) => tally.add(row));
    const values = tally.metrics();
    for (const name of names) replicates.get(name)![replicate] = values[name];
  }
  const intervals = names.map((name) => [name, percentileInterval(replicates.get(name)!, estimates[name])]);
  return Object.fromEntries(intervals) as Record<Name, Interval>;
}

/**
 * The middle 95 % of replicates, which are sorted in place. Calibration errors are biased upwards in a replicate (an
 * absolute difference never cancels), so that their interval can lie above the estimate; it is widened to hold it.
 */
export function percentileInterval(replicates: Float64Array, estimate: number): Interval {
  const tail = (1 - LEVEL) / 2;
  const sorted = replicates.sort();
  return [Math.min(estimate, quantile(sorted, tail)), Math.max(estimate, quantile(sorted, 1 - tail))];
}

/** Quantile with linear interpolation between order statistics, as numpy's default. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
