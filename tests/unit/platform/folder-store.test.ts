import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { FolderStore } from '../../../src/platform/storage/folder-store.js';
import { ObjectCorrupted, ObjectNotFound } from '../../../src/platform/storage/object-store.js';

const SHA256_OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('the object store on a folder', () => {
  let folder: string;
  let store: FolderStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-store-'));
    store = new FolderStore(join(folder, 'objects'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const keys = async (prefix: string) => {
    const found: string[] = [];
    for await (const { key } of store.list(prefix)) found.push(key);
    return found.sort();
  };

  it('gives back what was put, with its size and hash', async () => {
    const written = await store.put('a/b/c.txt', Readable.from([Buffer.from('a'), 'bc']));
    expect(written).toEqual({ key: 'a/b/c.txt', size: 3, sha256: SHA256_OF_ABC });
    expect(await text(await store.get('a/b/c.txt'))).toBe('abc');
    expect(await text(await store.getRange('a/b/c.txt', 1, 2))).toBe('bc');
    expect(await store.head('a/b/c.txt')).toEqual({ key: 'a/b/c.txt', size: 3 });
  });

  it('keeps the old content, and nothing else, when a write breaks off', async () => {
    await store.put('kept', Buffer.from('old'));
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('ne');
        throw new Error('connection lost');
      })(),
    );
    await expect(store.put('kept', broken)).rejects.toThrow('connection lost');
    expect(await text(await store.get('kept'))).toBe('old');
    expect(await readdir(join(folder, 'objects/.partial'))).toEqual([]);
  });

  it('says that a missing key is missing, before any stream is read', async () => {
    for (const ask of [
      store.get('no'),
      store.head('no'),
      store.getRange('no', 0, 1),
      store.download('no', join(folder, 'x')),
    ]) {
      await expect(ask).rejects.toBeInstanceOf(ObjectNotFound);
    }
    expect(await store.exists('no')).toBe(false);
    await store.delete('no');
  });

  it('lends an object as a file, which stays whole when the object is replaced', async () => {
    await store.put('a', Buffer.from('abc'));
    const path = join(folder, 'lent');
    await store.lend('a', path, { sha256: SHA256_OF_ABC });
    await store.put('a', Buffer.from('other'));
    expect(await readFile(path, 'utf8')).toBe('abc');
    await expect(store.lend('no', path, { sha256: SHA256_OF_ABC })).rejects.toBeInstanceOf(ObjectNotFound);
  });

  it('lends nothing that is not what was written', async () => {
    await store.put('a', Buffer.from('abd'));
    const path = join(folder, 'lent');
    await expect(store.lend('a', path, { sha256: SHA256_OF_ABC })).rejects.toBeInstanceOf(ObjectCorrupted);
    expect(await readdir(folder)).not.toContain('lent');
  });

  it('adopts a file as an object, in place of what was there', async () => {
    await store.put('a', Buffer.from('old'));
    const path = join(folder, 'made');
    await writeFile(path, 'abc');
    await store.adopt(path, 'a');
    await rm(path);
    expect(await text(await store.get('a'))).toBe('abc');
    expect(await readdir(join(folder, 'objects/.partial'))).toEqual([]);
    await expect(store.adopt(path, 'b')).rejects.toThrow('ENOENT');
    expect(await store.exists('b')).toBe(false);
  });

  it('takes a folder for no object', async () => {
    await store.put('a/b', Buffer.from('x'));
    expect(await store.exists('a')).toBe(false);
    await expect(store.get('a')).rejects.toBeInstanceOf(ObjectNotFound);
  });

  it('lists by prefix, also within a name, and never what is half written', async () => {
    for (const key of ['m/1/a', 'm/1/b/c', 'm/10/a', 'n']) await store.put(key, Buffer.from(key));
    await writeFile(join(folder, 'objects/.partial/left-over'), 'x');
    expect(await keys('m/1/')).toEqual(['m/1/a', 'm/1/b/c']);
    expect(await keys('m/1')).toEqual(['m/1/a', 'm/1/b/c', 'm/10/a']);
    expect(await keys('')).toEqual(['m/1/a', 'm/1/b/c', 'm/10/a', 'n']);
    expect(await keys('missing/')).toEqual([]);
  });

  it('copies to and from files', async () => {
    await writeFile(join(folder, 'in'), 'abc');
    await store.upload(join(folder, 'in'), 'up');
    await store.download('up', join(folder, 'deep/er/out'), { sha256: SHA256_OF_ABC });
    expect(await readFile(join(folder, 'deep/er/out'), 'utf8')).toBe('abc');
  });

  it('refuses to copy a file that is not there, and lives on', async () => {
    await expect(store.upload(join(folder, 'none'), 'up')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await keys('')).toEqual([]);
  });

  it('leaves no file behind whose content is not what it should be', async () => {
    await store.put('rotten', Buffer.from('abd'));
    const path = join(folder, 'out');
    await expect(store.download('rotten', path, { sha256: SHA256_OF_ABC })).rejects.toBeInstanceOf(ObjectCorrupted);
    expect(await readdir(folder)).toEqual(['objects']);
  });

  it.each(['', '/etc/passwd', '../x', 'a/../../x', 'a//b', './a', 'a/.', 'a\\..\\b', 'a\0b', 'x'.repeat(2000)])(
    'refuses the key %j',
    async (key) => {
      await expect(async () => store.put(key, Buffer.from('x'))).rejects.toThrow('Not a key of the object store');
    },
  );

  it('forgets half-written content of processes that died long ago, and no other', async () => {
    await store.put('a', Buffer.from('x'));
    const partial = join(folder, 'objects/.partial');
    await writeFile(join(partial, 'old'), 'x');
    await writeFile(join(partial, 'new'), 'x');
    await utimes(join(partial, 'old'), new Date(0), new Date(0));
    await store.sweep();
    expect(await readdir(partial)).toEqual(['new']);
  });
});
