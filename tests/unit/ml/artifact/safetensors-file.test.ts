import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSafetensors, SafetensorsFile } from '../../../../src/ml/artifact/safetensors-reader.js';
import { type WritableTensor, writeSafetensors } from '../../../../src/ml/artifact/safetensors-writer.js';
import { openCheckpoint } from '../../../../src/ml/artifact/sharded-checkpoint.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
  path = join(folder, 'model.safetensors');
});
afterEach(() => rm(folder, { recursive: true }));

const tensor = (name: string, shape: number[], numbers: number[], dtype: 'F32' | 'F16' = 'F32'): WritableTensor => ({
  name,
  shape,
  dtype,
  data: Float32Array.from(numbers),
});
const weight = tensor('weight', [2, 2], [1.5, -2, 0.1, 3]);
const bias = tensor('bias', [3], [1, 0.5, -0.25], 'F16');
const scalar = tensor('scale', [], [7]);

describe('a safetensors file', () => {
  it('gives back what was written', async () => {
    await writeSafetensors(path, [bias, weight, scalar]);
    expect(await readSafetensors(path)).toEqual([scalar, weight, bias]);
  });

  it('is the same bytes whatever the order of the tensors', async () => {
    await writeSafetensors(path, [bias, weight, scalar]);
    const first = await readFile(path);
    await writeSafetensors(path, [scalar, weight, bias]);
    expect(await readFile(path)).toEqual(first);
  });

  it('leaves no temporary file beside it, and the old one whole when writing fails', async () => {
    await writeSafetensors(path, [weight]);
    await expect(writeSafetensors(path, [weight, tensor('big', [1], [70000], 'F16')])).rejects.toThrow(
      /"big" has 70000/,
    );
    expect(await readdir(folder)).toEqual(['model.safetensors']);
    expect(await readSafetensors(path)).toEqual([weight]);
  });

  it('keeps infinities that are meant in F16', async () => {
    await writeSafetensors(path, [tensor('mask', [2], [Number.NEGATIVE_INFINITY, 0], 'F16')]);
    expect([...(await readSafetensors(path))[0]!.data]).toEqual([Number.NEGATIVE_INFINITY, 0]);
  });

  it.each([
    ['a shape that disagrees with the numbers', [tensor('a', [3], [1, 2])], /\[3\] came with 2 numbers/],
    ['a name twice', [weight, weight], /"weight" stands twice/],
    ['the name that is kept for metadata', [tensor('__metadata__', [1], [1])], /"__metadata__" stands twice/],
  ])('is not written with %s', async (_, tensors, message) => {
    await expect(writeSafetensors(path, tensors)).rejects.toThrow(message);
  });

  it('names the file when it is cut short', async () => {
    await writeSafetensors(path, [weight]);
    await truncate(path, (await readFile(path)).length - 1);
    await expect(readSafetensors(path)).rejects.toMatchObject({
      code: 'safetensors-malformed',
      message: expect.stringMatching(/^model\.safetensors: .*cut short/),
    });
  });

  it('lists tensors that are no weights, and refuses to read them as such', async () => {
    const json = '{"position_ids":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}';
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    await writeFile(path, Buffer.concat([length, Buffer.from(json), Buffer.alloc(8)]));
    const file = await SafetensorsFile.open(path);
    expect([...file.tensors.keys()]).toEqual(['position_ids']);
    await expect(file.read('position_ids')).rejects.toMatchObject({ code: 'tensor-unsupported' });
    await file.close();
    expect(await readSafetensors(path)).toEqual([]);
  });
});

describe('a checkpoint in shards', () => {
  const writeIndex = (weightMap: Record<string, unknown>) =>
    writeFile(join(folder, 'model.safetensors.index.json'), JSON.stringify({ metadata: {}, weight_map: weightMap }));

  beforeEach(async () => {
    await writeSafetensors(join(folder, 'model-1.safetensors'), [weight]);
    await writeSafetensors(join(folder, 'model-2.safetensors'), [bias]);
  });

  it('reads each tensor from its shard', async () => {
    await writeIndex({ weight: 'model-1.safetensors', bias: 'model-2.safetensors' });
    const checkpoint = await openCheckpoint(folder);
    expect([...checkpoint.tensors.keys()]).toEqual(['weight', 'bias']);
    expect(await checkpoint.read('bias')).toEqual(bias);
    await checkpoint.close();
  });

  it.each([
    ['a shard is missing', { weight: 'model-3.safetensors' }, /model-3\.safetensors, which is not in the folder/],
    ['a tensor is not where it says', { weight: 'model-2.safetensors' }, /does not have it/],
    [
      'a shard has more than it says',
      { weight: 'model-1.safetensors', scale: 'model-1.safetensors' },
      /does not have it/,
    ],
    ['a shard lies elsewhere', { weight: '../model-1.safetensors' }, /must be the name of a \.safetensors file/],
    ['a shard is no safetensors file', { weight: 'pytorch_model.bin' }, /must be the name of a \.safetensors file/],
  ])('is refused when %s', async (_, weightMap, message) => {
    await writeIndex(weightMap);
    await expect(openCheckpoint(folder)).rejects.toThrow(message);
  });

  it('is refused when a shard holds a tensor that the index does not place', async () => {
    await writeSafetensors(join(folder, 'model-2.safetensors'), [bias, scalar]);
    await writeIndex({ weight: 'model-1.safetensors', bias: 'model-2.safetensors' });
    await expect(openCheckpoint(folder)).rejects.toThrow(/"scale", which the index places elsewhere or nowhere/);
  });

  it('is refused when there are no weights at all', async () => {
    await expect(openCheckpoint(folder)).rejects.toMatchObject({ code: 'file-missing' });
  });
});
