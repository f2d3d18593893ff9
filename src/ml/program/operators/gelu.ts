/** The exact Gaussian error linear unit, x·Φ(x) (Hendrycks and Gimpel, 2016, arXiv:1606.08415). */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';

const cumulative = (x: tf.Tensor) => x.mul(Math.SQRT1_2).erf().add(1).mul(0.5);

/** `dy · (Φ(x) + x·φ(x))`; as `x / exp(x²/2)` the density underflows to zero instead of making a NaN. */
const geluGradient = defineOperator<'x' | 'dy', Record<string, unknown>>({
  name: 'GeluGradient',
  define: ({ x, dy }) => {
    const density = x
      .square()
      .mul(-0.5)
      .exp()
      .mul(1 / Math.sqrt(2 * Math.PI));
    return cumulative(x).add(x.mul(density)).mul(dy);
  },
  lower: ({ x, dy }) => {
    const graph = activeGraph();
    const scaled = graph.node('Mul', [nameOf(x), graph.scalar(Math.SQRT1_2)]);
    const exponential = graph.node('Exp', [graph.node('Mul', [scaled, scaled])]);
    const ratio = graph.node('Div', [scaled, exponential]);
    const weighted = graph.node('Mul', [ratio, graph.scalar(1 / Math.sqrt(Math.PI))]);
    // 0.5·erf + 0.5 lies between 0 and 1, so HardSigmoid computes it in one pass.
    const half = { alpha: { float: 0.5 }, beta: { float: 0.5 } };
    const phi = graph.node('HardSigmoid', [graph.node('Erf', [scaled])], half);
    return tensorOf(graph.node('Mul', [graph.node('Add', [weighted, phi]), nameOf(dy)]), x.shape);
  },
});

const geluOperator = defineOperator<'x', Record<string, unknown>>({
  name: 'Gelu',
  define: ({ x }) => x.mul(cumulative(x)),
  lower: ({ x }) => tensorOf(activeGraph().node('Gelu', [nameOf(x)]), x.shape),
  gradient: {
    inputs: ['x'],
    of: (dy, { x }) => ({ x: () => geluGradient({ x, dy }, {}) }),
  },
});

export const gelu = <T extends tf.Tensor>(x: T): T => geluOperator({ x }, {}) as T;
