import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app.js';

/** What a request for an import is refused for at once. What is wrong with the files themselves: models-import.test.ts. */
describe('asking for an import', () => {
  let app: TestApp;
  let importDir: string;
  beforeAll(async () => {
    importDir = await mkdtemp(join(tmpdir(), 'temper-import-'));
    await mkdir(join(importDir, 'model'));
    await writeFile(join(importDir, 'file.txt'), '');
    await symlink('/etc', join(importDir, 'etc'));
    app = await startApp({ TEMPER_IMPORT_DIR: importDir });
  });
  afterAll(async () => {
    await app.stop();
    await rm(importDir, { recursive: true });
  });

  const form = (parts: Record<string, string | Blob>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(parts)) body.append(name, value);
    return body;
  };
  const post = async (body: unknown) => {
    const response = await app.fetch('/v1/models', { body });
    return { status: response.status, problem: (await response.json()) as Record<string, unknown> };
  };

  it.each([
    ['a folder outside', { type: 'folder', path: '/etc' }, 'source.path', /"\/etc" is not inside TEMPER_IMPORT_DIR/],
    ['a path that climbs', { type: 'folder', path: '../../etc' }, 'source.path', /not inside TEMPER_IMPORT_DIR/],
    ['a path that climbs back in', { type: 'folder', path: 'model/../../etc' }, 'source.path', /not inside/],
    ['a link that leads out', { type: 'folder', path: 'etc' }, 'source.path', /not inside/],
    ['a folder that is not there', { type: 'folder', path: 'none' }, 'source.path', /no "none" in TEMPER_IMPORT_DIR/],
    ['a file', { type: 'folder', path: 'file.txt' }, 'source.path', /expected a folder/],
    ['an address', { type: 'huggingface', repo: 'https://huggingface.co/acme/x' }, 'source.repo', /owner\/name/],
    ['a repository that is a path', { type: 'huggingface', repo: './x' }, 'source.repo', /expected owner\/name/],
    ['too many parts', { type: 'huggingface', repo: 'datasets/acme/x' }, 'source.repo', /expected owner\/name/],
    ['a name of no repository', { type: 'huggingface', repo: 'acme/a--b' }, 'source.repo', /without "--"/],
    ['no repository', { type: 'huggingface' }, 'source.repo', /./],
    ['a bad revision', { type: 'huggingface', repo: 'acme/x', revision: 'a b' }, 'source.revision', /a branch, a tag/],
    ['one that climbs', { type: 'huggingface', repo: 'acme/x', revision: 'a/../b' }, 'source.revision', /as git takes/],
    ['a token', { type: 'huggingface', repo: 'acme/x', token: 'hf_x' }, 'source.token', /unknown field/],
    ['an unknown source', { type: 'ftp' }, 'source.type', /./],
    ['an unknown field', { type: 'folder', path: 'model', token: 'x' }, 'source.token', /unknown field/],
  ])('is refused for %s', async (_, source, path, message) => {
    const { status, problem } = await post({ name: 'mine', source });
    expect(status).toBe(422);
    expect(problem).toMatchObject({ detail: expect.stringMatching(message), errors: [{ path }] });
  });

  it.each([
    ['nothing', {}, 'missing-file'],
    ['no file', { name: 'mine' }, 'missing-file'],
    ['no name', { file: new Blob(['x']) }, 'invalid-request'],
    ['a field nobody knows', { name: 'mine', file: new Blob(['x']), kind: 'base' }, 'unexpected-part'],
  ])('is refused for an upload with %s, and keeps nothing of it', async (_, parts, code) => {
    const { status, problem } = await post(form(parts as Record<string, string | Blob>));
    expect([400, 422]).toContain(status);
    expect(problem).toMatchObject({ code });
    const kept = await readdir(join(app.home, 'objects'), { recursive: true }).catch(() => []);
    expect(kept.filter((path) => path.includes('mdl_'))).toEqual([]);
  });

  it('is refused without a body', async () => {
    const response = await app.fetch('/v1/models', { method: 'POST' });
    expect(response.status).toBe(422);
  });

  it('is refused for folders where no TEMPER_IMPORT_DIR is set', async () => {
    const other = await startApp();
    const response = await other.fetch('/v1/models', {
      body: { name: 'x', source: { type: 'folder', path: 'model' } },
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ detail: expect.stringMatching(/no TEMPER_IMPORT_DIR/) });
    await other.stop();
  });
});

describe('a model that is not there', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it.each([
    ['GET', ''],
    ['DELETE', ''],
    ['GET', '/files'],
    ['GET', '/files/config.json'],
    ['GET', '/archive'],
    ['GET', '/lineage'],
    ['PUT', '/aliases/best'],
    ['DELETE', '/aliases/best'],
  ])('is a 404: %s %s', async (method, path) => {
    for (const id of ['mdl_none', 'none@best', '@', 'a%00b']) {
      const response = await app.fetch(`/v1/models/${id}${path}`, { method });
      expect([id, response.status]).toEqual([id, id.includes('%00') ? 422 : 404]);
    }
  });
});
