import type { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import type { ModelEntity } from '../models/model.entity.js';
import { TRAINED_TASK } from './job-inputs.service.js';

/**
 * The classes in the order of the logits. Where the model knows exactly the data's labels, its own order: its head is
 * then trained further. Otherwise the data's, and the head begins anew.
 */
export function labelOrder(
  model: Pick<ModelEntity, 'task' | 'labels'>,
  version: Pick<DatasetVersionEntity, 'labels'>,
): string[] {
  const labels = version.labels ?? [];
  const known = new Set(model.task === TRAINED_TASK ? model.labels : []);
  const same = known.size === labels.length && labels.every((label) => known.has(label));
  return same ? [...known] : labels;
}
