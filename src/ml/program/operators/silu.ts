/** The sigmoid linear unit, x·σ(x) (Elfwing et al., 2018, arXiv:1702.03118). */
import type * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';

const siluGradient = defineOperator<'x' | 'dy', Record<string, unknown>>({
  name: 'SiluGradient',
  define: ({ x, dy }) => {
    const sigmoid = x.sigmoid();
    const output = x.mul(sigmoid);
    return output.add(sigmoid.sub(output.mul(sigmoid))).mul(dy);
  },
  lower: ({ x, dy }) => {
    const graph = activeGraph();
    const sigmoid = graph.node('Sigmoid', [nameOf(x)]);
    const output = graph.node('Mul', [nameOf(x), sigmoid]);
    // σ + y·(1 − σ) with y = x·σ
    const slope = graph.node('Sub', [sigmoid, graph.node('Mul', [output, sigmoid])]);
    return tensorOf(graph.node('Mul', [graph.node('Add', [output, slope]), nameOf(dy)]), x.shape);
  },
});

const siluOperator = defineOperator<'x', Record<string, unknown>>({
  name: 'Silu',
  define: ({ x }) => x.mul(x.sigmoid()),
  lower: ({ x }) => {
    const graph = activeGraph();
    return tensorOf(graph.node('Mul', [nameOf(x), graph.node('Sigmoid', [nameOf(x)])]), x.shape);
  },
  gradient: {
    inputs: ['x'],
    of: (dy, { x }) => ({ x: () => siluGradient({ x, dy }, {}) }),
  },
});

export const silu = <T extends tf.Tensor>(x: T): T => siluOperator({ x }, {}) as T;
