import { checkTensors } from '../../../../src/ml/artifact/check-tensors.js';
import type { Checkpoint } from '../../../../src/ml/artifact/checkpoint.js';
import type { NamedTensor } from '../../../../src/ml/artifact/tensor.js';

const expected = [
  { name: 'encoder.weight', shape: [2, 2] },
  { name: 'encoder.bias', shape: [2] },
];
const weight: NamedTensor = { name: 'encoder.weight', shape: [2, 2], dtype: 'F32', data: Float32Array.of(1, 2, 3, 4) };
const bias: NamedTensor = { name: 'encoder.bias', shape: [2], dtype: 'F16', data: Float32Array.of(0, 1) };

function checkpoint(...tensors: NamedTensor[]): Checkpoint {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return { tensors: byName, read: async (name) => byName.get(name)!, close: async () => {} };
}
const check = (...tensors: NamedTensor[]) => checkTensors(expected, checkpoint(...tensors));

describe('checking the tensors of a checkpoint', () => {
  it('accepts what is asked for, and more', async () => {
    await check(weight, bias, { ...bias, name: 'pooler.bias', data: Float32Array.of(Number.NaN, 0) });
  });

  it('names every problem with names and shapes at once', async () => {
    await expect(check({ ...bias, shape: [1, 2] })).rejects.toMatchObject({
      code: 'tensors-invalid',
      message:
        'The model\'s weights don\'t fit: 1 of the 2 tensors that config.json asks for are missing: "encoder.weight" [2, 2] ' +
        '(the file has 1 tensors). Was it saved from another architecture, or in part? "encoder.bias" should have shape [2] by ' +
        'config.json, and has [1, 2]. Use the config.json that these weights were saved with.',
    });
  });

  it('counts the rest when many are missing', async () => {
    const many = Array.from({ length: 9 }, (_, i) => ({ name: `layer.${i}`, shape: [i] }));
    await expect(checkTensors(many, checkpoint(weight))).rejects.toThrow(/"layer\.4" \[4\] and 4 more/);
  });

  it.each([
    ['not a number', Number.NaN, /"encoder\.bias" has 1 values .* the first NaN at index 1/],
    ['infinite', Number.NEGATIVE_INFINITY, /the first -Infinity at index 1/],
  ])('refuses a value that is %s', async (_, value, message) => {
    await expect(check(weight, { ...bias, data: Float32Array.of(0, value) })).rejects.toThrow(message);
  });

  it('refuses a weight of a type that is none', async () => {
    const integers = { ...bias, dtype: 'I64' as never };
    await expect(check(weight, integers)).rejects.toThrow(/"encoder\.bias" should be F32, F16 or BF16, and is I64/);
  });
});
