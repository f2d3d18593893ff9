import type { TestApp } from './app.js';

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
};

/** A body that gets past validation, for routes below one resource that need one. */
export const BODIES: Record<string, unknown> = {
  'PATCH /v1/datasets/{id}': { name: 'renamed' },
  'POST /v1/datasets/{id}/versions': { examples: [{ text: 'a', label: 'b' }] },
};

/** What stands in for path parameters after the first. */
export const PARAMETERS: Record<string, string> = { version: '1', path: 'config.json', alias: 'production' };
