/** Root-mean-square normalisation over the last axis (Zhang and Sennrich, 2019, arXiv:1910.07467), as one kernel. */
import type * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';
import { matmul } from './products.js';

interface Epsilon extends Record<string, unknown> {
  epsilon: number;
}

/** One over the root of the mean square of each row: [..., 1]. */
const inverseRoot = defineOperator<'x', Epsilon>({
  name: 'InverseRootMeanSquare',
  define: ({ x }, { epsilon }) => x.square().mean(-1, true).add(epsilon).rsqrt(),
  lower: ({ x }, { epsilon }) => {
    const graph = activeGraph();
    const squares = graph.node('Mul', [nameOf(x), nameOf(x)]);
    const mean = graph.node('ReduceMean', [squares, graph.int64([-1])], { keepdims: 1 });
    const root = graph.node('Sqrt', [graph.node('Add', [mean, graph.scalar(epsilon)])]);
    return tensorOf(graph.node('Reciprocal', [root]), [...x.shape.slice(0, -1), 1]);
  },
});

const rmsNormalization = defineOperator<'x' | 'weight', Epsilon>({
  name: 'RmsNorm',
  define: ({ x, weight }, { epsilon }) => x.mul(inverseRoot({ x }, { epsilon })).mul(weight),
  lower: ({ x, weight }, { epsilon }) => {
    const graph = activeGraph();
    const scaled = graph.node('Mul', [nameOf(x), nameOf(inverseRoot({ x: x as tf.Tensor }, { epsilon }))]);
    return tensorOf(graph.node('Mul', [scaled, nameOf(weight)]), x.shape);
  },
  gradient: {
    inputs: ['x', 'weight'],
    of: (dy, { x, weight }, { epsilon }) => {
      const width = x.shape.at(-1)!;
      const rows = dy.shape.slice(0, -1).map((_, axis) => axis);
      const inverse = inverseRoot({ x }, { epsilon });
      const normalized = x.mul(inverse);
      const scaled = dy.mul(normalized);
      return {
        // The mean over the row is a product with weight / width: quicker than a reduction.
        x: () => {
          const projection = normalized.mul(matmul(scaled, weight.mul(1 / width).reshape([width, 1])));
          return dy.mul(weight).sub(projection).mul(inverse);
        },
        weight: () => scaled.sum(rows),
      };
    },
  },
});

/** `x / √(mean(x²) + epsilon) · weight` over the last axis: x [n, width], weight [width]. */
export const rmsNorm = (x: tf.Tensor, weight: tf.Tensor, epsilon: number): tf.Tensor2D =>
  rmsNormalization({ x, weight }, { epsilon }) as tf.Tensor2D;
