import { argmax, checkScores, type Scores } from './scores.js';

/** A column for each thing that a metric needs to know of a row; every metric is a function of these. */
export interface ClassificationOutcomes {
  rows: number;
  classes: number;
  /** The true class. */
  label: Int32Array;
  /** The class with the largest probability. */
  prediction: Int32Array;
  /** Probability of the predicted class. */
  confidence: Float64Array;
  /** -log of the probability given to the true class, nats. */
  nll: Float64Array;
  /** Squared error of the probabilities; see `brierOf`. */
  brier: Float64Array;
}

/** scikit-learn clips the probabilities of `log_loss` at the spacing of a double around 1, and so do we. */
const SMALLEST_PROBABILITY = Number.EPSILON;

/** -log of the probability that was given to what is true, nats. */
export const negativeLogLikelihood = (probability: number): number =>
  -Math.log(Math.min(1 - SMALLEST_PROBABILITY, Math.max(SMALLEST_PROBABILITY, probability)));

/** @param probabilities [rows, classes], each row summing to 1. */
export function classificationOutcomes(
  probabilities: Scores,
  labels: ArrayLike<number>,
  classes: number,
): ClassificationOutcomes {
  checkScores(probabilities, labels, classes);
  const rows = probabilities.length;
  const outcomes: ClassificationOutcomes = {
    rows,
    classes,
    label: Int32Array.from(labels),
    prediction: new Int32Array(rows),
    confidence: new Float64Array(rows),
    nll: new Float64Array(rows),
    brier: new Float64Array(rows),
  };
  for (let row = 0; row < rows; row++) {
    const given = probabilities[row]!;
    const label = labels[row]!;
    const prediction = argmax(given);
    outcomes.prediction[row] = prediction;
    outcomes.confidence[row] = given[prediction]!;
    outcomes.nll[row] = negativeLogLikelihood(given[label]!);
    outcomes.brier[row] = brierOf(given, label);
  }
  return outcomes;
}

/**
 * Brier's score of one row. As scikit-learn's `brier_score_loss` with its default `scale_by_half="auto"`: the sum of the
 * squared errors over all classes (Brier 1950, from 0 to 2), halved for two classes, where it is the familiar
 * (p - y)^2 of the positive class (0 to 1).
 */
function brierOf(probabilities: ArrayLike<number>, label: number): number {
  let sum = 0;
  for (let k = 0; k < probabilities.length; k++) {
    const error = probabilities[k]! - (k === label ? 1 : 0);
    sum += error * error;
  }
  return probabilities.length === 2 ? sum / 2 : sum;
}
