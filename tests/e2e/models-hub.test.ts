import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app.js';
import { silentAfter } from '../support/hub-faults.js';
import { HUB_TOKEN, startHub, type TestHub } from '../support/hub-server.js';
import { importFromHub, type ModelView } from '../support/models-client.js';
import { shardModel } from '../support/shard-model.js';
import { type ModelFiles, tinyModel, withConfig, without } from '../support/tiny-model.js';
import { until } from '../support/until.js';

let hub: TestHub;
let app: TestApp;
let good: ModelFiles;
beforeAll(async () => {
  good = await tinyModel();
  hub = await startHub();
  app = await startApp({ HF_ENDPOINT: `${hub.url}/`, HF_TOKEN: HUB_TOKEN });
});
beforeEach(() => hub.reset());
afterAll(async () => {
  await app.stop();
  await hub.stop();
});

const lineage = async ({ id }: ModelView, of = app) =>
  (await of.client.GET('/v1/models/{id}/lineage', { params: { path: { id } } })).data!;
const filesOf = async ({ id }: ModelView, of = app) =>
  (await of.client.GET('/v1/models/{id}/files', { params: { path: { id } } })).data!.data.map(({ path }) => path);
const fileOf = async ({ id }: ModelView, path: string, of = app) =>
  Buffer.from(await (await of.fetch(`/v1/models/${id}/files/${path}`)).arrayBuffer());

describe('a model on the Hub', () => {
  it('is imported as it is there, from one commit, without what is not needed', async () => {
    const extra = { 'vocab.txt': '[PAD]', 'special_tokens_map.json': '{}', 'chat_template.jinja': '{{ x }}' };
    const rest = { 'pytorch_model.bin': 'pickle', 'tf_model.h5': 'x', 'README.md': '# x' };
    const commit = hub.add('acme/tiny', { ...good, ...extra, ...rest }, { revisions: ['main', 'v1'] });
    const model = await importFromHub(app, { repo: 'acme/tiny', revision: 'v1' }, 'mine');
    expect(model).toMatchObject({ name: 'mine', status: 'ready', error: null, progress: null, parameters: 11859 });
    expect((await lineage(model)).source).toBe(`acme/tiny@${commit}`);
    const wanted = { ...good, ...extra };
    expect((await filesOf(model)).sort()).toEqual([...Object.keys(wanted), 'manifest.json'].sort());
    for (const [path, content] of Object.entries(wanted)) {
      expect((await fileOf(model, path)).equals(Buffer.from(content))).toBe(true);
    }
    expect(hub.requests.some(({ path }) => /pytorch|h5|README/.test(path))).toBe(false);
  });

  it('is imported in shards', async () => {
    const sharded = await shardModel(good);
    hub.add('acme/sharded', sharded);
    const model = await importFromHub(app, { repo: 'acme/sharded' });
    expect(model).toMatchObject({ status: 'ready', parameters: 11859 });
    expect((await filesOf(model)).sort()).toEqual([...Object.keys(sharded), 'manifest.json'].sort());
  });

  it('is imported with a token that no log, no row and no process of a worker gets to know', async () => {
    hub.add('acme/secret', good, { access: 'private' });
    expect(await importFromHub(app, { repo: 'acme/secret' })).toMatchObject({ status: 'ready' });
    const rows = await app.database.query(
      `SELECT to_jsonb(t) FROM tasks t UNION ALL SELECT to_jsonb(e) FROM task_events e UNION ALL SELECT to_jsonb(m) FROM models m`,
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(JSON.stringify(rows)).not.toContain(HUB_TOKEN);
    expect(app.process.stdout() + app.process.stderr()).not.toContain(HUB_TOKEN);
    expect(hub.requests.filter(({ server }) => server === 'cdn').every(({ authorization }) => !authorization)).toBe(
      true,
    );
  });
});

describe('an import from the Hub that fails', () => {
  it.each<[string, string, () => ModelFiles | null, string, RegExp]>([
    ['there is no such repository', 'acme/none', () => null, 'hub-repo-not-found', /no model repository "acme\/none"/],
    [
      'it has pickles alone',
      'acme/pickles',
      () => ({ ...without(good, 'model.safetensors'), 'pytorch_model.bin': 'x' }),
      'weights-are-pickled',
      /refs\/pr\/N/,
    ],
    [
      'it has no fast tokenizer',
      'acme/slow',
      () => without(good, 'tokenizer.json'),
      'file-missing',
      /missing: tokenizer\.json/,
    ],
    [
      'its architecture is not known',
      'acme/mamba',
      () => withConfig(good, { model_type: 'mamba' }),
      'unsupported-architecture',
      /"mamba"; expected one of bert/,
    ],
    [
      'its tokenizer is of another model',
      'acme/mixed',
      () => withConfig(good, { vocab_size: 39 }),
      'config-invalid',
      /knows 40 tokens, but the model's vocab_size is 39/,
    ],
  ])('says that %s, before any weights are fetched', async (_, repo, make, code, message) => {
    const files = make();
    if (files) hub.add(repo, files);
    const model = await importFromHub(app, { repo });
    expect(model).toMatchObject({ status: 'failed', error: { code, message: expect.stringMatching(message) } });
    expect(hub.requests.some(({ path }) => path.endsWith('.safetensors'))).toBe(false);
  });

  it('says how to come by a gated repository, and which revision there is not', async () => {
    hub.add('acme/gated', good, { access: 'gated' });
    const gated = await importFromHub(app, { repo: 'acme/gated' });
    expect(gated.error).toMatchObject({
      code: 'hub-access-denied',
      message: expect.stringMatching(/Ask for access at/),
    });
    const missing = await importFromHub(app, { repo: 'acme/gated', revision: 'v9' });
    expect(missing.error).toMatchObject({ code: 'hub-revision-not-found', message: expect.stringMatching(/"v9"/) });
  });
});

describe('a download', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)('goes on where it was after a %s, to the same bytes', async (signal) => {
    const commit = hub.add('acme/large', good);
    const first = await startApp({ HF_ENDPOINT: hub.url });
    hub.fault(/^cdn \/blobs/, silentAfter(20_000));
    const body = { name: 'large', source: { type: 'huggingface', repo: 'acme/large' } };
    const model = (await (await first.fetch('/v1/models', { body })).json()) as ModelView;
    const partial = join(first.home, 'downloads', model.id, commit, 'model.safetensors.partial');
    await until(async () => {
      const { size } = await stat(partial).catch(() => ({ size: 0 }));
      return size === 20_000 || null;
    }, 'the first part of the file');
    const get = async (of: TestApp) =>
      (await of.client.GET('/v1/models/{id}', { params: { path: { id: model.id } } })).data!;
    const smallBytes = Object.entries(good).reduce(
      (sum, [path, { length }]) => sum + (/safetensors/.test(path) ? 0 : length),
      0,
    );
    expect(
      await until(async () => {
        const { status, progress } = await get(first);
        return progress?.totalBytes && progress.bytes > smallBytes ? { status, ...progress } : null;
      }, 'its progress'),
    ).toMatchObject({ status: 'importing', totalBytes: smallBytes + good['model.safetensors']!.length });
    first.process.child.kill(signal);
    await first.process.ended;

    const objects = `file:${join(first.home, 'objects')}`;
    const env = { DATABASE_URL: first.database.url, TEMPER_HOME: first.home, TEMPER_STORAGE: objects };
    const second = await startApp({ ...env, HF_ENDPOINT: hub.url });
    const done = await until(async () => {
      const now = await get(second);
      return now.status === 'importing' ? null : now;
    }, 'the import');
    expect(done).toMatchObject({ status: 'ready', error: null });
    expect(hub.fileRequests('model.safetensors')).toEqual(['all', 'bytes=20000-']);
    expect((await fileOf(done, 'model.safetensors', second)).equals(good['model.safetensors'] as Buffer)).toBe(true);
    await second.stop();

    // A trainer looks at its start for what is over.
    const third = await startApp({ ...env, HF_ENDPOINT: hub.url });
    await until(
      async () => ((await readdir(join(first.home, 'downloads'))).length === 0 ? true : null),
      'an empty folder',
    );
    await third.stop();
    await first.stop();
  });
});
