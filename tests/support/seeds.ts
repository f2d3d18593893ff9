import { HyperparameterChoices } from '../../src/ml/training/hyperparameters.js';
import type { TestApp } from './app.js';
import { insertDataset, insertModel, insertTask } from './ready-inputs.js';

/**
 * One of everything, for tests that go over all routes. A new collection adds its line: how one is made, as cheaply as
 * can be. Answers with the id.
 */
export const SEEDS: Record<string, (app: TestApp) => Promise<string>> = {
  '/v1/api-keys': async ({ client }) => {
    const { data } = await client.POST('/v1/api-keys', { body: { name: 'seed', scopes: ['read'] } });
    return data!.id;
  },
  '/v1/datasets': async ({ client }) => {
    const { data } = await client.POST('/v1/datasets', { body: { name: 'seed', task: 'text-classification' } });
    return data!.id;
  },
  '/v1/models': async ({ database }) => {
    await database.query(
      `INSERT INTO models (id, project_id, name, kind, built_in) VALUES ('mdl_seed', 'prj_default', 'seed', 'fine-tuned', false)`,
    );
    return 'mdl_seed';
  },
  '/v1/evaluations': async ({ database }) => {
    await insertModel(database, 'mdl_evaluated');
    await insertDataset(database, { id: 'ds_evaluated' });
    await insertTask(database, 'tsk_evaluation', 'evaluate', 'succeeded');
    await database.query(
      `INSERT INTO evaluations (id, project_id, model_id, dataset_version_id, split, seed, task_id)
       VALUES ('evl_seed', 'prj_default', 'mdl_evaluated', 'dsv_ds_evaluated', 'test', 1, 'tsk_evaluation')`,
    );
    return 'evl_seed';
  },
  '/v1/comparisons': async ({ database }) => {
    await insertTask(database, 'tsk_comparison', 'compare', 'succeeded');
    await database.query(
      `INSERT INTO evaluations (id, project_id, model_id, dataset_version_id, split, seed, task_id)
       VALUES ('evl_other', 'prj_default', 'mdl_evaluated', 'dsv_ds_evaluated', 'test', 1, 'tsk_evaluation')`,
    );
    await database.query(
      `INSERT INTO comparisons (id, project_id, a_id, b_id, metric, seed, task_id)
       VALUES ('cmp_seed', 'prj_default', 'evl_seed', 'evl_other', 'accuracy', 1, 'tsk_comparison')`,
    );
    return 'cmp_seed';
  },
  '/v1/jobs': async ({ database }) => {
    await insertTask(database, 'tsk_seed_job', 'fine-tune', 'queued');
    await database.query(
      `INSERT INTO jobs (id, project_id, type, model_id, dataset_id, dataset_version, choices, hyperparameters, calibration, output_name, seed, task_id, drafts)
       VALUES ('job_seed', 'prj_default', 'fine-tune', 'mdl_x', 'ds_x', 1, '{"method": {"type": "full"}, "evaluateOn": "test"}', $1, '{"method": "auto"}', 'seed', 1, 'tsk_seed_job', '[]')`,
      [JSON.stringify(HyperparameterChoices.parse({}))],
    );
    return 'job_seed';
  },
  '/v1/deployments': async ({ database }) => {
    await insertModel(database, 'mdl_deployed');
    await database.query(
      `INSERT INTO deployments (id, project_id, name, wanted, starts, revision) VALUES ('dep_seed', 'prj_default', 'seed', 'stopped', 1, 1)`,
    );
    await database.query(
      `INSERT INTO deployment_revisions (deployment_id, number, project_id, model_id, created_by)
       VALUES ('dep_seed', 1, 'prj_default', 'mdl_deployed', 'key_x')`,
    );
    return 'dep_seed';
  },
};

/** A body that gets past validation, for routes below one resource that need one. */
export const BODIES: Record<string, unknown> = {
  'PATCH /v1/deployments/{name}': { model: 'mdl_deployed' },
  'POST /v1/deployments/{name}/predict': { inputs: ['a'] },
  'POST /v1/models/{id}/calibrations': { dataset: { id: 'ds_x' } },
  'PATCH /v1/datasets/{id}': { name: 'renamed' },
  'POST /v1/datasets/{id}/versions': { examples: [{ text: 'a', label: 'b' }] },
};

/** What stands in for path parameters after the first. */
export const PARAMETERS: Record<string, string> = { version: '1', path: 'config.json', alias: 'production' };
