import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Manifest } from '../../../../src/ml/artifact/manifest.js';
import { listModelFiles, ModelFolder } from '../../../../src/ml/artifact/model-folder.js';
import { TINY_SIZES } from '../../../support/tiny-model.js';

const about: Omit<Manifest, 'format' | 'files'> = {
  name: 'spam',
  kind: 'fine-tuned',
  architecture: 'bert',
  sizes: TINY_SIZES,
  parameters: 12,
  task: 'text-classification',
  labels: ['ham', 'spam'],
  lineage: { baseModel: null, dataset: null, job: 'job_1', seed: 1, source: null, codeVersion: '0.1.0' },
};
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-'));
  await writeFile(join(folder, 'config.json'), '{}');
  await mkdir(join(folder, 'onnx'));
  await writeFile(join(folder, 'onnx/model.onnx'), 'graph');
  await writeFile(join(folder, '.gitattributes'), 'left out');
});
afterEach(() => rm(folder, { recursive: true }));

describe('a model folder', () => {
  it('opens as it was sealed', async () => {
    const sealed = await ModelFolder.seal(folder, about);
    const opened = await ModelFolder.open(folder);
    expect(opened).toEqual(sealed);
    expect(Object.keys(opened.manifest.files)).toEqual(['config.json', 'onnx/model.onnx']);
    expect(await listModelFiles(folder)).toEqual(['config.json', 'manifest.json', 'onnx/model.onnx']);
  });

  it('has the hash of manifest.json as its digest, the same for the same model', async () => {
    const { digest } = await ModelFolder.seal(folder, about);
    expect(digest).toBe(
      createHash('sha256')
        .update(await readFile(join(folder, 'manifest.json')))
        .digest('hex'),
    );
    const { lineage, ...rest } = about;
    expect((await ModelFolder.seal(folder, { lineage, ...rest })).digest).toBe(digest);
    expect((await ModelFolder.seal(folder, { ...about, labels: ['spam', 'ham'] })).digest).not.toBe(digest);
  });

  it.each([
    [
      'changed',
      () => appendFile(join(folder, 'config.json'), ' '),
      /config\.json should have SHA-256 [0-9a-f]{64} \(2 bytes\)/,
    ],
    ['missing', () => rm(join(folder, 'config.json')), /config\.json is listed but missing/],
    ['added', () => writeFile(join(folder, 'model.safetensors'), ''), /model\.safetensors is not listed/],
  ])('does not open when a file is %s', async (_, change, message) => {
    await ModelFolder.seal(folder, about);
    await change();
    await expect(ModelFolder.open(folder)).rejects.toMatchObject({
      code: 'manifest-mismatch',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['no manifest', undefined, 'file-missing'],
    ['a manifest that is no JSON', '{', 'manifest-invalid'],
    ['a manifest of something else', '{"format":"other"}', 'manifest-invalid'],
  ])('does not open with %s', async (_, text, code) => {
    if (text !== undefined) await writeFile(join(folder, 'manifest.json'), text);
    await expect(ModelFolder.open(folder)).rejects.toMatchObject({ code });
  });

  it('is not sealed with a link or a pickle in it', async () => {
    await symlink('/etc/hostname', join(folder, 'tokenizer.json'));
    await expect(ModelFolder.seal(folder, about)).rejects.toMatchObject({ code: 'file-unsafe' });
    await rm(join(folder, 'tokenizer.json'));
    await writeFile(join(folder, 'training_args.bin'), '');
    await expect(ModelFolder.seal(folder, about)).rejects.toMatchObject({ code: 'weights-are-pickled' });
  });
});
