import type { components } from '../../openapi/client.js';
import type { TestApp } from './app.js';
import { type ModelFiles, tarOfModel } from './tiny-model.js';
import { until } from './until.js';

export type ModelView = components['schemas']['Model'];

/** Uploads a tar, and waits until its import is over. */
export async function importArchive(app: TestApp, archive: Buffer, name = 'tiny'): Promise<ModelView> {
  const body = new FormData();
  body.append('name', name);
  body.append('file', new Blob([new Uint8Array(archive)]), 'model.tar');
  return imported(app, await app.fetch('/v1/models', { body }));
}

export function importFiles(app: TestApp, files: ModelFiles, name?: string): Promise<ModelView> {
  return importArchive(app, tarOfModel(files), name);
}

export async function importFolder(app: TestApp, path: string, name = 'tiny'): Promise<ModelView> {
  return imported(app, await app.fetch('/v1/models', { body: { name, source: { type: 'folder', path } } }));
}

export async function importFromHub(
  app: TestApp,
  source: { repo: string; revision?: string },
  name = 'tiny',
): Promise<ModelView> {
  return imported(app, await app.fetch('/v1/models', { body: { name, source: { type: 'huggingface', ...source } } }));
}

async function imported(app: TestApp, response: Response): Promise<ModelView> {
  const queued = (await response.json()) as ModelView;
  if (response.status !== 202) throw new Error(`Expected 202; found ${response.status}: ${JSON.stringify(queued)}`);
  return until(async () => {
    const { data } = await app.client.GET('/v1/models/{id}', { params: { path: { id: queued.id } } });
    return data!.status === 'importing' ? null : data!;
  }, `the import of ${queued.id}`);
}
