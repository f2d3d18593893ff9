import type { Architecture } from '../../ml/architectures/architecture.js';
import { parameterCount } from '../../ml/engine/parameter-store.js';
import { singleLabel } from '../../ml/tasks/text-objectives.js';
import type { FineTuneMethod } from '../../ml/training/fine-tune-method.js';
import { planTraining } from '../../ml/training/training-plan.js';

/** Share of a classifier's parameters that a method trains, 0 to 1. */
export function trainedShare(architecture: Architecture, labels: number, method: FineTuneMethod): number {
  const { trainable, frozen } = planTraining(architecture, singleLabel(labels), method);
  return parameterCount(trainable) / parameterCount([...trainable, ...frozen]);
}
