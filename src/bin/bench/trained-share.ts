import type { Architecture } from '../../ml/architectures/architecture.js';
import { parameterCount } from '../../ml/engine/parameter-store.js';
import { planClassifier } from '../../ml/training/classifier-plan.js';
import type { FineTuneMethod } from '../../ml/training/fine-tune-method.js';

/** Share of a classifier's parameters that a method trains, 0 to 1. */
export function trainedShare(architecture: Architecture, labels: number, method: FineTuneMethod): number {
  const { trainable, frozen } = planClassifier(architecture, { labels }, method);
  return parameterCount(trainable) / parameterCount([...trainable, ...frozen]);
}
