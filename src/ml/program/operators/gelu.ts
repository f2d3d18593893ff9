/** The Gaussian error linear unit, x·Φ(x) (Hendrycks and Gimpel, 2016, arXiv:1606.08415), exact and approximated. */
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

/** `x·Φ(x)`, exact. */
export const gelu = <T extends tf.Tensor>(x: T): T => geluOperator({ x }, {}) as T;

const CUBIC = 0.044715;
const ROOT = Math.sqrt(2 / Math.PI);

/** Adds the nodes of `tanh(√(2/π)·(x + 0.044715·x³))`, and returns it with x². */
function tanhOfCubic(x: string): { tanh: string; square: string } {
  const graph = activeGraph();
  const square = graph.node('Mul', [x, x]);
  const factor = graph.node('Add', [graph.node('Mul', [square, graph.scalar(CUBIC * ROOT)]), graph.scalar(ROOT)]);
  return { tanh: graph.node('Tanh', [graph.node('Mul', [x, factor])]), square };
}

/** With t the tanh and u its argument: `½·(1 + t) + ½·x·(1 − t²)·u′`. */
const tanhGeluGradient = defineOperator<'x' | 'dy', Record<string, unknown>>({
  name: 'TanhGeluGradient',
  define: ({ x, dy }) => {
    const square = x.square();
    const t = x.mul(square.mul(CUBIC).add(1)).mul(ROOT).tanh();
    const slope = square
      .mul(3 * CUBIC)
      .add(1)
      .mul(ROOT);
    const inner = x.mul(t.square().neg().add(1)).mul(slope);
    return t.add(1).add(inner).mul(0.5).mul(dy);
  },
  lower: ({ x, dy }) => {
    const graph = activeGraph();
    const { tanh, square } = tanhOfCubic(nameOf(x));
    const halved = (scale: number) => graph.scalar(scale / 2);
    const slope = graph.node('Add', [graph.node('Mul', [square, halved(3 * CUBIC * ROOT)]), halved(ROOT)]);
    const rest = graph.node('Sub', [graph.scalar(1), graph.node('Mul', [tanh, tanh])]);
    const inner = graph.node('Mul', [graph.node('Mul', [nameOf(x), slope]), rest]);
    const half = graph.node('Add', [graph.node('Mul', [tanh, halved(1)]), halved(1)]);
    return tensorOf(graph.node('Mul', [graph.node('Add', [inner, half]), nameOf(dy)]), x.shape);
  },
});

const tanhGeluOperator = defineOperator<'x', Record<string, unknown>>({
  name: 'TanhGelu',
  define: ({ x }) => x.mul(x.square().mul(CUBIC).add(1)).mul(ROOT).tanh().add(1).mul(x).mul(0.5),
  lower: ({ x }) => {
    const graph = activeGraph();
    const half = graph.node('Mul', [nameOf(x), graph.scalar(0.5)]);
    const factor = graph.node('Add', [tanhOfCubic(nameOf(x)).tanh, graph.scalar(1)]);
    return tensorOf(graph.node('Mul', [half, factor]), x.shape);
  },
  gradient: {
    inputs: ['x'],
    of: (dy, { x }) => ({ x: () => tanhGeluGradient({ x, dy }, {}) }),
  },
});

/** The approximation that GPT-2 was trained with: `½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))`. */
export const tanhGelu = <T extends tf.Tensor>(x: T): T => tanhGeluOperator({ x }, {}) as T;
