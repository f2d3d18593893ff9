import type { Split } from '../ml/data/example.js';
import type { DatasetVersionEntity } from './dataset-version.entity.js';

/** Where the object store has what belongs to a data set. */
export function datasetPrefix(projectId: string, datasetId: string): string {
  return `projects/${projectId}/datasets/${datasetId}/`;
}

type VersionAddress = Pick<DatasetVersionEntity, 'projectId' | 'datasetId' | 'version'>;

export function splitKey({ projectId, datasetId, version }: VersionAddress, split: Split): string {
  return `${datasetPrefix(projectId, datasetId)}versions/${version}/${split}.jsonl`;
}

export function reportKey({ projectId, datasetId, version }: VersionAddress): string {
  return `${datasetPrefix(projectId, datasetId)}versions/${version}/report.json`;
}

export function suspiciousLabelsKey({ projectId, datasetId, version }: VersionAddress): string {
  return `${datasetPrefix(projectId, datasetId)}versions/${version}/suspicious-labels.jsonl`;
}
