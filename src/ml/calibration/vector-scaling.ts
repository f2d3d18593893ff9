import { minimizeLbfgs } from '../evaluation/baseline/minimize-lbfgs.js';
import type { Scores } from '../evaluation/scores.js';
import { logSumExp } from '../evaluation/softmax.js';

export interface VectorFit {
  /** What each label's logit is multiplied with. */
  weights: number[];
  /** What is added to it then. */
  biases: number[];
}

/** Of the gradient of the mean, nats. */
const TOLERANCE = 1e-8;
const MAX_ITERATIONS = 5000;

/**
 * Vector scaling (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017, section 4.2): a weight and a bias of
 * each label's logit that maximise the likelihood of softmax(w * z + b). A label that the rows never have, or that they tell
 * apart without an error, would drive them without bound; so each has a normal prior of variance 1 around temperature
 * scaling (weights 1 / T, biases 0), whose say fades as rows are added.
 *
 * @param logits [rows, labels] @param temperature what temperature scaling finds on the same rows
 */
export function fitVector(logits: Scores, labels: ArrayLike<number>, temperature: number): VectorFit {
  const width = logits[0]!.length;
  const rows = logits.length;
  const centre = Float64Array.from({ length: 2 * width }, (_, i) => (i < width ? 1 / temperature : 0));
  const point = Float64Array.from(centre);
  const scaled = new Float64Array(width);
  const objective = (at: Float64Array, gradient: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < at.length; i++) {
      const off = at[i]! - centre[i]!;
      sum += (off * off) / 2;
      gradient[i] = off / rows;
    }
    for (let row = 0; row < rows; row++) {
      const z = logits[row]!;
      for (let k = 0; k < width; k++) scaled[k] = at[k]! * z[k]! + at[width + k]!;
      const normaliser = logSumExp(scaled);
      const label = labels[row]!;
      sum += normaliser - scaled[label]!;
      for (let k = 0; k < width; k++) {
        const error = (Math.exp(scaled[k]! - normaliser) - (k === label ? 1 : 0)) / rows;
        gradient[k]! += error * z[k]!;
        gradient[width + k]! += error;
      }
    }
    return sum / rows;
  };
  minimizeLbfgs(objective, point, { tolerance: TOLERANCE, maxIterations: MAX_ITERATIONS });
  return { weights: [...point.subarray(0, width)], biases: [...point.subarray(width)] };
}
