import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { ModelFolder } from '../../src/ml/artifact/model-folder.js';
import { startApp, type TestApp } from '../support/app.js';
import { importFiles, type ModelView } from '../support/models-client.js';
import { tinyModel, withConfig } from '../support/tiny-model.js';

let app: TestApp;
let model: ModelView;
/** Another one of the same name. */
let sibling: ModelView;
beforeAll(async () => {
  app = await startApp();
  const files = await tinyModel();
  model = await importFiles(app, { ...files, 'README.md': '# Tiny' }, 'tiny');
  sibling = await importFiles(app, withConfig(files, { initializer_range: 0.01 }), 'tiny');
});
afterAll(() => app.stop());

const url = (path: string, id = model.id) => `/v1/models/${id}${path}`;

describe('a list of models', () => {
  it('is newest first, a page at a time, with what ships last', async () => {
    await app.database.query(
      `INSERT INTO models (id, project_id, name, kind, built_in) VALUES ('zz-shipped', 'prj_default', 'zz', 'base', true)`,
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { data } = await app.client.GET('/v1/models', { params: { query: { limit: 1, ...(after && { after }) } } });
      seen.push(...data!.data.map(({ id }) => id));
      after = data!.nextCursor ?? undefined;
    } while (after);
    await app.database.query(`DELETE FROM models WHERE id = 'zz-shipped'`);
    expect(seen.filter((id) => id !== 'mini-en')).toEqual([sibling.id, model.id, 'zz-shipped']);
  });

  it('can be of one kind', async () => {
    const list = async (kind: 'base' | 'fine-tuned') => {
      const { data } = await app.client.GET('/v1/models', { params: { query: { kind } } });
      return data!.data.map(({ id }) => id).filter((id) => id !== 'mini-en');
    };
    expect(await list('fine-tuned')).toEqual([sibling.id, model.id]);
    expect(await list('base')).toEqual([]);
    expect((await app.fetch('/v1/models?kind=other')).status).toBe(422);
  });
});

describe("a model's files", () => {
  it('are listed with their hashes and sent whole', async () => {
    const { data } = await app.client.GET('/v1/models/{id}/files', { params: { path: { id: model.id } } });
    const manifest = data!.data.find(({ path }) => path === 'manifest.json')!;
    expect(manifest.sha256).toBe(model.digest);
    const response = await app.fetch(url('/files/manifest.json'));
    expect(response.headers.get('etag')).toBe(`"${model.digest}"`);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(Buffer.from(await response.arrayBuffer())).toHaveLength(manifest.size);
  });

  it.each([
    ['bytes=0-1', 206, 'bytes 0-1/6', '# '],
    ['bytes=2-', 206, 'bytes 2-5/6', 'Tiny'],
    ['bytes=-3', 206, 'bytes 3-5/6', 'iny'],
    ['bytes=4-99', 206, 'bytes 4-5/6', 'ny'],
    ['bytes=0-1,4-5', 200, null, '# Tiny'],
    ['lines=1-2', 200, null, '# Tiny'],
  ])('are sent in ranges: %s', async (range, status, contentRange, text) => {
    const response = await app.fetch(url('/files/README.md'), { headers: { range } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(await response.text()).toBe(text);
  });

  it('have no range beyond their end', async () => {
    const response = await app.fetch(url('/files/README.md'), { headers: { range: 'bytes=6-' } });
    expect(response.status).toBe(416);
    expect(response.headers.get('content-range')).toBe('bytes */6');
    expect(await response.json()).toMatchObject({ status: 416 });
  });

  it('are not resumed when they are no longer the same', async () => {
    const headers = { range: 'bytes=2-', 'if-range': '"another"' };
    const response = await app.fetch(url('/files/README.md'), { headers });
    expect([response.status, await response.text()]).toEqual([200, '# Tiny']);
  });

  it.each(['none.json', '..%2Fmanifest.json', '__proto__', 'onnx/model.onnx', '%2e%2e/%2e%2e/x'])(
    'are those of its manifest, not %s',
    async (path) => {
      const response = await app.fetch(url(`/files/${path}`));
      expect(response.status).toBe(404);
    },
  );

  it('come as a tar that is the folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'archive-'));
    const response = await app.fetch(url('/archive'));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    await writeFile(join(folder, 'model.tar'), bytes);
    await extract({ file: join(folder, 'model.tar'), cwd: folder, strict: true });
    await rm(join(folder, 'model.tar'));
    expect((await ModelFolder.open(folder)).digest).toBe(model.digest);
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('# Tiny');
    await rm(folder, { recursive: true });
  });
});

describe('an alias', () => {
  const put = (id: string, alias: string) =>
    app.client.PUT('/v1/models/{id}/aliases/{alias}', { params: { path: { id, alias } } });
  const remove = (id: string, alias: string) =>
    app.client.DELETE('/v1/models/{id}/aliases/{alias}', { params: { path: { id, alias } } });
  const resolve = async (id: string) => {
    const { data } = await app.client.GET('/v1/models/{id}', { params: { path: { id } } });
    return data?.id;
  };

  it('stands for a model wherever one is taken, and moves to another of its name', async () => {
    expect((await put(model.id, 'production')).data).toMatchObject({ id: model.id, aliases: ['production'] });
    expect(await resolve('tiny@production')).toBe(model.id);
    expect((await app.fetch('/v1/models/tiny@production/files/README.md')).status).toBe(200);
    expect((await put(sibling.id, 'production')).data!.aliases).toEqual(['production']);
    expect(await resolve('tiny@production')).toBe(sibling.id);
    const { data } = await app.client.GET('/v1/models/{id}', { params: { path: { id: model.id } } });
    expect(data!.aliases).toEqual([]);
  });

  it('can be taken away from the model that has it', async () => {
    await put(model.id, 'candidate');
    expect((await remove(sibling.id, 'candidate')).error).toMatchObject({ status: 404, code: 'model-alias-not-found' });
    expect((await remove(model.id, 'candidate')).response.status).toBe(204);
    expect(await resolve('tiny@candidate')).toBeUndefined();
  });

  it.each(['Production', '1st', 'a_b', 'x'.repeat(64)])('is not called %s', async (alias) => {
    expect((await put(model.id, alias)).response.status).toBe(422);
  });
});

describe('the lineage of a model', () => {
  it('goes up to what it was trained from, and down to what was trained from it', async () => {
    await app.database.query('UPDATE models SET base_model_id = $2 WHERE id = $1', [sibling.id, model.id]);
    const lineage = async (id: string) =>
      (await app.client.GET('/v1/models/{id}/lineage', { params: { path: { id } } })).data;
    expect(await lineage(sibling.id)).toMatchObject({
      model: { id: sibling.id },
      ancestors: [{ id: model.id, name: 'tiny', kind: 'fine-tuned', digest: model.digest }],
      children: [],
      source: 'archive',
      dataset: null,
    });
    expect(await lineage(model.id)).toMatchObject({ ancestors: [], children: [{ id: sibling.id }] });
  });
});

describe('deleting a model', () => {
  it('is refused while another was trained from it, and takes its files and aliases along', async () => {
    const { id } = await importFiles(app, await tinyModel(), 'doomed');
    await app.client.PUT('/v1/models/{id}/aliases/{alias}', { params: { path: { id, alias: 'last' } } });
    await app.database.query('UPDATE models SET base_model_id = $2 WHERE id = $1', [sibling.id, id]);
    const remove = () => app.client.DELETE('/v1/models/{id}', { params: { path: { id } } });
    expect((await remove()).error).toMatchObject({ status: 409, code: 'in-use' });
    expect((await app.fetch(url('/archive', id))).status).toBe(200);

    await app.database.query('UPDATE models SET base_model_id = NULL WHERE id = $1', [sibling.id]);
    expect((await remove()).response.status).toBe(204);
    expect((await remove()).response.status).toBe(404);
    expect((await app.fetch('/v1/models/doomed@last')).status).toBe(404);
    await expect(readFile(join(app.home, `objects/projects/prj_default/models/${id}/manifest.json`))).rejects.toThrow(
      'ENOENT',
    );
  });
});
