import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashSecret } from '../../src/platform/auth/secret.js';
import { startApp, type TestApp } from '../support/app.js';
import { BODIES, PARAMETERS, SEEDS } from '../support/seeds.js';

type Operations = Record<string, { security?: unknown[]; responses: object; parameters?: { name: string }[] }>;
const { paths }: { paths: Record<string, Operations> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../openapi/openapi.json'), 'utf8'),
);
const routes = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, { security }]) => ({
    method: method.toUpperCase(),
    path,
    guarded: !!security,
  })),
);
const guarded = routes.filter((route) => route.guarded);
/** `/v1/datasets` of `/v1/datasets/{id}/versions`; null for routes that are not below one resource. */
const collectionOf = (path: string) => /^(\/v1\/[^/]+)\/\{/.exec(path)?.[1] ?? null;
const belowOne = guarded.filter(({ path }) => collectionOf(path));
const lists = guarded.filter(
  ({ method, path }) => method === 'GET' && (`${path}/{id}` in paths || `${path}/{name}` in paths) && path in SEEDS,
);

const STRANGER = { project: 'prj_stranger', publicId: 'stranger', secret: 'a'.repeat(40) };
const STRANGERS_KEY = `tk_${STRANGER.publicId}_${STRANGER.secret}`;

function fill(path: string, first: string): string {
  let filled = false;
  return path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    if (filled) return PARAMETERS[name] ?? 'x';
    filled = true;
    return first;
  });
}

describe('every route', () => {
  let app: TestApp;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    app = await startApp();
    for (const [collection, make] of Object.entries(SEEDS)) ids[collection] = await make(app);
    await app.database.query(
      `INSERT INTO api_keys (id, project_id, public_id, name, scopes, secret_hash) VALUES ('key_s', $1, $2, 's', '{admin}', $3)`,
      [STRANGER.project, STRANGER.publicId, hashSecret(STRANGER.secret)],
    );
  });
  afterAll(() => app.stop());

  const call = (method: string, path: string, key: string | null, body?: unknown) =>
    app.fetch(path, { method, headers: { authorization: key && `Bearer ${key}` }, body });

  it.each(guarded)('$method $path lets nobody in without a key', async ({ method, path }) => {
    const answer = await call(method, fill(path, 'x'), null);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, code: 'key-required', requestId: expect.any(String) });
  });

  it.each(belowOne)("$method $path knows nothing of another project's", async ({ method, path }) => {
    const collection = collectionOf(path)!;
    const id = ids[collection];
    if (!id) throw new Error(`tests/support/seeds.ts does not say how to make one of ${collection}`);
    const answer = await call(method, fill(path, id), STRANGERS_KEY, BODIES[`${method} ${path}`]);
    expect({ status: answer.status, body: await answer.text() }).toMatchObject({ status: 404 });
  });

  const paged = guarded.filter(
    ({ method, path }) => method === 'GET' && paths[path]!.get!.parameters?.some(({ name }) => name === 'after'),
  );
  it.each(paged)('$method $path refuses an `after` that is no place in it', async ({ method, path }) => {
    const collection = collectionOf(path);
    for (const after of ['ds_nope', 'zzz']) {
      const filled = fill(path, collection ? ids[collection]! : 'x');
      const answer = await call(method, `${filled}?after=${after}`, app.key);
      // Of what has no content yet, that comes first.
      expect([404, 409, 422]).toContain(answer.status);
      if (!collection) expect(await answer.json()).toMatchObject({ status: 422, errors: [{ path: 'after' }] });
    }
  });

  it.each(lists)("$method $path lists nothing of another project's", async ({ method, path }) => {
    const idsFor = async (key: string) => {
      const { data } = (await (await call(method, path, key)).json()) as { data: { id: string }[] };
      return data.map(({ id }) => id);
    };
    expect(await idsFor(STRANGERS_KEY)).not.toContain(ids[path]);
    expect(await idsFor(app.key)).toContain(ids[path]);
  });
});
