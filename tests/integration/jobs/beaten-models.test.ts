import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DatasetEntity } from '../../../src/datasets/dataset.entity.js';
import { DatasetVersionEntity } from '../../../src/datasets/dataset-version.entity.js';
import { EvaluationEntity } from '../../../src/evaluations/evaluation.entity.js';
import { PredictionStore } from '../../../src/evaluations/prediction-store.js';
import { JobEntity } from '../../../src/jobs/job.entity.js';
import { BeatenModels } from '../../../src/jobs/types/sweep/beaten-models.js';
import { ModelEntity } from '../../../src/models/model.entity.js';
import { ModelAliasEntity } from '../../../src/models/model-alias.entity.js';
import { ModelStore } from '../../../src/models/model-store.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { FolderStore } from '../../../src/platform/storage/folder-store.js';
import { TaskEntity } from '../../../src/runner/task.entity.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { insertDataset, insertModel, insertTask } from '../../support/ready-inputs.js';
import { SEEDS } from '../../support/seeds.js';

const PREDICTIONS = { projectId: 'prj_default', id: 'evl_beaten' };

describe('the model of a beaten trial', () => {
  let folder: string;
  let database: TestDatabase;
  let dataSource: DataSource;
  let objects: FolderStore;
  let beaten: BeatenModels;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-beaten-'));
    database = await createTestDatabase();
    dataSource = await createDataSource(database.url, [
      JobEntity,
      TaskEntity,
      ModelEntity,
      ModelAliasEntity,
      DatasetEntity,
      DatasetVersionEntity,
      EvaluationEntity,
    ]);
    objects = new FolderStore(join(folder, 'objects'));
    beaten = new BeatenModels(dataSource, new ModelStore(objects), new PredictionStore(objects));
    await insertModel(database, 'mdl_base');
    await insertModel(database, 'mdl_beaten');
    await insertDataset(database, { id: 'ds_x' });
    await insertTask(database, 'tsk_trial', 'fine-tune', 'succeeded');
    await evaluation('evl_beaten');
    await SEEDS['/v1/jobs']!({ database } as never);
    await database.query(
      `UPDATE jobs SET held_model_id = 'mdl_base', held_version_id = 'dsv_ds_x', result_model_id = 'mdl_beaten', result_evaluation_id = 'evl_beaten'`,
    );
    const path = join(folder, 'predictions.jsonl');
    await writeFile(path, '{}\n');
    await new PredictionStore(objects).put(PREDICTIONS, path);
  });
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const evaluation = (id: string) =>
    database.query(
      `INSERT INTO evaluations (id, project_id, model_id, dataset_version_id, split, seed, task_id)
       VALUES ($1, 'prj_default', 'mdl_beaten', 'dsv_ds_x', 'validation', 1, 'tsk_trial')`,
      [id],
    );
  const trial = () => dataSource.manager.findOneByOrFail(JobEntity, { id: 'job_seed' });
  const stored = async () => {
    for await (const { key } of objects.list('projects/')) return key;
    return null;
  };

  it('goes with its evaluation, and holds nothing any more', async () => {
    const before = await trial();
    await beaten.remove(before);
    expect(await trial()).toMatchObject({
      resultModelId: null,
      resultEvaluationId: null,
      heldModelId: null,
      heldVersionId: null,
    });
    expect(await database.query(`SELECT id FROM models WHERE id = 'mdl_beaten'`)).toEqual([]);
    expect(await database.query('SELECT id FROM evaluations')).toEqual([]);
    expect(await stored()).toBeNull();
    // A trainer may die in between, and the next one does it again.
    await beaten.remove(before);
    await beaten.remove(await trial());
  });

  it.each<[string, () => Promise<unknown>]>([
    [
      'an alias stands for it',
      () =>
        database.query(
          `INSERT INTO model_aliases (project_id, name, alias, model_id) VALUES ('prj_default', 'tiny', 'best', 'mdl_beaten')`,
        ),
    ],
    ['somebody has evaluated it', () => evaluation('evl_own')],
    [
      'it is deployed',
      async () => {
        await SEEDS['/v1/deployments']!({ database } as never);
        await database.query(`UPDATE deployment_revisions SET model_id = 'mdl_beaten'`);
      },
    ],
  ])('stays whole where %s', async (_, use) => {
    await use();
    await beaten.remove(await trial());
    expect(await trial()).toMatchObject({
      resultModelId: 'mdl_beaten',
      resultEvaluationId: 'evl_beaten',
      heldModelId: 'mdl_base',
    });
    expect(await stored()).not.toBeNull();
  });
});
