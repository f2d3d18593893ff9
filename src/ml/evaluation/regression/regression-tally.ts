import type { Tally } from '../tally.js';
import { correlation, isConstant, ranks, weightedMean } from './correlation.js';
import { type Column, type RegressionOutcomes, sortedColumn } from './regression-outcomes.js';

/** Metrics of a regression, by the names of the HTTP contract. */
export const REGRESSION_METRICS = ['mse', 'mae', 'r2', 'pearson', 'spearman'] as const;
export type RegressionMetric = (typeof REGRESSION_METRICS)[number];

/** One row in so many is few. */
const FEW = 8;

/**
 * Counts how often each row was added. Ranks depend on all the rows of a sample, so there are no sums to keep; since the
 * order of the rows is known beforehand, a replicate costs a few passes and no sorting.
 */
export class RegressionTally implements Tally<RegressionMetric> {
  private readonly times: Float64Array;
  private readonly counted: number[] = [];

  constructor(private readonly outcomes: RegressionOutcomes) {
    this.times = new Float64Array(outcomes.rows);
  }

  add(row: number): void {
    if (this.times[row] === 0) this.counted.push(row);
    this.times[row]! += 1;
  }

  metrics(): Record<RegressionMetric, number> {
    const { times, truth, prediction } = this.sample();
    let rows = 0;
    let squared = 0;
    let absolute = 0;
    for (let row = 0; row < times.length; row++) {
      const error = prediction.values[row]! - truth.values[row]!;
      rows += times[row]!;
      squared += times[row]! * error * error;
      absolute += times[row]! * Math.abs(error);
    }
    return {
      mse: squared / rows,
      mae: absolute / rows,
      r2: explained(truth.values, times, squared, rows),
      pearson: correlation(truth.values, prediction.values, times),
      spearman: correlation(ranks(truth, times), ranks(prediction, times), times),
    };
  }

  /** Of few among many rows, as in a slice, those alone: sorting them costs less than passing over all others. */
  private sample(): { times: Float64Array; truth: Column; prediction: Column } {
    const { times, counted, outcomes } = this;
    if (counted.length > outcomes.rows / FEW) return { times, truth: outcomes.truth, prediction: outcomes.prediction };
    const part = ({ values }: Column) => sortedColumn(Float64Array.from(counted, (row) => values[row]!));
    return {
      times: Float64Array.from(counted, (row) => times[row]!),
      truth: part(outcomes.truth),
      prediction: part(outcomes.prediction),
    };
  }
}

/**
 * The coefficient of determination. As scikit-learn's `r2_score`, of constant truths 1 if all are met and 0 otherwise;
 * of one row, where that is undefined, 0.
 */
function explained(truths: Float64Array, times: Float64Array, squared: number, rows: number): number {
  if (isConstant(truths, times)) return squared === 0 && rows > 1 ? 1 : 0;
  const mean = weightedMean(truths, times);
  const variation = truths.reduce((sum, value, row) => sum + times[row]! * (value - mean) ** 2, 0);
  return 1 - squared / variation;
}
