import type { TestDatabase } from './database.js';

export interface DatasetRow {
  id: string;
  task?: string;
  labels?: string[];
  train?: number;
  validation?: number;
  /** Of the task that makes version 1. */
  status?: 'succeeded' | 'running' | 'failed';
}

/** A data set with one version, as rows alone: for tests in which nothing is read or run. */
export async function insertDataset(database: TestDatabase, row: DatasetRow): Promise<void> {
  const {
    id,
    task = 'text-classification',
    labels = ['ham', 'spam'],
    train = 80,
    validation = 10,
    status = 'succeeded',
  } = row;
  const finished = status === 'running' ? null : new Date();
  await database.query(`INSERT INTO datasets (id, project_id, name, task) VALUES ($1, 'prj_default', 'mail', $2)`, [
    id,
    task,
  ]);
  await insertTask(database, `tsk_${id}`, 'dataset', status);
  await database.query('UPDATE tasks SET finished_at = $2 WHERE id = $1', [`tsk_${id}`, finished]);
  await database.query(
    `INSERT INTO dataset_versions (id, project_id, dataset_id, version, extends_parent, task_id, source, options, digest, labels, counts)
     VALUES ($1, 'prj_default', $2, 1, false, $3, '{}', '{}', 'sha256:0', $4, $5)`,
    [`dsv_${id}`, id, `tsk_${id}`, JSON.stringify(labels), JSON.stringify({ train, validation, test: 10 })],
  );
}

/** A model that is ready, or one whose import is in that status. */
export async function insertModel(database: TestDatabase, id: string, importing?: 'running' | 'failed'): Promise<void> {
  if (importing) await insertTask(database, `tsk_${id}`, 'import', importing);
  await database.query(
    `INSERT INTO models (id, project_id, name, kind, built_in, architecture, parameters, digest, import_task_id)
     VALUES ($1, 'prj_default', 'tiny', 'base', false, 'bert', 10000, $2, $3)`,
    [id, '0'.repeat(64), importing ? `tsk_${id}` : null],
  );
}

export async function insertTask(database: TestDatabase, id: string, kind: string, status: string): Promise<void> {
  await database.query(
    `INSERT INTO tasks (id, project_id, kind, status, attempt, max_attempts, input, checkpoints, created_at, queued_at)
     VALUES ($1, 'prj_default', $2, $3, 1, 3, '{}', '[]', now(), now())`,
    [id, kind, status],
  );
}
