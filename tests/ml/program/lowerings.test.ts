import * as tf from '@tensorflow/tfjs';
import { binaryCrossEntropy } from '../../../src/ml/program/operators/binary-cross-entropy.js';
import { gelu, tanhGelu } from '../../../src/ml/program/operators/gelu.js';
import { layerNorm } from '../../../src/ml/program/operators/layer-norm.js';
import { linear, matmul } from '../../../src/ml/program/operators/products.js';
import { rmsNorm } from '../../../src/ml/program/operators/rms-norm.js';
import { rotate, rotation } from '../../../src/ml/program/operators/rotary.js';
import { embedding, firstToken, lastToken, rearrange, selectRows } from '../../../src/ml/program/operators/rows.js';
import { silu } from '../../../src/ml/program/operators/silu.js';
import {
  crossEntropy,
  joinedSoftmax,
  negativeLogLikelihood,
  softmax,
} from '../../../src/ml/program/operators/softmax.js';
import type { Tensors } from '../../../src/ml/program/trace.js';
import { multiLabel, regression } from '../../../src/ml/tasks/text-objectives.js';
import {
  bothWays,
  floats,
  gradientsBothWays,
  ints,
  type Numbers,
  relativeError,
} from '../support/eager-and-compiled.js';

const TOLERANCE = 2e-6;

const matrix = floats([5, 7], 1);
const other = floats([5, 7], 2);
const row = floats([7], 3);
const column = floats([5, 1], 4);
const tallColumn = floats([5, 1], 20);
const positive: Numbers = { shape: [5, 7], data: matrix.data.map((x) => Math.abs(x) + 0.1) as Float32Array };
const bits: Numbers = { shape: [5, 7], data: other.data.map((x) => (x > 0 ? 1 : 0)) as Float32Array };
const tall = floats([40, 7], 5);
const cube = floats([3, 4, 6], 6);
const four = floats([2, 3, 4, 5], 7);

/** The place of each of `count` rows among `positions`, or `positions.length` where it has none. */
function inverseOf(positions: number[], count: number) {
  return Int32Array.from({ length: count }, (_, row) => {
    const place = positions.indexOf(row);
    return place < 0 ? positions.length : place;
  });
}

interface Case {
  inputs: Record<string, Numbers>;
  run: (t: Tensors) => tf.Tensor;
  /** Inputs that have gradients. */
  wrt: string[];
}

const CASES: Record<string, Case> = {
  add: { inputs: { a: matrix, b: row }, run: ({ a, b }) => a!.add(b!), wrt: ['a', 'b'] },
  'add of a number': { inputs: { a: matrix }, run: ({ a }) => a!.add(0.5), wrt: ['a'] },
  'add of a uniform tensor that gives the shape': {
    inputs: { a: column },
    run: ({ a }) => a!.add(tf.ones([1, 3])),
    wrt: ['a'],
  },
  subtract: { inputs: { a: matrix, b: column }, run: ({ a, b }) => a!.sub(b!), wrt: ['a', 'b'] },
  multiply: { inputs: { a: matrix, b: row }, run: ({ a, b }) => a!.mul(b!), wrt: ['a', 'b'] },
  divide: { inputs: { a: matrix, b: positive }, run: ({ a, b }) => a!.div(b!), wrt: ['a', 'b'] },
  power: { inputs: { a: positive }, run: ({ a }) => a!.pow(3), wrt: ['a'] },
  maximum: { inputs: { a: matrix, b: other }, run: ({ a, b }) => tf.maximum(a!, b!), wrt: ['a', 'b'] },
  minimum: { inputs: { a: matrix, b: other }, run: ({ a, b }) => tf.minimum(a!, b!), wrt: ['a', 'b'] },
  where: {
    inputs: { a: matrix, b: other, c: tallColumn, d: row },
    run: ({ a, b, c, d }) => tf.where(c!.greater(d!), a!, b!.mul(2)),
    wrt: ['a', 'b'],
  },
  comparisons: {
    inputs: { a: matrix, c: tallColumn, d: row },
    run: ({ a, c, d }) =>
      tf.addN([c!.less(d!), c!.lessEqual(d!), c!.greaterEqual(d!), c!.equal(d!)].map((x) => x.toFloat())).mul(a!),
    wrt: ['a'],
  },
  logic: {
    inputs: { a: matrix, c: other, d: matrix },
    run: ({ a, c, d }) => c!.greater(0).logicalAnd(d!.greater(0).logicalNot()).toFloat().mul(a!),
    wrt: ['a'],
  },
  addN: { inputs: { a: matrix, b: other }, run: ({ a, b }) => tf.addN([a!, b!, a!]), wrt: ['a', 'b'] },
  sqrt: { inputs: { a: positive }, run: ({ a }) => a!.sqrt(), wrt: ['a'] },
  rsqrt: { inputs: { a: positive }, run: ({ a }) => a!.rsqrt(), wrt: ['a'] },
  exp: { inputs: { a: matrix }, run: ({ a }) => a!.exp(), wrt: ['a'] },
  log: { inputs: { a: positive }, run: ({ a }) => a!.log(), wrt: ['a'] },
  neg: { inputs: { a: matrix }, run: ({ a }) => a!.neg(), wrt: ['a'] },
  abs: { inputs: { a: positive }, run: ({ a }) => a!.abs(), wrt: ['a'] },
  tanh: { inputs: { a: matrix }, run: ({ a }) => a!.tanh(), wrt: ['a'] },
  erf: { inputs: { a: matrix }, run: ({ a }) => a!.erf(), wrt: ['a'] },
  sigmoid: { inputs: { a: matrix }, run: ({ a }) => a!.sigmoid(), wrt: ['a'] },
  relu: { inputs: { a: matrix }, run: ({ a }) => a!.relu(), wrt: ['a'] },
  square: { inputs: { a: matrix }, run: ({ a }) => a!.square(), wrt: ['a'] },
  reshape: { inputs: { a: cube }, run: ({ a }) => a!.reshape([12, 6]), wrt: ['a'] },
  expandDims: { inputs: { a: matrix }, run: ({ a }) => a!.expandDims(1), wrt: ['a'] },
  transpose: { inputs: { a: four }, run: ({ a }) => a!.transpose([0, 2, 1, 3]), wrt: ['a'] },
  tile: { inputs: { a: matrix }, run: ({ a }) => a!.tile([2, 3]), wrt: ['a'] },
  slice: { inputs: { a: cube }, run: ({ a }) => a!.slice([0, 1, 2], [3, 2, 3]), wrt: ['a'] },
  pad: {
    inputs: { a: matrix },
    run: ({ a }) =>
      a!.pad([
        [1, 2],
        [0, 3],
      ]),
    wrt: ['a'],
  },
  concat: { inputs: { a: matrix, b: other }, run: ({ a, b }) => tf.concat([a!, b!], 1), wrt: ['a', 'b'] },
  stack: { inputs: { a: matrix, b: other }, run: ({ a, b }) => tf.stack([a!, b!], 1), wrt: ['a', 'b'] },
  unstack: {
    inputs: { a: cube },
    run: ({ a }) => {
      const [x, y, z] = tf.unstack(a!, 0);
      return x!.mul(y!).add(z!);
    },
    wrt: ['a'],
  },
  gather: {
    inputs: { a: matrix, i: ints([4], 5, 8) },
    run: ({ a, i }) => tf.gather(a!, i as tf.Tensor1D),
    wrt: [],
  },
  'sum over rows': { inputs: { a: tall }, run: ({ a }) => a!.sum(0), wrt: ['a'] },
  'sum over the last axis': { inputs: { a: cube }, run: ({ a }) => a!.sum(-1, true), wrt: ['a'] },
  'sum over all': { inputs: { a: cube }, run: ({ a }) => a!.sum(), wrt: ['a'] },
  mean: { inputs: { a: cube }, run: ({ a }) => a!.mean([0, 2]), wrt: ['a'] },
  max: { inputs: { a: cube }, run: ({ a }) => a!.max(-1), wrt: ['a'] },
  min: { inputs: { a: cube }, run: ({ a }) => a!.min(1), wrt: ['a'] },
  'softmax of TF.js': { inputs: { a: matrix }, run: ({ a }) => tf.softmax(a!), wrt: ['a'] },
  'logSoftmax of TF.js': { inputs: { a: matrix }, run: ({ a }) => tf.logSoftmax(a!), wrt: ['a'] },
  'matMul of TF.js': {
    inputs: { a: matrix, b: other },
    run: ({ a, b }) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, true, false),
    wrt: ['a', 'b'],
  },
  matmul: { inputs: { a: cube, b: floats([3, 6, 5], 9) }, run: ({ a, b }) => matmul(a!, b!), wrt: ['a', 'b'] },
  'matmul, second transposed and scaled': {
    inputs: { a: cube, b: floats([3, 5, 6], 9) },
    run: ({ a, b }) => matmul(a!, b!, { transposeB: true, scale: 0.25 }),
    wrt: ['a', 'b'],
  },
  'matmul, first transposed': {
    inputs: { a: cube, b: floats([3, 4, 5], 9) },
    run: ({ a, b }) => matmul(a!, b!, { transposeA: true, scale: 2 }),
    wrt: ['a', 'b'],
  },
  'matmul, both transposed': {
    inputs: { a: cube, b: floats([3, 5, 4], 9) },
    run: ({ a, b }) => matmul(a!, b!, { transposeA: true, transposeB: true }),
    wrt: ['a', 'b'],
  },
  linear: {
    inputs: { x: tall, w: floats([9, 7], 10), b: floats([9], 11) },
    run: ({ x, w, b }) => linear(x!, w!, b!),
    wrt: ['x', 'w', 'b'],
  },
  layerNorm: {
    inputs: { x: tall, g: row, b: floats([7], 12) },
    run: ({ x, g, b }) => layerNorm(x!, g!, b!, 1e-5),
    wrt: ['x', 'g', 'b'],
  },
  gelu: { inputs: { x: floats([6, 9], 13) }, run: ({ x }) => gelu(x!.mul(4)), wrt: ['x'] },
  'gelu far from zero': { inputs: { x: matrix }, run: ({ x }) => gelu(x!.mul(60)), wrt: ['x'] },
  softmax: { inputs: { x: four }, run: ({ x }) => softmax(x!.mul(3)), wrt: ['x'] },
  'two tensors under one softmax': {
    inputs: { a: matrix, b: floats([5, 3], 24) },
    run: ({ a, b }) => {
      const [ofA, ofB] = joinedSoftmax(a!.mul(3), b!.mul(3));
      return tf.concat([ofB.mul(2), ofA.mul(5)], 1);
    },
    wrt: [],
  },
  negativeLogLikelihood: {
    inputs: { x: matrix, y: ints([5], 7, 14) },
    run: ({ x, y }) => negativeLogLikelihood(x!, y!),
    wrt: [],
  },
  crossEntropy: {
    inputs: { x: matrix, y: ints([5], 7, 14), w: floats([5], 15) },
    run: ({ x, y, w }) => crossEntropy(x!, y!, w!).reshape([1]),
    wrt: ['x'],
  },
  'crossEntropy with label smoothing': {
    inputs: { x: matrix, y: ints([5], 7, 14), w: floats([5], 15) },
    run: ({ x, y, w }) => crossEntropy(x!, y!, w!, 0.1).reshape([1]),
    wrt: ['x'],
  },
  'binary cross-entropy': {
    inputs: { x: matrix, y: bits, w: floats([5], 15) },
    run: ({ x, y, w }) => binaryCrossEntropy(x!, y!, w!).reshape([1]),
    wrt: ['x'],
  },
  'binary cross-entropy far from zero': {
    inputs: { x: { shape: [5, 7], data: matrix.data.map((x) => 90 * x) }, y: bits, w: floats([5], 15) },
    run: ({ x, y, w }) => binaryCrossEntropy(x!, y!, w!).reshape([1]),
    wrt: ['x'],
  },
  'loss of labels by themselves, smoothed': {
    inputs: { x: matrix, labels: bits, label_weights: floats([5], 15) },
    run: ({ x, ...targets }) =>
      multiLabel(7, 0.1)
        .loss(x as tf.Tensor2D, targets)
        .reshape([1]),
    wrt: ['x'],
  },
  'squared error': {
    inputs: { x: column, labels: floats([5], 21), label_weights: floats([5], 15) },
    run: ({ x, ...targets }) => regression.loss(x as tf.Tensor2D, targets).reshape([1]),
    wrt: ['x'],
  },
  embedding: {
    inputs: { t: floats([6, 8], 16), i: ints([3, 5], 6, 17) },
    run: ({ t, i }) => embedding(t!, i!),
    wrt: ['t'],
  },
  'embedding from a later row on': {
    inputs: { t: floats([6, 8], 16), i: ints([3, 5], 4, 17) },
    run: ({ t, i }) => embedding(t!, i!, 2),
    wrt: ['t'],
  },
  'embedding tied to an output layer': {
    inputs: { t: floats([6, 8], 16), i: ints([9], 6, 17), b: floats([6], 18) },
    run: ({ t, i, b }) => linear(embedding(t!, i!), t!, b!),
    wrt: ['t', 'b'],
  },
  'embedding looked up twice': {
    inputs: { t: floats([6, 8], 16), i: ints([9], 6, 17), j: ints([9], 6, 19) },
    run: ({ t, i, j }) => embedding(t!, i!).mul(embedding(t!, j!)),
    wrt: ['t'],
  },
  lastToken: {
    inputs: {
      x: cube,
      mask: { shape: [3, 4], data: Float32Array.of(1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 1, 0) },
      i: { shape: [4], data: Int32Array.of(0, 1, 2, 3) },
    },
    run: ({ x, mask, i }) => lastToken(x!, mask!, i!),
    wrt: ['x'],
  },
  rmsNorm: { inputs: { x: tall, w: row }, run: ({ x, w }) => rmsNorm(x!, w!, 1e-6), wrt: ['x', 'w'] },
  silu: { inputs: { x: matrix }, run: ({ x }) => silu(x!), wrt: ['x'] },
  'gelu by tanh': { inputs: { x: matrix }, run: ({ x }) => tanhGelu(x!), wrt: ['x'] },
  'linear with weights the other way round': {
    inputs: { x: tall, w: floats([7, 3], 21), b: floats([3], 22) },
    run: ({ x, w, b }) => linear(x!, w!, b!, 'in-out'),
    wrt: ['x', 'w', 'b'],
  },
  'linear with a large weight': {
    inputs: { x: floats([3, 1000], 25), w: floats([500, 1000], 26), b: floats([500], 27) },
    run: ({ x, w, b }) => linear(x!, w!, b!).mean(1),
    wrt: ['x', 'w', 'b'],
  },
  rotate: {
    inputs: { x: floats([2, 3, 4, 6], 23), i: { shape: [4], data: Int32Array.of(0, 1, 2, 3) } },
    run: ({ x, i }) => rotate(x!, rotation(i!, 6, 100)),
    wrt: ['x'],
  },
  'angles of places that differ from row to row': {
    inputs: { i: { shape: [2, 3], data: Int32Array.of(0, 1, 2, 7, 8, 9) } },
    run: ({ i }) => rotation(i!, 6, 100).cosine,
    wrt: [],
  },
  firstToken: { inputs: { x: cube }, run: ({ x }) => firstToken(x!), wrt: ['x'] },
  selectRows: {
    inputs: {
      x: tall,
      p: { shape: [3], data: Int32Array.of(2, 0, 39) },
      inverse: {
        shape: [40],
        data: inverseOf([2, 0, 39], 40),
      },
    },
    run: ({ x, p, inverse }) => selectRows(x!, p!, inverse!),
    wrt: ['x'],
  },
  rearrange: {
    inputs: {
      x: floats([3, 7], 8),
      sources: { shape: [3], data: Int32Array.of(2, 0, 1) },
      back: { shape: [3], data: Int32Array.of(1, 2, 0) },
    },
    run: ({ x, sources, back }) => rearrange(x!, sources!, back!),
    wrt: ['x'],
  },
};

describe.each(Object.entries(CASES))('%s', (_, { inputs, run, wrt }) => {
  it('computes the same eager and compiled', async () => {
    const { eager, compiled } = await bothWays(inputs, run);
    expect(relativeError(compiled, eager)).toBeLessThan(TOLERANCE);
  });

  if (wrt.length) {
    it('has the same gradients eager and compiled', async () => {
      for (const { eager, compiled } of await gradientsBothWays(inputs, wrt, run)) {
        expect(relativeError(compiled, eager)).toBeLessThan(TOLERANCE);
      }
    });
  }
});
