import { InputError } from '../../input-error.js';
import type { Prediction } from '../prediction.js';

/** The second's predictions in the order of the first's. @throws InputError where they are not of the same examples */
export function alignPredictions(a: readonly Prediction[], b: readonly Prediction[]): Prediction[] {
  const byExample = new Map(b.map((prediction) => [prediction.example, prediction]));
  const aligned = a.flatMap(({ example }) => byExample.get(example) ?? []);
  if (aligned.length === a.length && b.length === a.length) return aligned;
  throw new InputError(
    'examples-differ',
    `Expected two evaluations of the same examples; of ${a.length} and ${b.length} they share ${aligned.length}. Evaluate both models anew on one version.`,
  );
}
