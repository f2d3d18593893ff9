import type { Scores } from '../evaluation/scores.js';
import { softmax } from '../evaluation/softmax.js';
import { Random } from '../random.js';
import { fitTemperature } from './temperature-scaling.js';

const FOLDS = 5;
/** The stream of the seed that folds are drawn from, apart from the bootstrap's. */
const STREAM = 1;

/**
 * Probabilities as temperature scaling gives them to rows it was not fitted on, when there are no other rows than those
 * it is fitted on: each of five random folds is calibrated by a fit on the other four.
 *
 * @param logits [rows, classes] @returns probabilities [rows, classes], in the order of the rows
 */
export function crossFitTemperature(logits: Scores, labels: ArrayLike<number>, seed: number): Float64Array[] {
  const order = new Random(seed, STREAM).shuffle(Uint32Array.from(logits, (_, row) => row));
  const probabilities = new Array<Float64Array>(logits.length);
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = order.filter((_, place) => place % FOLDS === fold);
    const others = [...order.filter((_, place) => place % FOLDS !== fold)];
    const { temperature } = fitTemperature(
      others.map((row) => logits[row]!),
      others.map((row) => labels[row]!),
    );
    for (const row of held) probabilities[row] = softmax(logits[row]!, temperature);
  }
  return probabilities;
}
