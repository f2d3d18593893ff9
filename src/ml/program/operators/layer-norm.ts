/** Layer normalisation over the last axis (Ba, Kiros and Hinton, 2016, arXiv:1607.06450), as one kernel. */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';
import { matmul } from './products.js';

interface Epsilon extends Record<string, unknown> {
  epsilon: number;
}

function standardize(x: tf.Tensor, epsilon: number): { normalized: tf.Tensor; inverseDeviation: tf.Tensor } {
  const centred = x.sub(x.mean(-1, true));
  const inverseDeviation = centred.square().mean(-1, true).add(epsilon).rsqrt();
  return { normalized: centred.mul(inverseDeviation), inverseDeviation };
}

/** The normalised input and one over its standard deviation: what the gradient needs, computed again rather than kept. */
const normalization = defineOperator<'x', Epsilon, tf.Tensor[]>({
  name: 'Normalization',
  define: ({ x }, { epsilon }) => {
    const { normalized, inverseDeviation } = standardize(x, epsilon);
    return [normalized, inverseDeviation];
  },
  lower: ({ x }, { epsilon }) => {
    const graph = activeGraph();
    const operands = [nameOf(x), graph.ones(x.shape.at(-1)!)];
    const attributes = { axis: -1, epsilon: { float: epsilon } };
    const [normalized, , inverse] = graph.nodes('LayerNormalization', operands, attributes, { outputs: 3 });
    return [tensorOf(normalized!, x.shape), tensorOf(inverse!, [...x.shape.slice(0, -1), 1])];
  },
});

const layerNormalization = defineOperator<'x' | 'weight' | 'bias', Epsilon>({
  name: 'LayerNorm',
  define: ({ x, weight, bias }, { epsilon }) => standardize(x, epsilon).normalized.mul(weight).add(bias),
  lower: ({ x, weight, bias }, { epsilon }) =>
    tensorOf(
      activeGraph().node('LayerNormalization', [nameOf(x), nameOf(weight), nameOf(bias)], {
        axis: -1,
        epsilon: { float: epsilon },
      }),
      x.shape,
    ),
  gradient: {
    inputs: ['x', 'weight'],
    of: (dy, { x, weight }, { epsilon }) => {
      const width = x.shape.at(-1)!;
      const rows = dy.shape.slice(0, -1).map((_, axis) => axis);
      const [normalized, inverseDeviation] = normalization({ x }, { epsilon }) as [tf.Tensor, tf.Tensor];
      const scaled = dy.mul(normalized);
      return {
        // Means over the row are products with weight / width: quicker than reductions.
        x: () => {
          const column = weight.mul(1 / width).reshape([width, 1]);
          const projection = normalized.mul(matmul(scaled, column));
          return dy.mul(weight).sub(projection).sub(matmul(dy, column)).mul(inverseDeviation);
        },
        weight: () => scaled.sum(rows),
        bias: () => dy.sum(rows),
      };
    },
  },
});

/** `(x − mean) / √(variance + epsilon) · weight + bias` over the last axis: x [n, width], weight and bias [width]. */
export const layerNorm = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor, epsilon: number): tf.Tensor2D =>
  layerNormalization({ x, weight, bias }, { epsilon }) as tf.Tensor2D;
