/** Lowering of matrix products. */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, lower, nameOf, tensorOf } from '../tracing-backend.js';
import { int8Product } from './int8.js';

export interface Product {
  transposeA?: boolean;
  transposeB?: boolean;
  /** The product is scaled by this. */
  scale?: number;
}

/**
 * From so many numbers of a result on, as the gradients of large weights have, an operand is transposed before the product. ONNX
 * Runtime transposes blocks of it as it multiplies, each as often as the result has blocks of columns; that takes longer than the copy.
 */
const TRANSPOSED_FIRST_FROM = 500_000;

/** `scale · op(a) · op(b)` over the last two axes; leading axes broadcast. */
export function product(a: tf.TensorInfo, b: tf.TensorInfo, options: Product = {}): tf.TensorInfo {
  const { transposeA = false, transposeB = false, scale = 1 } = options;
  const rows = a.shape.at(transposeA ? -1 : -2)!;
  const columns = b.shape.at(transposeB ? -2 : -1)!;
  const batch = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const int8 = scale === 1 && !transposeA ? activeGraph().int8(nameOf(b)) : undefined;
  if (int8 && transposeB === (int8.channels === 'rows'))
    return tensorOf(int8Product(nameOf(a), int8), [...batch, rows, columns]);
  const plain = !transposeA && !transposeB && scale === 1;
  const large = transposeA && a.shape.length === 2 && rows * columns >= TRANSPOSED_FIRST_FROM;
  const name = plain || large || activeGraph().portable ? portableProduct(a, b, options) : fusedProduct(a, b, options);
  return tensorOf(name, [...batch, rows, columns]);
}

function fusedProduct(a: tf.TensorInfo, b: tf.TensorInfo, { transposeA, transposeB, scale = 1 }: Product): string {
  const attributes = { transA: Number(transposeA), transB: Number(transposeB), alpha: { float: scale } };
  return activeGraph().node('FusedMatMul', [nameOf(a), nameOf(b)], attributes, 'com.microsoft');
}

function portableProduct(a: tf.TensorInfo, b: tf.TensorInfo, { transposeA, transposeB, scale = 1 }: Product): string {
  const graph = activeGraph();
  const operand = (tensor: tf.TensorInfo, transposed = false) => {
    if (!transposed) return nameOf(tensor);
    const axes = tensor.shape.map((_, axis) => axis);
    return graph.node('Transpose', [nameOf(tensor)], { perm: [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!] });
  };
  const name = graph.node('MatMul', [operand(a, transposeA), operand(b, transposeB)]);
  return scale === 1 ? name : graph.node('Mul', [name, graph.scalar(scale)]);
}

lower('BatchMatMul', ({ inputs, attrs }) =>
  product(inputs.a!, inputs.b!, {
    transposeA: Boolean(attrs.transposeA),
    transposeB: Boolean(attrs.transposeB),
  }),
);
