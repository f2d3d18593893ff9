/** Weighted mean squared distance of rows, as one kernel: TF.js's own gradient of a sum writes ones of the rows' size. */
import type * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';

type Inputs = 'x' | 'target' | 'weights';

const gradientOperator = defineOperator<Inputs, Record<string, unknown>>({
  name: 'SquaredDistanceGradient',
  define: ({ x, target, weights }) =>
    x
      .sub(target)
      .mul(weights.expandDims(1))
      .mul(2 / x.shape[1]!),
  lower: ({ x, target, weights }) => {
    const graph = activeGraph();
    const difference = graph.node('Sub', [nameOf(x), nameOf(target)]);
    const share = graph.node('Mul', [nameOf(weights), graph.scalar(2 / x.shape[1]!)]);
    return tensorOf(graph.node('Mul', [difference, graph.node('Unsqueeze', [share, graph.int64([1])])]), x.shape);
  },
});

const operator = defineOperator<Inputs, Record<string, unknown>>({
  name: 'SquaredDistance',
  define: ({ x, target, weights }) => x.sub(target).square().mean(1).mul(weights).sum(),
  lower: ({ x, target, weights }) => {
    const graph = activeGraph();
    const difference = graph.node('Sub', [nameOf(x), nameOf(target)]);
    const square = graph.node('Mul', [difference, difference]);
    const means = graph.node('ReduceMean', [square, graph.int64([1])], { keepdims: 0 });
    const weighted = graph.node('Mul', [means, nameOf(weights)]);
    return tensorOf(graph.node('ReduceSum', [weighted, graph.int64([0])], { keepdims: 0 }), []);
  },
  gradient: {
    inputs: ['x', 'target', 'weights'],
    of: (dy, inputs) => ({ x: () => gradientOperator(inputs, {}).mul(dy) }),
  },
});

/** `Σᵢ weightᵢ · mean((xᵢ − targetᵢ)²)`: x and target [n, width], weights [n] → scalar. The target is taken as given. */
export const squaredDistance = (x: tf.Tensor, target: tf.Tensor, weights: tf.Tensor): tf.Scalar =>
  operator({ x, target, weights }, {}) as tf.Scalar;
