import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { unpackTar } from '../../../../src/ml/artifact/unpack-tar.js';
import { makeTar, type TarEntry } from '../../../support/make-tar.js';

const LIMITS = { maxBytes: 10_000, maxFiles: 20 };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unpack-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function unpack(archive: Buffer, limits = LIMITS) {
  await writeFile(join(folder, 'model.tar'), archive);
  return unpackTar(join(folder, 'model.tar'), join(folder, 'out'), limits);
}
const config: TarEntry = { path: 'config.json', content: '{}' };

describe('unpacking a tar', () => {
  it.each([
    ['made in the folder', ['./', './config.json', './onnx/model.onnx'], ''],
    ['made one level up', ['model/', 'model/config.json', 'model/onnx/model.onnx'], 'model'],
    ['without entries for folders', ['config.json', 'onnx/model.onnx'], ''],
  ])('finds the files when it was %s', async (_, paths, top) => {
    const entries = paths.map(
      (path): TarEntry => (path.endsWith('/') ? { path, type: 'Directory' } : { path, content: path }),
    );
    const { root } = await unpack(makeTar(entries));
    expect(root).toBe(join(folder, 'out', top));
    expect(await readFile(join(root, 'onnx/model.onnx'), 'utf8')).toMatch(/model\.onnx$/);
  });

  it('takes one that is gzipped', async () => {
    const { root } = await unpack(gzipSync(makeTar([config])));
    expect(await readdir(root)).toEqual(['config.json']);
  });

  it('leaves out what is no model file, and says so', async () => {
    const { root, leftOut } = await unpack(
      makeTar([
        config,
        { path: '._config.json' },
        { path: '.git/objects/aa/bb/cc', content: 'x' },
        { path: 'tf_model.h5' },
      ]),
    );
    expect(await readdir(root)).toEqual(['config.json']);
    expect(leftOut).toEqual(['._config.json', '.git/objects/aa/bb/cc', 'tf_model.h5']);
  });

  it.each([
    ['a path that climbs', { path: '../config.json' }, 'file-unsafe', /leaves the folder/],
    ['a hidden path that climbs', { path: 'a/../../.ssh/authorized_keys' }, 'file-unsafe', /leaves the folder/],
    ['a path that climbs with backslashes', { path: 'a\\..\\config.json' }, 'file-unsafe', /leaves the folder/],
    ['an absolute path', { path: '/tmp/config.json' }, 'file-unsafe', /not relative/],
    ['a drive', { path: 'C:config.json' }, 'file-unsafe', /not relative/],
    [
      'a symbolic link',
      { path: 'tokenizer.json', type: 'SymbolicLink', linkpath: '/etc/passwd' },
      'file-unsafe',
      /SymbolicLink/,
    ],
    ['a hard link', { path: 'tokenizer.json', type: 'Link', linkpath: 'config.json' }, 'file-unsafe', /is a Link/],
    ['a device', { path: 'zero.json', type: 'CharacterDevice' }, 'file-unsafe', /CharacterDevice/],
    ['a strange name', { path: 'a\nb.json' }, 'file-unsafe', /letters, digits/],
    ['a folder too deep', { path: 'a/b/c/d/e.json' }, 'file-unsafe', /levels deep/],
    ['a pickle', { path: 'pytorch_model.bin' }, 'weights-are-pickled', /safe_serialization=True/],
    ['a file twice', config, 'archive-malformed', /"config\.json" twice/],
  ] as [string, TarEntry, string, RegExp][])('refuses %s, and writes nothing', async (_, entry, code, message) => {
    await expect(unpack(makeTar([config, entry]))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(await readdir(folder)).toEqual(['model.tar']);
  });

  it.each([
    ['no tar', Buffer.from('{"no": "tar"}'.repeat(100)), 'archive-malformed'],
    ['empty', Buffer.alloc(0), 'archive-malformed'],
    ['a tar of nothing', makeTar([]), 'archive-malformed'],
    ['cut short', makeTar([{ path: 'config.json', content: 'x'.repeat(2000) }]).subarray(0, 1500), 'archive-malformed'],
    ['a broken gzip', gzipSync(makeTar([config])).subarray(0, 40), 'archive-malformed'],
    ['too large unpacked', gzipSync(makeTar([{ path: 'a.txt', content: 'x'.repeat(10_001) }])), 'archive-too-large'],
    ['of too many files', makeTar(Array.from({ length: 21 }, (_, i) => ({ path: `${i}.txt` }))), 'archive-too-large'],
  ])('refuses what is %s', async (_, archive, code) => {
    await expect(unpack(archive)).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual(['model.tar']);
  });
});
