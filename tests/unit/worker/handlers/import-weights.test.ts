import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { architectureFor } from '../../../../src/ml/architectures/registry.js';
import { decodeFloat16, encodeFloat16 } from '../../../../src/ml/artifact/half.js';
import { loadWeights } from '../../../../src/ml/artifact/load-model.js';
import { ModelFolder } from '../../../../src/ml/artifact/model-folder.js';
import { readSafetensors } from '../../../../src/ml/artifact/safetensors-reader.js';
import type { WritableTensor } from '../../../../src/ml/artifact/safetensors-writer.js';
import { importModel } from '../../../../src/worker/handlers/import.js';
import type { TaskContext } from '../../../../src/worker/task-handler.js';
import { type RawHeader, readRaw, toBfloat16, writeRaw } from '../../../support/raw-safetensors.js';
import { shardModel } from '../../../support/shard-model.js';
import {
  type ModelFiles,
  tinyModel,
  withConfig,
  without,
  withTensors,
  writeModel,
} from '../../../support/tiny-model.js';

/** The forms in which weights come, for every import alike: from a folder, a tar or the Hub. */
const REFERENCE = join(import.meta.dirname, '../../../reference');
const INDEX = 'model.safetensors.index.json';

let scratch: string;
let good: ModelFiles;
beforeAll(async () => {
  good = await tinyModel();
});
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(scratch, { recursive: true }));

async function run(files: ModelFiles): Promise<ModelFolder> {
  const path = join(scratch, 'given');
  await writeModel(path, files);
  const limits = { maxBytes: 1_000_000, maxFiles: 20 };
  const input = { name: 'x', origin: 'folder', codeVersion: '1', source: { type: 'folder', path, root: path }, limits };
  const events = importModel(input, { scratch } as TaskContext);
  for (;;) {
    const { done, value } = await events.next();
    if (done) return ModelFolder.open(join(scratch, value.folder));
  }
}

/** What training would start from. */
async function weightsOf({ folder }: ModelFolder) {
  const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'));
  const { weights } = architectureFor(config);
  return loadWeights(folder, weights);
}

async function tensorsOf(files: ModelFiles): Promise<Map<string, Float32Array>> {
  const path = join(scratch, 'tensors.safetensors');
  await writeFile(path, files['model.safetensors']!);
  return new Map((await readSafetensors(path)).map(({ name, data }) => [name, data]));
}

/** A reference checkpoint with the tokenizer of the tests. */
async function reference(name: string): Promise<ModelFiles> {
  const read = (file: string) => readFile(join(REFERENCE, name, file));
  return { ...good, 'config.json': await read('config.json'), 'model.safetensors': await read('model.safetensors') };
}

describe('weights are imported', () => {
  it('in shards', async () => {
    const model = await run(await shardModel(good));
    const expected = await tensorsOf(good);
    expect(model.manifest.parameters).toBe(11859);
    for (const [name, data] of Object.entries(await weightsOf(model))) expect(data).toEqual(expected.get(name));
  });

  it.each([
    [
      'float16',
      () => withTensors(good, (all) => all.map((tensor) => ({ ...tensor, dtype: 'F16' as const }))),
      (value: number) => decodeFloat16(encodeFloat16(Float32Array.of(value)))[0]!,
    ],
    [
      'bfloat16',
      () => ({ ...good, 'model.safetensors': toBfloat16(good['model.safetensors'] as Buffer) }),
      (value: number) => {
        const bits = new Float32Array([value]);
        new Uint32Array(bits.buffer)[0]! &= 0xffff0000;
        return bits[0]!;
      },
    ],
  ])('as %s, to be float32 in memory', async (_, make, stored) => {
    const files = await make();
    const model = await run(files);
    const whole = await tensorsOf(good);
    expect(model.manifest.parameters).toBe(11859);
    expect(await readFile(join(model.folder, 'model.safetensors'))).toEqual(files['model.safetensors']);
    for (const [name, data] of Object.entries(await weightsOf(model))) {
      expect(data).toEqual(whole.get(name)!.map(stored));
    }
  });

  it.each([
    ['bert/masked-language-model', 'cls.predictions.decoder.weight', 'bert.embeddings.word_embeddings.weight'],
    ['roberta/masked-language-model', 'lm_head.decoder.weight', 'roberta.embeddings.word_embeddings.weight'],
    ['distilbert/masked-language-model', 'vocab_projector.weight', 'distilbert.embeddings.word_embeddings.weight'],
    ['gpt2/causal-language-model', 'lm_head.weight', 'transformer.wte.weight'],
    ['qwen2/causal-language-model', 'lm_head.weight', 'model.embed_tokens.weight'],
  ])('of %s with and without a second copy of what is tied', async (name, copy, original) => {
    const once = await reference(name);
    const twice = await withTensors(once, (all) => {
      const { data, shape } = all.find((tensor) => tensor.name === original)!;
      return [...all, { name: copy, shape, data, dtype: 'F32' } satisfies WritableTensor];
    });
    const first = await run(once);
    const weights = await weightsOf(first);
    expect(first.manifest).toMatchObject({ kind: 'base', task: null });
    expect(weights[original]).toEqual((await tensorsOf(once)).get(original));
    await rm(join(scratch, 'model'), { recursive: true });
    const again = await run(twice);
    expect(again.manifest.parameters).toBe(first.manifest.parameters);
    expect(await weightsOf(again)).toEqual(weights);
  });
});

describe('weights are refused', () => {
  const nanInHalf = async () => {
    const files = await withTensors(good, (all) => all.map((tensor) => ({ ...tensor, dtype: 'F16' as const })));
    const { header, data } = readRaw(files['model.safetensors'] as Buffer);
    data.writeUInt16LE(0x7e00, header['classifier.weight']!.data_offsets[0] + 4);
    return { ...files, 'model.safetensors': writeRaw(header, data) };
  };
  const rehead = (labels: number) =>
    withTensors(good, (all) =>
      all.map((tensor) => {
        if (!tensor.name.startsWith('classifier.')) return tensor;
        const shape = [labels, ...tensor.shape.slice(1)];
        return { ...tensor, shape, data: new Float32Array(labels * (tensor.shape[1] ?? 1)) };
      }),
    );
  const fiveLabels = { id2label: Object.fromEntries([...'abcde'].map((label, i) => [i, label])) };

  it.each<[string, () => Promise<ModelFiles>, string, RegExp]>([
    [
      'with a head of another size than the labels of config.json',
      () => rehead(5),
      'tensors-invalid',
      /"classifier\.weight" should have shape \[3, 24\] by config\.json, and has \[5, 24\].*"classifier\.bias"/,
    ],
    [
      'with more labels than the head has',
      async () => withConfig(good, fiveLabels),
      'tensors-invalid',
      /should have shape \[5, 24\] by config\.json, and has \[3, 24\]/,
    ],
    [
      'with a NaN in half precision',
      nanInHalf,
      'tensors-invalid',
      /"classifier\.weight" has 1 values .* NaN at index 2/,
    ],
    [
      'with a shard that is not there',
      async () => without(await shardModel(good), 'model-00002-of-00002.safetensors'),
      'file-missing',
      /names model-00002-of-00002\.safetensors, which is not in the folder/,
    ],
    [
      'with an index that names a file elsewhere',
      async () => ({ ...(await shardModel(good)), [INDEX]: '{"weight_map": {"a": "../other.safetensors"}}' }),
      'safetensors-malformed',
      /must be the name of a \.safetensors file beside it/,
    ],
    [
      'with an index and shards that disagree',
      async () => {
        const files = await shardModel(good);
        return { ...files, [INDEX]: String(files[INDEX]).replaceAll('00002-of', '00001-of') };
      },
      'safetensors-malformed',
      /disagree: it places/,
    ],
  ])('%s', async (_, make, code, message) => {
    await expect(run(await make())).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  /** Each says something of the file that is not so. */
  const lies: [string, (header: RawHeader, data: Buffer) => Buffer, RegExp][] = [
    ['its own length', (header, data) => writeRaw(header, data, 1n << 40n), /claims 1099511627776 bytes/],
    [
      'a length beyond the file',
      (header, data) => writeRaw(header, data, 1_000_000n),
      /claims 1000000 bytes, but the file has/,
    ],
    [
      'a shape',
      (header, data) => writeRaw({ ...header, 'classifier.bias': { ...header['classifier.bias']!, shape: [4] } }, data),
      /"classifier\.bias" of F32 and shape \[4\] takes 16 bytes/,
    ],
    [
      'a type',
      (header, data) =>
        writeRaw({ ...header, 'classifier.bias': { ...header['classifier.bias']!, dtype: 'F16' } }, data),
      /"classifier\.bias" of F16 and shape \[3\] takes 6 bytes/,
    ],
    [
      'an offset, so that two tensors share bytes',
      (header, data) => {
        const [begin, end] = header['classifier.bias']!.data_offsets;
        const moved: [number, number] = begin === 0 ? [4, end + 4] : [begin - 4, end - 4];
        return writeRaw({ ...header, 'classifier.bias': { ...header['classifier.bias']!, data_offsets: moved } }, data);
      },
      /overlaps the one before it/,
    ],
    ['the end of its data', (header, data) => writeRaw(header, data.subarray(0, -4)), /ends at byte .*cut short/],
    [
      'nothing of the bytes at its end',
      (header, data) => writeRaw(header, Buffer.concat([data, Buffer.alloc(4)])),
      /last 4 bytes belong/,
    ],
  ];
  it.each(lies)('with a header that lies about %s', async (_, lie, message) => {
    const { header, data } = readRaw(good['model.safetensors'] as Buffer);
    const refused = run({ ...good, 'model.safetensors': lie(header, data) });
    await expect(refused).rejects.toMatchObject({
      code: 'safetensors-malformed',
      message: expect.stringMatching(message),
    });
  });
});
