// What the benchmarks say of a classifier, by the names that their tables have.
import type { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';

export const NUMBERS = ['macro-F1', 'accuracy', 'ECE before', 'ECE after', 'NLL before', 'NLL after'] as const;
export type NumberName = (typeof NUMBERS)[number];

/** Before and after: the calibration. */
export function numbersOf({ metrics, calibration }: ClassificationResult): Record<NumberName, number> {
  return {
    'macro-F1': metrics.macroF1,
    accuracy: metrics.accuracy,
    'ECE before': calibration.before.ece,
    'ECE after': calibration.after.ece,
    'NLL before': calibration.before.nll,
    'NLL after': calibration.after.nll,
  };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of a sample: over n − 1; null for one value. */
export function standardDeviation(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
