/** Matrix products with a scale, and the affine map of linear layers. */
import * as tf from '@tensorflow/tfjs';
import { type Product, product } from '../lowerings/matmul.js';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';

const scaledProduct = defineOperator<'a' | 'b', Required<Product> & Record<string, unknown>>({
  name: 'ScaledProduct',
  define: ({ a, b }, { transposeA, transposeB, scale }) => tf.matMul(a, b, transposeA, transposeB).mul(scale),
  lower: ({ a, b }, options) => product(a, b, options),
  gradient: {
    inputs: ['a', 'b'],
    of: (dy, { a, b }, { transposeA, transposeB, scale }) => ({
      a: () =>
        transposeA
          ? matmul(b, dy, { transposeA: transposeB, transposeB: true, scale })
          : matmul(dy, b, { transposeB: !transposeB, scale }),
      b: () =>
        transposeB
          ? matmul(dy, a, { transposeA: true, transposeB: transposeA, scale })
          : matmul(a, dy, { transposeA: !transposeA, scale }),
    }),
  },
});

/** `scale · op(a) · op(b)`: [..., m, k] × [..., k, n] → [..., m, n]. Leading axes must be equal. */
export function matmul(a: tf.Tensor, b: tf.Tensor, options: Product = {}): tf.Tensor {
  const { transposeA = false, transposeB = false, scale = 1 } = options;
  return scaledProduct({ a, b }, { transposeA, transposeB, scale });
}

const affine = defineOperator<'x' | 'weight' | 'bias', Record<string, unknown>>({
  name: 'Linear',
  define: ({ x, weight, bias }) => tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D, false, true).add(bias),
  lower: ({ x, weight, bias }) =>
    tensorOf(activeGraph().node('Gemm', [nameOf(x), nameOf(weight), nameOf(bias)], { transB: 1 }), [
      x.shape[0]!,
      weight.shape[0]!,
    ]),
  gradient: {
    inputs: ['x', 'weight'],
    of: (dy, { x, weight }) => ({
      x: () => matmul(dy, weight),
      weight: () => matmul(dy, x, { transposeA: true }),
      bias: () => tf.sum(dy, 0),
    }),
  },
});

/** `x · weightᵀ + bias`: x [n, in], weight [out, in] as PyTorch's `Linear` keeps it, bias [out] → [n, out]. */
export const linear = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor2D =>
  affine({ x, weight, bias }, {}) as tf.Tensor2D;
