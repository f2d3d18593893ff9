import type * as tf from '@tensorflow/tfjs';
import { softCrossEntropy, softmax } from '../../../src/ml/program/operators/softmax.js';
import { squaredDistance } from '../../../src/ml/program/operators/squared-distance.js';
import type { Tensors } from '../../../src/ml/program/trace.js';
import { bothWays, floats, gradientsBothWays, relativeError } from '../support/eager-and-compiled.js';

const TOLERANCE = 2e-6;
const inputs = { x: floats([5, 7], 1), other: floats([5, 7], 2), weights: floats([5], 3) };

describe.each<[string, (tensors: Tensors) => tf.Tensor]>([
  ['cross-entropy with probabilities', ({ x, other, weights }) => softCrossEntropy(x!, softmax(other!), weights!)],
  ['the squared distance of rows', ({ x, other, weights }) => squaredDistance(x!, other!, weights!)],
])('%s', (_, run) => {
  it('is the same eager and compiled', async () => {
    const { eager, compiled } = await bothWays(inputs, run);
    expect(relativeError(compiled, eager)).toBeLessThan(TOLERANCE);
  });

  it('has the same gradients', async () => {
    const [x] = await gradientsBothWays(inputs, ['x'], run);
    expect(relativeError(x!.compiled, x!.eager)).toBeLessThan(TOLERANCE);
  });
});

it('cross-entropy with probabilities is least where these are those of the logits', async () => {
  const { eager: own } = await bothWays(inputs, ({ x, weights }) => softCrossEntropy(x!, softmax(x!), weights!.abs()));
  const { eager: others } = await bothWays(inputs, ({ x, other, weights }) =>
    softCrossEntropy(x!, softmax(other!), weights!.abs()),
  );
  expect(own[0]).not.toBe(others[0]);
  const [x] = await gradientsBothWays({ ...inputs, other: inputs.x }, ['x'], ({ x, other, weights }) =>
    softCrossEntropy(x!, softmax(other!), weights!),
  );
  expect(Math.max(...x!.compiled.map(Math.abs))).toBeLessThan(1e-6);
});
