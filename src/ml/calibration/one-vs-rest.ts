/** Labels calibrated one by one: what is fitted on, and how the results become probabilities again. */
import { argmax, type Scores } from '../evaluation/scores.js';
import { type CalibrationRows, isTrue, type LabelSpace } from './calibration-rows.js';

/** log(p / (1 - p)) of each label: of independent labels the logits themselves, else of the softmax. */
export const logOdds = (logits: ArrayLike<number>, space: LabelSpace): Float64Array =>
  space === 'independent' ? Float64Array.from(logits) : softmaxLogOdds(logits);

/** Of each label its logit less the log of the summed exponentials of all others; exact also where p is all but 1. */
function softmaxLogOdds(logits: ArrayLike<number>): Float64Array {
  const top = argmax(logits);
  let second = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logits.length; k++) if (k !== top) second = Math.max(second, logits[k]!);
  // Of the exponentials of all but the top, relative to the second and to the top.
  let others = 0;
  for (let k = 0; k < logits.length; k++) if (k !== top) others += Math.exp(logits[k]! - second);
  const highest = logits[top]!;
  const rest = others * Math.exp(second - highest);
  return Float64Array.from(logits, (logit, k) =>
    k === top
      ? logit - second - Math.log(others)
      : logit - highest - Math.log1p(Math.max(0, rest - Math.exp(logit - highest))),
  );
}

export const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

/** Probabilities of single labels, each on its own, as those of the row: exclusive ones are made to sum to 1. */
export function joined(probabilities: Float64Array, space: LabelSpace): Float64Array {
  if (space === 'independent') return probabilities;
  const sum = probabilities.reduce((total, p) => total + p, 0);
  return sum === 0 ? probabilities.fill(1 / probabilities.length) : probabilities.map((p) => p / sum);
}

/** The scores of one label in all rows, and of each row whether it is true. */
export function labelColumn(rows: CalibrationRows, scores: Scores, label: number) {
  return {
    scores: Float64Array.from(scores, (row) => row[label]!),
    truths: Uint8Array.from(scores, (_, row) => (isTrue(rows, row, label) ? 1 : 0)),
  };
}
