import { startApp, type TestApp } from '../support/app.js';

describe('API keys', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  const create = async (body: { name: string; scopes: ('read' | 'write' | 'admin')[]; expiresAt?: string }) => {
    const { data, response } = await app.client.POST('/v1/api-keys', { body });
    expect(response.status).toBe(201);
    return data!;
  };
  const asKey = (key: string, path = '/v1/system') => app.fetch(path, { headers: { authorization: `Bearer ${key}` } });

  it('are shown whole once, and let their holder in with their scopes', async () => {
    const made = await create({ name: 'reader', scopes: ['read'] });
    expect(made.key).toMatch(/^tk_[a-z0-9]{24}_[0-9a-f]{48}$/);
    expect((await asKey(made.key)).status).toBe(200);
    const listed = await app.client.GET('/v1/api-keys');
    expect(listed.data!.data.find(({ id }) => id === made.id)).not.toHaveProperty('key');
  });

  it('are kept as a hash only', async () => {
    const { id, key } = await create({ name: 'hashed', scopes: ['read'] });
    const [row] = await app.database.query<{ row: string }>('SELECT k::text AS row FROM api_keys k WHERE id = $1', [
      id,
    ]);
    expect(row!.row).not.toContain(key.split('_')[2]);
  });

  it('may not do what their scopes do not say', async () => {
    const { key } = await create({ name: 'reader', scopes: ['read'] });
    const refused = await asKey(key, '/v1/api-keys');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'scope-missing', status: 403 });
  });

  it('end with the request after their revocation', async () => {
    const { id, key } = await create({ name: 'short-lived', scopes: ['read'] });
    expect((await asKey(key)).status).toBe(200);
    const { response } = await app.client.DELETE('/v1/api-keys/{id}', { params: { path: { id } } });
    expect(response.status).toBe(204);
    expect((await asKey(key)).status).toBe(401);
    const again = await app.client.DELETE('/v1/api-keys/{id}', { params: { path: { id } } });
    expect(again.error).toMatchObject({ status: 404, code: 'api-key-not-found' });
  });

  it('end when they expire', async () => {
    const { id, key } = await create({ name: 'expiring', scopes: ['read'], expiresAt: '2999-01-01T00:00:00Z' });
    expect((await asKey(key)).status).toBe(200);
    await app.database.query(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]);
    expect((await asKey(key)).status).toBe(401);
  });

  it('cannot be made to have expired already', async () => {
    const { error } = await app.client.POST('/v1/api-keys', {
      body: { name: 'late', scopes: ['read'], expiresAt: '2001-01-01T00:00:00Z' },
    });
    expect(error).toMatchObject({ status: 422, errors: [{ path: 'expiresAt' }] });
  });

  it('of administrators cannot all be revoked', async () => {
    const { data } = await app.client.GET('/v1/api-keys');
    const { id } = data!.data.find(({ name }) => name === 'bootstrap')!;
    const { error } = await app.client.DELETE('/v1/api-keys/{id}', { params: { path: { id } } });
    expect(error).toMatchObject({ status: 409, code: 'last-admin-key' });
  });

  it('with a wrong secret, without one, or in the query are refused alike', async () => {
    const wrong = app.key.replace(/.$/, 'x');
    for (const authorization of [`Bearer ${wrong}`, 'Bearer nonsense', `Basic ${app.key}`, '', null]) {
      const refused = await app.fetch(`/v1/system?access_token=${app.key}`, { headers: { authorization } });
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it('are listed newest first, a page at a time', async () => {
    const names = ['page 1', 'page 2', 'page 3'];
    for (const name of names) await create({ name, scopes: ['read'] });
    const first = await app.client.GET('/v1/api-keys', { params: { query: { limit: 2 } } });
    expect(first.data).toMatchObject({ data: [{ name: 'page 3' }, { name: 'page 2' }], hasMore: true });
    const after = first.data!.nextCursor!;
    const second = await app.client.GET('/v1/api-keys', { params: { query: { limit: 1, after } } });
    expect(second.data!.data[0]!.name).toBe('page 1');
  });
});
