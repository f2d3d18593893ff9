import { type MeasureOptions, measure, RESAMPLES } from '../measurement.js';
import { regressionOutcomes } from './regression-outcomes.js';
import type { RegressionResult } from './regression-result.js';
import { RegressionTally } from './regression-tally.js';

export interface RegressionEvaluationInput extends MeasureOptions {
  /** In the unit of the data set's values. */
  predictions: ArrayLike<number>;
  truths: ArrayLike<number>;
}

/** Measures a regression from its predictions alone. */
export function evaluateRegression(input: RegressionEvaluationInput): RegressionResult {
  const { predictions, truths, resamples = RESAMPLES } = input;
  const outcomes = regressionOutcomes(predictions, truths);
  return {
    ...measure(outcomes.rows, () => new RegressionTally(outcomes), 'mse', input),
    counts: { examples: outcomes.rows, resamples },
  };
}
