import type { Scores } from './scores.js';

/** Probabilities of one row of logits divided by `temperature`. */
export function softmax(logits: ArrayLike<number>, temperature = 1): Float64Array {
  const normaliser = logSumExp(logits, temperature);
  return Float64Array.from(logits, (logit) => Math.exp(logit / temperature - normaliser));
}

/** Probabilities of every row, [rows, classes]. */
export const softmaxRows = (logits: Scores, temperature = 1): Float64Array[] =>
  logits.map((row) => softmax(row, temperature));

/** log Σ exp(logit / temperature) of one row, in nats; it neither overflows nor underflows. */
export function logSumExp(logits: ArrayLike<number>, temperature = 1): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < logits.length; k++) max = Math.max(max, logits[k]! / temperature);
  let sum = 0;
  for (let k = 0; k < logits.length; k++) sum += Math.exp(logits[k]! / temperature - max);
  return max + Math.log(sum);
}
