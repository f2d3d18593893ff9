import type { Scores } from '../evaluation/scores.js';
import { softmax } from '../evaluation/softmax.js';
import type { Calibration, CalibrationMap } from './calibration.js';
import type { LabelSpace } from './calibration-rows.js';
import { valueAt } from './isotonic-regression.js';
import { joined, logOdds, sigmoid } from './one-vs-rest.js';

/** The probabilities a calibrated model serves, [rows, labels]. */
export const applyCalibration = (
  calibration: Calibration | CalibrationMap,
  logits: Scores,
  space: LabelSpace = 'exclusive',
): Float64Array[] => logits.map((row) => calibratedRow(calibration, row, space));

export const temperatureOf = (calibration: Calibration): number =>
  calibration.method === 'temperature' ? calibration.parameters.temperature : 1;

function calibratedRow(
  { method, parameters }: Calibration | CalibrationMap,
  logits: ArrayLike<number>,
  space: LabelSpace,
): Float64Array {
  switch (method) {
    case 'none':
      return plainly(logits, space);
    case 'temperature':
      return plainly(logits, space, parameters.temperature);
    case 'vector': {
      const { weights, biases } = parameters;
      return plainly(
        Float64Array.from(logits, (logit, k) => weights[k]! * logit + biases[k]!),
        space,
      );
    }
    case 'platt': {
      const { slopes, intercepts } = parameters;
      const odds = logOdds(logits, space);
      return joined(
        odds.map((value, k) => sigmoid(slopes[k]! * value + intercepts[k]!)),
        space,
      );
    }
    case 'isotonic': {
      const { curves } = parameters;
      const probabilities = plainly(logits, space);
      return joined(
        probabilities.map((p, k) => valueAt(curves[k]!, p)),
        space,
      );
    }
  }
}

/** As the network has them. */
const plainly = (logits: ArrayLike<number>, space: LabelSpace, temperature = 1): Float64Array =>
  space === 'exclusive'
    ? softmax(logits, temperature)
    : Float64Array.from(logits, (logit) => sigmoid(logit / temperature));
