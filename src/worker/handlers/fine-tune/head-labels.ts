import type { ModelFiles } from '../../../ml/artifact/load-model.js';
import { taskTypeOf } from '../../../ml/task-types/registry.js';
import type { FineTuneInput } from '../../../ml/training/fine-tune.schemas.js';

/** Names of the numbers that the head gives. A base's head is trained further where its numbers stand for the same, in whichever order. */
export function headLabelsFor(
  { task, labels }: Pick<FineTuneInput, 'task' | 'labels'>,
  base: Pick<ModelFiles, 'task' | 'headLabels'>,
): readonly string[] {
  const names = taskTypeOf(task).headLabels(labels);
  const known = base.task === task ? base.headLabels : null;
  const same = known?.length === names.length && names.every((name) => known.includes(name));
  return same ? known : names;
}
