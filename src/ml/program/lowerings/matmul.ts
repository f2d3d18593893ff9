/** Lowering of matrix products. */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, lower, nameOf, tensorOf } from '../tracing-backend.js';

export interface Product {
  transposeA?: boolean;
  transposeB?: boolean;
  /** The product is scaled by this. */
  scale?: number;
}

/** `scale · op(a) · op(b)` over the last two axes; leading axes broadcast. */
export function product(a: tf.TensorInfo, b: tf.TensorInfo, options: Product = {}): tf.TensorInfo {
  const { transposeA = false, transposeB = false, scale = 1 } = options;
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const batch = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const operands = [nameOf(a), nameOf(b)];
  const plain = !transposeA && !transposeB && scale === 1;
  const attributes = { transA: Number(transposeA), transB: Number(transposeB), alpha: { float: scale } };
  const name = plain
    ? activeGraph().node('MatMul', operands)
    : activeGraph().node('FusedMatMul', operands, attributes, 'com.microsoft');
  return tensorOf(name, [...batch, rows, columns]);
}

lower('BatchMatMul', ({ inputs, attrs }) =>
  product(inputs.a!, inputs.b!, {
    transposeA: Boolean(attrs.transposeA),
    transposeB: Boolean(attrs.transposeB),
  }),
);
