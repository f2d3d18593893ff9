import { z } from 'zod';
import { DATASET_TASKS } from '../ml/data/example.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page } from '../platform/http/pagination.js';
import type { DatasetEntity } from './dataset.entity.js';

const name = z.string().trim().min(1).max(200);
const description = z.string().max(10_000);

export const DatasetId = z.string().describe('Id of the data set, `ds_…`');

export const DatasetCreate = z
  .strictObject({
    name: name.describe('What to call it'),
    task: z.enum(DATASET_TASKS).describe('What its rows teach, and so what each is made of'),
    description: description.optional().describe('What is in it, where it comes from'),
  })
  .meta({ id: 'DatasetCreate' });
export type DatasetCreate = z.infer<typeof DatasetCreate>;

export const DatasetPatch = z
  .strictObject({
    name: name.optional().describe('A new name'),
    description: description.nullable().optional().describe('A new description; null removes it'),
  })
  .meta({ id: 'DatasetPatch' });
export type DatasetPatch = z.infer<typeof DatasetPatch>;

export const DatasetView = z
  .object({
    id: DatasetId,
    name: z.string().describe('What it is called'),
    task: z.enum(DATASET_TASKS).describe('What its rows teach'),
    description: z.string().nullable().describe('What is in it'),
    latestVersion: z.int().nullable().describe('Number of the latest version that is ready; null before the first'),
    createdAt: Timestamp.describe('When it was made'),
    updatedAt: Timestamp.describe('When its name or description last changed'),
  })
  .meta({ id: 'Dataset' });
export type DatasetView = z.infer<typeof DatasetView>;

export const DatasetPage = Page(DatasetView).meta({ id: 'DatasetPage' });

export function toDatasetView(dataset: DatasetEntity, latestVersion: number | null): DatasetView {
  return {
    id: dataset.id,
    name: dataset.name,
    task: dataset.task,
    description: dataset.description,
    latestVersion,
    createdAt: dataset.createdAt.toISOString(),
    updatedAt: dataset.updatedAt.toISOString(),
  };
}
