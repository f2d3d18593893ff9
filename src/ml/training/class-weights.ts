import type { DatasetTask, StoredExample } from '../data/example.js';
import type { Hyperparameters } from './hyperparameters.js';

type Labelled = StoredExample<'text-classification'>;

/** The same for the examples of any task: only text classification has classes to weigh. */
export const weighted = (
  task: DatasetTask,
  examples: readonly StoredExample[],
  { classWeights }: Pick<Hyperparameters, 'classWeights'>,
): readonly StoredExample[] =>
  task === 'text-classification' ? withClassWeights(examples as readonly Labelled[], classWeights) : examples;

/** Examples that count for more or less in the loss by their labels. A label that is not named counts 1. */
export function withClassWeights(
  examples: readonly Labelled[],
  classWeights: Hyperparameters['classWeights'],
): readonly Labelled[] {
  if (classWeights === 'none') return examples;
  const weights = new Map(classWeights === 'balanced' ? balanced(examples) : Object.entries(classWeights));
  return examples.map((example) => ({
    ...example,
    weight: (example.weight ?? 1) * (weights.get(example.label) ?? 1),
  }));
}

/** All labels together count as before, and each the same: rows / (labels · rows of the label), as scikit-learn's `balanced`. */
function balanced(examples: readonly Labelled[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => [label, examples.length / (counts.size * count)]);
}
