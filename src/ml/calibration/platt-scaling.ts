import { sigmoid } from './one-vs-rest.js';

export interface PlattFit {
  slope: number;
  intercept: number;
}

/** What leaves log-odds as they are: for labels of which there is nothing, or nothing else, to fit on. */
const IDENTITY: PlattFit = { slope: 1, intercept: 0 };
const TOLERANCE = 1e-11;
const MAX_STEPS = 100;

/**
 * Platt scaling ("Probabilistic Outputs for Support Vector Machines", 1999): the slope and intercept that maximise the
 * likelihood of sigmoid(slope * score + intercept), with his smoothed targets: of n rows where the label is true the target
 * is (n + 1) / (n + 2), and of m others 1 / (m + 2). Newton's steps with backtracking, as in Lin, Lin & Weng, "A Note on
 * Platt's Probabilistic Outputs" (2007). With scikit-learn's `_SigmoidCalibration`, slope = -a_ and intercept = -b_.
 *
 * @param truths 1 where the label is true, 0 where not
 */
export function fitPlatt(scores: ArrayLike<number>, truths: ArrayLike<number>): PlattFit {
  const positives = Array.from(truths).reduce((sum, truth) => sum + truth, 0);
  const negatives = scores.length - positives;
  if (positives === 0 || negatives === 0) return IDENTITY;
  const high = (positives + 1) / (positives + 2);
  const low = 1 / (negatives + 2);
  const targets = Float64Array.from(truths, (truth) => (truth === 1 ? high : low));
  let at: PlattFit = { slope: 0, intercept: Math.log((positives + 1) / (negatives + 1)) };
  let value = lossOf(scores, targets, at);
  for (let step = 0; step < MAX_STEPS; step++) {
    const { slope, intercept } = newtonStep(scores, targets, at);
    let length = 1;
    let next = at;
    let found = value;
    do {
      next = { slope: at.slope + length * slope, intercept: at.intercept + length * intercept };
      found = lossOf(scores, targets, next);
      length /= 2;
    } while (found > value && length > 1e-10);
    if (found > value) return at;
    const moved = Math.abs(next.slope - at.slope) + Math.abs(next.intercept - at.intercept);
    at = next;
    value = found;
    if (moved <= TOLERANCE * (1 + Math.abs(at.slope) + Math.abs(at.intercept))) break;
  }
  return at;
}

function lossOf(scores: ArrayLike<number>, targets: Float64Array, { slope, intercept }: PlattFit): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i++) {
    const x = slope * scores[i]! + intercept;
    // -t log s(x) - (1 - t) log s(-x), without overflow.
    sum += Math.max(x, 0) - targets[i]! * x + Math.log1p(Math.exp(-Math.abs(x)));
  }
  return sum;
}

function newtonStep(scores: ArrayLike<number>, targets: Float64Array, { slope, intercept }: PlattFit): PlattFit {
  let [g1, g2, h11, h12, h22] = [0, 0, 1e-12, 0, 1e-12];
  for (let i = 0; i < targets.length; i++) {
    const score = scores[i]!;
    const p = sigmoid(slope * score + intercept);
    const error = p - targets[i]!;
    const weight = p * (1 - p);
    g1 += error * score;
    g2 += error;
    h11 += weight * score * score;
    h12 += weight * score;
    h22 += weight;
  }
  const determinant = Math.max(h11 * h22 - h12 * h12, Number.MIN_VALUE);
  return { slope: -(h22 * g1 - h12 * g2) / determinant, intercept: -(h11 * g2 - h12 * g1) / determinant };
}
