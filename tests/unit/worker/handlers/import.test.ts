import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ModelFolder } from '../../../../src/ml/artifact/model-folder.js';
import { type ImportInput, importModel } from '../../../../src/worker/handlers/import.js';
import type { TaskContext } from '../../../../src/worker/task-handler.js';
import {
  type ModelFiles,
  TINY_SIZES,
  tarOfModel,
  tinyModel,
  withConfig,
  without,
  withTensors,
  writeModel,
} from '../../../support/tiny-model.js';

const OTHER_LABELS = {
  method: 'platt',
  parameters: { slopes: Array(7).fill(1), intercepts: Array(7).fill(0) },
  fit: { rows: 100, nllBefore: 1, nllAfter: 0.9, note: null },
};

let scratch: string;
let good: ModelFiles;
beforeAll(async () => {
  good = await tinyModel();
});
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(scratch, { recursive: true }));

async function run(source: ImportInput['source']) {
  const input: ImportInput = {
    name: 'tiny',
    origin: source.type,
    codeVersion: '1.2.3',
    source,
    limits: { maxBytes: 1_000_000, maxFiles: 20 },
  };
  const log: string[] = [];
  const events = importModel(input, { scratch } as TaskContext);
  for (;;) {
    const { done, value } = await events.next();
    if (done) return { log, model: await ModelFolder.open(join(scratch, value.folder)) };
    if (value.type === 'log') log.push(value.message);
  }
}

async function runArchive(archive: Buffer) {
  await writeFile(join(scratch, 'upload.tar'), archive);
  return run({ type: 'archive', path: join(scratch, 'upload.tar') });
}

async function runFolder(files: ModelFiles) {
  await writeModel(join(scratch, 'given'), files);
  return run({ type: 'folder', path: join(scratch, 'given'), root: join(scratch, 'given') });
}

describe('an import', () => {
  it('says of a folder without files what is missing, once and for all', async () => {
    await mkdir(join(scratch, 'given'));
    const refused = runFolder({});
    await expect(refused).rejects.toMatchObject({ code: 'file-missing' });
    await expect(refused).rejects.not.toThrow(scratch);
  });

  it('seals what it was given, unchanged', async () => {
    const { model } = await runArchive(tarOfModel(good));
    expect(model.manifest).toMatchObject({
      name: 'tiny',
      kind: 'fine-tuned',
      architecture: 'bert',
      sizes: TINY_SIZES,
      parameters: 11859,
      task: 'text-classification',
      labels: ['LABEL_0', 'LABEL_1', 'LABEL_2'],
      lineage: { source: 'archive', codeVersion: '1.2.3', baseModel: null },
    });
    for (const [path, content] of Object.entries(good)) {
      expect(await readFile(join(model.folder, path))).toEqual(Buffer.from(content));
    }
  });

  it('says what it leaves out', async () => {
    const { model, log } = await runArchive(tarOfModel({ ...good, 'tf_model.h5': 'x', '.gitattributes': 'x' }));
    expect(log).toContain('Left out, for they are no model files: tf_model.h5, .gitattributes.');
    expect(Object.keys(model.manifest.files)).toEqual(Object.keys(good).sort());
  });

  it('imports a head that is not served as the model below it, and says so', async () => {
    const { model, log } = await runFolder(withConfig(good, { architectures: ['BertForTokenClassification'] }));
    expect(model.manifest).toMatchObject({ kind: 'base', task: null, labels: null });
    expect(log).toContainEqual(expect.stringMatching(/head \(BertForTokenClassification\) is not one that is served/));
  });

  it('takes links that stay inside the folder that may be read', async () => {
    await writeModel(join(scratch, 'cache/blobs'), { 'weights.safetensors': good['model.safetensors']! });
    await writeModel(join(scratch, 'cache/snapshot'), without(good, 'model.safetensors'));
    await symlink('../blobs/weights.safetensors', join(scratch, 'cache/snapshot/model.safetensors'));
    const path = join(scratch, 'cache/snapshot');
    await expect(run({ type: 'folder', path, root: path })).rejects.toMatchObject({ code: 'file-unsafe' });
    expect((await run({ type: 'folder', path, root: join(scratch, 'cache') })).model.manifest.parameters).toBe(11859);
  });

  it('keeps a manifest that fits', async () => {
    const { model } = await runFolder(good);
    const manifest = await readFile(join(model.folder, 'manifest.json'));
    await rm(model.folder, { recursive: true });
    const again = await runArchive(tarOfModel({ ...good, 'manifest.json': manifest }));
    expect(again.model.digest).toBe(model.digest);
  });

  it('refuses a manifest that does not', async () => {
    const { model } = await runFolder(good);
    const manifest = await readFile(join(model.folder, 'manifest.json'));
    const changed = withConfig({ ...good, 'manifest.json': manifest }, { hidden_dropout_prob: 0.5 });
    await expect(runArchive(tarOfModel(changed))).rejects.toMatchObject({ code: 'manifest-mismatch' });
  });
});

describe('an import is refused', () => {
  const nan = () =>
    withTensors(good, (tensors) =>
      tensors.map((tensor) => {
        if (tensor.name !== 'classifier.weight') return tensor;
        return { ...tensor, data: tensor.data.map((value, i) => (i === 5 ? Number.NaN : value)) };
      }),
    );
  const withoutBias = () => withTensors(good, (tensors) => tensors.filter(({ name }) => name !== 'classifier.bias'));

  it.each<[string, () => ModelFiles | Promise<ModelFiles>, string, RegExp]>([
    ['with a missing tensor', withoutBias, 'tensors-invalid', /missing: "classifier\.bias" \[3\]/],
    [
      'with a wrong shape',
      () => withConfig(good, { vocab_size: 41 }),
      'tensors-invalid',
      /"bert\.embeddings\.word_embeddings\.weight" should have shape \[41, 24\] by config\.json, and has \[40, 24\]/,
    ],
    ['with a NaN', nan, 'tensors-invalid', /"classifier\.weight" has 1 values .* NaN at index 5/],
    [
      'with weights cut short',
      () => ({ ...good, 'model.safetensors': good['model.safetensors']!.slice(0, -1) }),
      'safetensors-malformed',
      /cut short/,
    ],
    [
      'without weights',
      () => without(good, 'model.safetensors'),
      'file-missing',
      /no weights: expected model\.safetensors/,
    ],
    [
      'with a pickle',
      () => ({ ...without(good, 'model.safetensors'), 'pytorch_model.bin': 'x' }),
      'weights-are-pickled',
      /safe_serialization=True/,
    ],
    [
      'without a tokenizer',
      () => without(good, 'tokenizer.json'),
      'file-missing',
      /missing: tokenizer\.json; found: config\.json/,
    ],
    ['with a broken tokenizer', () => ({ ...good, 'tokenizer.json': '{}' }), 'invalid_tokenizer', /tokenizer\.json/],
    [
      'with a config.json that is no JSON',
      () => ({ ...good, 'config.json': '{' }),
      'config-invalid',
      /config\.json is not JSON/,
    ],
    [
      'with an architecture nobody knows',
      () => withConfig(good, { model_type: 'mamba' }),
      'unsupported-architecture',
      /"mamba"; expected one of bert/,
    ],
    [
      'with labels that skip one',
      () => withConfig(good, { id2label: { 0: 'a', 2: 'b' } }),
      'config-invalid',
      /every index from 0 to 1/,
    ],
    [
      'with a manifest of something else',
      () => ({ ...good, 'manifest.json': '{}' }),
      'manifest-invalid',
      /manifest\.json/,
    ],
    [
      'with a calibration of other labels',
      () => ({ ...good, 'calibration.json': JSON.stringify(OTHER_LABELS) }),
      'config-invalid',
      /each of \d+ labels; found 7/,
    ],
    [
      'with a calibration.json that is none',
      () => ({ ...good, 'calibration.json': '{}' }),
      'config-invalid',
      /calibration\.json/,
    ],
  ])('%s', async (_, make, code, message) => {
    await expect(runFolder(await make())).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it.each<[string, () => Buffer, string]>([
    ['that is no tar', () => Buffer.from('no tar'.repeat(200)), 'archive-malformed'],
    [
      'with a link in it',
      () => tarOfModel(good, [{ path: 'vocab.txt', type: 'SymbolicLink', linkpath: '/etc/passwd' }]),
      'file-unsafe',
    ],
    ['with a path that leaves it', () => tarOfModel(good, [{ path: '../../escaped.txt' }]), 'file-unsafe'],
    ['with an absolute path', () => tarOfModel(good, [{ path: '/tmp/escaped.txt' }]), 'file-unsafe'],
  ])('as an archive %s', async (_, archive, code) => {
    await expect(runArchive(archive())).rejects.toMatchObject({ code });
  });

  it('when it is larger than is taken', async () => {
    await expect(runFolder({ ...good, 'big.txt': 'x'.repeat(1_000_000) })).rejects.toMatchObject({
      code: 'archive-too-large',
    });
  });
});
