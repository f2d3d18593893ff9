/** Matrix products with a scale, and the affine map of linear layers. */
import * as tf from '@tensorflow/tfjs';
import { int8Product } from '../lowerings/int8.js';
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

/** How a linear layer's weight lies: [out, in] as PyTorch's `Linear` keeps it, or [in, out] as GPT-2 does. */
export type WeightLayout = 'out-in' | 'in-out';

interface Layout extends Record<string, unknown> {
  layout: WeightLayout;
}

const affine = defineOperator<'x' | 'weight' | 'bias', Layout>({
  name: 'Linear',
  define: ({ x, weight, bias }, { layout }) =>
    tf.matMul(x as tf.Tensor2D, weight as tf.Tensor2D, false, layout === 'out-in').add(bias),
  lower: ({ x, weight, bias }, { layout }) => {
    const operands = [nameOf(x), nameOf(weight), nameOf(bias)] as const;
    const shape = [x.shape[0]!, bias.shape[0]!];
    const int8 = activeGraph().int8(operands[1]);
    if (int8) return tensorOf(int8Product(operands[0], int8, operands[2]), shape);
    const name = activeGraph().node('Gemm', [...operands], { transB: Number(layout === 'out-in') });
    return tensorOf(name, shape);
  },
  gradient: {
    inputs: ['x', 'weight'],
    of: (dy, { x, weight }, { layout }) => ({
      x: () => matmul(dy, weight, { transposeB: layout === 'in-out' }),
      weight: () => (layout === 'out-in' ? matmul(dy, x, { transposeA: true }) : matmul(x, dy, { transposeA: true })),
      bias: () => tf.sum(dy, 0),
    }),
  },
});

/** `x · weightᵀ + bias`: x [n, in], weight [out, in], or [in, out] where `layout` says so, bias [out] → [n, out]. */
export const linear = (
  x: tf.Tensor,
  weight: tf.Tensor,
  bias: tf.Tensor,
  layout: WeightLayout = 'out-in',
): tf.Tensor2D => affine({ x, weight, bias }, { layout }) as tf.Tensor2D;
