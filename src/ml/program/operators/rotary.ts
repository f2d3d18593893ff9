/** Rotary position embeddings (Su et al., 2021, arXiv:2104.09864), halves rotated against each other as Llama does. */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';

/** `(a, b)` → `(−b, a)` for the halves of the last axis. */
const rotateHalf: (inputs: { x: tf.Tensor }, attributes: Record<string, unknown>) => tf.Tensor = defineOperator<
  'x',
  Record<string, unknown>
>({
  name: 'RotateHalf',
  define: ({ x }) => {
    const [a, b] = tf.split(x, 2, -1) as [tf.Tensor, tf.Tensor];
    return tf.concat([b.neg(), a], -1);
  },
  lower: ({ x }) => {
    const graph = activeGraph();
    const [a, b] = graph.nodes('Split', [nameOf(x)], { axis: -1, num_outputs: 2 }, { outputs: 2 });
    return tensorOf(graph.node('Concat', [graph.node('Neg', [b!]), a!], { axis: -1 }), x.shape);
  },
  // A rotation by a quarter: its transpose turns back.
  gradient: { inputs: [], of: (dy) => ({ x: () => rotateHalf({ x: dy }, {}).neg() }) },
});

export interface Rotation {
  /** [..., seq, headWidth] */
  cosine: tf.Tensor;
  sine: tf.Tensor;
}

/** Angles of positions int32 [..., seq]: frequency `i` of a head is `theta^(−2i / headWidth)`. */
export function rotation(positions: tf.Tensor, headWidth: number, theta: number): Rotation {
  const frequencies = Float32Array.from(
    { length: headWidth },
    (_, i) => theta ** (-(2 * (i % (headWidth / 2))) / headWidth),
  );
  const angles = positions
    .toFloat()
    .expandDims(-1)
    .mul(tf.tensor2d(frequencies, [1, headWidth]));
  return { cosine: angles.cos(), sine: angles.sin() };
}

/** Turns each pair of features by its position's angle: x [batch, heads, seq, headWidth]. */
export const rotate = (x: tf.Tensor, { cosine, sine }: Rotation): tf.Tensor =>
  x.mul(cosine).add(rotateHalf({ x }, {}).mul(sine));
