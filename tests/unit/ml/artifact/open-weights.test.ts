import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWeights } from '../../../../src/ml/artifact/open-weights.js';
import { writeSafetensors } from '../../../../src/ml/artifact/safetensors-writer.js';

const expected = [
  { name: 'bert.encoder.weight', shape: [1] },
  { name: 'bert.LayerNorm.weight', shape: [1] },
  { name: 'classifier.bias', shape: [1] },
];
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weights-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function open(...names: string[]) {
  const tensors = names.map((name, i) => ({ name, shape: [1], dtype: 'F32' as const, data: Float32Array.of(i) }));
  await writeSafetensors(join(folder, 'model.safetensors'), tensors);
  return openWeights(folder, expected);
}

describe('the weights of a model folder', () => {
  it.each([
    ['as the architecture calls them', ['bert.encoder.weight', 'bert.LayerNorm.weight', 'classifier.bias']],
    ['without the prefix', ['encoder.weight', 'LayerNorm.weight', 'classifier.bias']],
    ['with the old names of layer norms', ['bert.encoder.weight', 'bert.LayerNorm.gamma', 'classifier.bias']],
    ['with neither', ['encoder.weight', 'LayerNorm.gamma', 'classifier.bias']],
  ])('are found %s', async (_, names) => {
    const weights = await open(...names);
    for (const [i, { name, shape }] of expected.entries()) {
      expect(weights.tensors.get(name)).toMatchObject({ name, shape });
      expect(await weights.read(name)).toEqual({ name, shape, dtype: 'F32', data: Float32Array.of(i) });
    }
    expect(weights.tensors.size).toBe(3);
    await weights.close();
  });

  it('keep the name they have when both are there', async () => {
    const weights = await open('encoder.weight', 'bert.encoder.weight');
    expect((await weights.read('bert.encoder.weight')).data[0]).toBe(1);
    await weights.close();
  });
});
