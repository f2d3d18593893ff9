/** Against files that Hugging Face's safetensors wrote: tests/reference/artifact/make.py. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSafetensors } from '../../../../src/ml/artifact/safetensors-reader.js';
import { type WritableTensor, writeSafetensors } from '../../../../src/ml/artifact/safetensors-writer.js';
import type { NamedTensor } from '../../../../src/ml/artifact/tensor.js';

const REFERENCE = join(import.meta.dirname, '../../../reference/artifact');
const expected = JSON.parse(await readFile(join(REFERENCE, 'expected.json'), 'utf8')) as Record<
  'weights' | 'beforeRounding' | 'halves' | 'bfloat16',
  number[]
>;

const byName = async (file: string): Promise<Record<string, NamedTensor>> =>
  Object.fromEntries((await readSafetensors(join(REFERENCE, file))).map((tensor) => [tensor.name, tensor]));

describe('files written by Hugging Face', () => {
  it('are read: F32, F16 and a scalar', async () => {
    const tensors = await byName('numpy.safetensors');
    expect(tensors['layer.weight']).toMatchObject({ shape: [4, 3], dtype: 'F32' });
    expect([...tensors['layer.weight']!.data]).toEqual(expected.weights);
    expect([...tensors.halves!.data]).toEqual(expected.halves);
    expect(tensors.scale).toMatchObject({ shape: [], data: Float32Array.of(0.1) });
  });

  it('are read: BF16', async () => {
    const { weight } = await byName('bfloat16.safetensors');
    expect(weight).toMatchObject({ shape: [4, 3], dtype: 'BF16' });
    expect([...weight!.data]).toEqual(expected.bfloat16);
  });

  it('are what we write, byte for byte, from the same numbers', async () => {
    const weights = Float32Array.from(expected.weights);
    const tensors: WritableTensor[] = [
      { name: 'layer.weight', shape: [4, 3], dtype: 'F32', data: weights },
      { name: 'layer.bias', shape: [4], dtype: 'F32', data: weights.filter((_, i) => i % 3 === 0) },
      { name: 'halves', shape: [15], dtype: 'F16', data: Float32Array.from(expected.beforeRounding) },
      { name: 'scale', shape: [], dtype: 'F32', data: Float32Array.of(0.1) },
    ];
    const folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
    await writeSafetensors(join(folder, 'ours.safetensors'), tensors);
    const ours = await readFile(join(folder, 'ours.safetensors'));
    await rm(folder, { recursive: true });
    expect(ours.equals(await readFile(join(REFERENCE, 'numpy.safetensors')))).toBe(true);
  });
});
