import type { Tally } from '../tally.js';
import { correlation, isConstant, ranks, weightedMean } from './correlation.js';
import type { RegressionOutcomes } from './regression-outcomes.js';

/** Metrics of a regression, by the names of the HTTP contract. */
export const REGRESSION_METRICS = ['mse', 'mae', 'r2', 'pearson', 'spearman'] as const;
export type RegressionMetric = (typeof REGRESSION_METRICS)[number];

/**
 * Counts how often each row was added. Ranks depend on all the rows of a sample, so there are no sums to keep; since the
 * order of the rows is known beforehand, a replicate costs a few passes and no sorting.
 */
export class RegressionTally implements Tally<RegressionMetric> {
  private readonly times: Float64Array;

  constructor(private readonly outcomes: RegressionOutcomes) {
    this.times = new Float64Array(outcomes.rows);
  }

  add(row: number): void {
    this.times[row]! += 1;
  }

  metrics(): Record<RegressionMetric, number> {
    const { times } = this;
    const { truth, prediction } = this.outcomes;
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
      r2: this.explained(squared, rows),
      pearson: correlation(truth.values, prediction.values, times),
      spearman: correlation(ranks(truth, times), ranks(prediction, times), times),
    };
  }

  /**
   * The coefficient of determination. As scikit-learn's `r2_score`, of constant truths 1 if all are met and 0 otherwise;
   * of one row, where that is undefined, 0.
   */
  private explained(squared: number, rows: number): number {
    const { values } = this.outcomes.truth;
    if (isConstant(values, this.times)) return squared === 0 && rows > 1 ? 1 : 0;
    const mean = weightedMean(values, this.times);
    const variation = values.reduce((sum, value, row) => sum + this.times[row]! * (value - mean) ** 2, 0);
    return 1 - squared / variation;
  }
}
