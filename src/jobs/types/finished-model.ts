/** What types of job need that begin with a model which solves a task already. */
import type { DatasetEntity } from '../../datasets/dataset.entity.js';
import type { DatasetVersionEntity } from '../../datasets/dataset-version.entity.js';
import type { ModelEntity } from '../../models/model.entity.js';
import { DatasetUnsuitable, SourceUnsuitable } from '../job.errors.js';
import type { DatasetReference } from '../job-fields.js';

/** @throws SourceUnsuitable for a base model */
export function modelOfTask(model: ModelEntity, path: string): ModelEntity {
  if (model.task === null) throw SourceUnsuitable.withoutTask(model, path);
  return model;
}

/** @throws DatasetUnsuitable where none is named, and the model names none either */
export function datasetOf({ id, lineage }: ModelEntity, named: DatasetReference | undefined): DatasetReference {
  const dataset = named ?? lineage?.dataset;
  if (!dataset) {
    throw new DatasetUnsuitable(
      `expected one to measure on, because ${id} does not say what it was trained on; name it`,
    );
  }
  return { id: dataset.id, version: dataset.version };
}

/** That a data set asks for what a model answers. @throws SourceUnsuitable */
export function checkKnows(
  model: ModelEntity,
  { dataset, version }: { dataset: DatasetEntity; version: DatasetVersionEntity },
  path = 'model',
): void {
  if (dataset.task !== model.task) throw SourceUnsuitable.ofTask(model, dataset, path);
  const unknown = (version.labels ?? []).find((label) => !model.labels?.includes(label));
  if (unknown !== undefined) throw SourceUnsuitable.ofLabels(model, unknown, path);
}
