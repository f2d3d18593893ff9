import { mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../support/app.js';
import { importArchive, importFiles, importFolder } from '../support/models-client.js';
import {
  type ModelFiles,
  tarOfModel,
  tinyModel,
  withConfig,
  without,
  withTensors,
  writeModel,
} from '../support/tiny-model.js';
import { until } from '../support/until.js';

let app: TestApp;
let importDir: string;
let good: ModelFiles;
beforeAll(async () => {
  importDir = await mkdtemp(join(tmpdir(), 'temper-import-'));
  good = await tinyModel();
  app = await startApp({ TEMPER_IMPORT_DIR: importDir });
});
afterAll(async () => {
  await app.stop();
  await rm(importDir, { recursive: true });
});

describe('importing a model', () => {
  it('takes a tar of what transformers saved', async () => {
    expect(await importFiles(app, good, 'mine')).toMatchObject({
      id: expect.stringMatching(/^mdl_/),
      name: 'mine',
      kind: 'fine-tuned',
      status: 'ready',
      error: null,
      architecture: 'bert',
      parameters: 11859,
      task: 'text-classification',
      labels: ['LABEL_0', 'LABEL_1', 'LABEL_2'],
      baseModel: null,
      job: null,
      aliases: [],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('takes a gzipped tar of the folder, and leaves out what is no model file', async () => {
    const inFolder = Object.fromEntries(Object.entries(good).map(([path, content]) => [`model/${path}`, content]));
    const archive = gzipSync(tarOfModel({ ...inFolder, 'model/.gitattributes': 'x', 'model/tf_model.h5': 'x' }));
    const { id, status } = await importArchive(app, archive);
    expect(status).toBe('ready');
    const { data } = await app.client.GET('/v1/models/{id}/files', { params: { path: { id } } });
    expect(data!.data.map(({ path }) => path).sort()).toEqual([...Object.keys(good), 'manifest.json'].sort());
  });

  it('takes a folder inside TEMPER_IMPORT_DIR, with links that stay inside, as in a Hugging Face cache', async () => {
    await writeModel(join(importDir, 'blobs'), { 'weights.safetensors': good['model.safetensors']! });
    await writeModel(join(importDir, 'snapshot'), without(good, 'model.safetensors'));
    await symlink('../blobs/weights.safetensors', join(importDir, 'snapshot/model.safetensors'));
    expect(await importFolder(app, 'snapshot')).toMatchObject({ status: 'ready', parameters: 11859 });
    expect(await importFolder(app, join(importDir, 'snapshot'))).toMatchObject({ status: 'ready' });
  });

  it('takes a model without a head as one to start from', async () => {
    const headless = await withTensors(good, (tensors) =>
      tensors.filter(({ name }) => !/^classifier|pooler/.test(name)),
    );
    expect(await importFiles(app, withConfig(headless, { architectures: ['BertModel'] }))).toMatchObject({
      status: 'ready',
      kind: 'base',
      task: null,
      labels: null,
    });
  });

  it('keeps the digest of a model that comes from another Temper', async () => {
    const first = await importFiles(app, good);
    const archive = await app.fetch(`/v1/models/${first.id}/archive`);
    const second = await importArchive(app, Buffer.from(await archive.arrayBuffer()), 'again');
    expect(second).toMatchObject({ status: 'ready', digest: first.digest, name: 'again' });
    expect(second.id).not.toBe(first.id);
  });

  it('keeps nothing of the upload once the task is over', async () => {
    await importFiles(app, good);
    const objects = join(app.home, 'objects');
    const restarted = await startApp({ DATABASE_URL: app.database.url, TEMPER_STORAGE: `file:${objects}` });
    await until(async () => {
      const paths = await readdir(objects, { recursive: true });
      return paths.some((path) => path.endsWith('.tar')) ? null : true;
    }, 'the uploads to be removed');
    await restarted.stop();
  });
});

describe('an import that fails', () => {
  /** Every other way to fail: tests/unit/worker/handlers/import.test.ts. */
  it.each<[string, () => Promise<ModelFiles>, RegExp]>([
    [
      'a missing tensor',
      () => withTensors(good, (tensors) => tensors.filter(({ name }) => name !== 'classifier.bias')),
      /"classifier\.bias"/,
    ],
    ['a wrong shape', async () => withConfig(good, { vocab_size: 41 }), /should have shape \[41, 24\]/],
    ['a pickle', async () => ({ ...good, 'pytorch_model.bin': 'x' }), /safe_serialization=True/],
  ])('names %s, serves nothing, and can be deleted', async (_, make, message) => {
    const { id, ...model } = await importFiles(app, await make());
    expect(model).toMatchObject({ status: 'failed', error: { message: expect.stringMatching(message) }, digest: null });
    const { error } = await app.client.GET('/v1/models/{id}/files', { params: { path: { id } } });
    expect(error).toMatchObject({ status: 409, code: 'model-not-ready' });
    const { response } = await app.client.DELETE('/v1/models/{id}', { params: { path: { id } } });
    expect(response.status).toBe(204);
  });

  it('does so for a link that leads out of TEMPER_IMPORT_DIR', async () => {
    await writeModel(join(importDir, 'escape'), without(good, 'tokenizer.json'));
    await symlink('/etc/hostname', join(importDir, 'escape/tokenizer.json'));
    expect(await importFolder(app, 'escape')).toMatchObject({ status: 'failed', error: { code: 'file-unsafe' } });
  });
});

describe('an import that nobody has taken yet', () => {
  it('can be deleted with its model, and then keeps nothing of the upload', async () => {
    const api = await startApp({ TEMPER_ROLES: 'api' });
    const body = new FormData();
    body.append('file', new Blob([new Uint8Array(tarOfModel(good))]));
    body.append('name', 'waiting');
    const { id } = (await (await api.fetch('/v1/models', { body })).json()) as { id: string };
    const { error } = await api.client.GET('/v1/models/{id}/files', { params: { path: { id } } });
    expect(error).toMatchObject({ status: 409, detail: expect.stringMatching(/it is importing\. Wait/) });
    const { response } = await api.client.DELETE('/v1/models/{id}', { params: { path: { id } } });
    expect(response.status).toBe(204);
    expect(await api.database.query('SELECT status FROM tasks')).toEqual([{ status: 'cancelled' }]);

    const objects = join(api.home, 'objects');
    const trainer = await startApp({ DATABASE_URL: api.database.url, TEMPER_STORAGE: `file:${objects}` });
    await until(async () => {
      const paths = await readdir(objects, { recursive: true });
      return paths.some((path) => path.includes(id)) ? null : true;
    }, 'the upload to be removed');
    await trainer.stop();
    await api.stop();
  });
});
