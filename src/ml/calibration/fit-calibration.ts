import { checkScores, type Scores } from '../evaluation/scores.js';
import type { Calibration, CalibrationMethod } from './calibration.js';
import { fitTemperature } from './temperature-scaling.js';

/** Below this the temperature says more of the draw of the rows than of the model. */
export const SMALLEST_CALIBRATION_SET = 30;

/**
 * Fits a calibration on the validation split. Where the rows cannot carry a fit it is the identity and says why.
 *
 * @param logits [rows, classes] @param labels a class for each row
 */
export function fitCalibration(
  method: CalibrationMethod,
  logits: Scores,
  labels: ArrayLike<number>,
  labelNames: readonly string[],
): Calibration {
  if (method === 'none') return identity('No calibration was asked for.');
  const refusal = refusalOf(labels, labelNames);
  if (refusal !== null) return identity(refusal);
  checkScores(logits, labels, labelNames.length);
  const { temperature, ...fit } = fitTemperature(logits, labels);
  return { method: 'temperature', parameters: { temperature }, fit: { rows: logits.length, ...fit } };
}

function refusalOf(labels: ArrayLike<number>, labelNames: readonly string[]): string | null {
  if (labels.length < SMALLEST_CALIBRATION_SET) {
    return `A temperature needs at least ${SMALLEST_CALIBRATION_SET} validation examples, found ${labels.length}: make the validation split larger.`;
  }
  const present = new Set(Array.from(labels));
  if (present.size < 2) {
    const only = labelNames[labels[0]!];
    return `A temperature needs validation examples of at least 2 labels, found only "${only}": stratify the split or add examples.`;
  }
  return null;
}

/** No calibration, and why. */
export const identity = (reason: string): Calibration => ({ method: 'none', parameters: {}, reason });
