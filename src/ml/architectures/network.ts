/** A network's weights during one forward pass, and what its layers do with them. */
import type * as tf from '@tensorflow/tfjs';
import { layerNorm } from '../program/operators/layer-norm.js';
import { linear, matmul, type WeightLayout } from '../program/operators/products.js';
import { rmsNorm } from '../program/operators/rms-norm.js';
import type { Dropout, Tensors } from '../program/trace.js';

/** Low-rank adapters (Hu et al., 2022, arXiv:2106.09685) beside linear layers: which have one is seen from the weights. */
export interface Adapters {
  /** The adapter's output is multiplied by this. */
  scale: number;
  /** Of the adapter's input. */
  dropoutRate: number;
}

/** The two factors of the adapter of layer `name`: [rank, in] and [out, rank]. */
export const adapterNames = (name: string) => ({ a: `${name}.lora_A.weight`, b: `${name}.lora_B.weight` });

export class Network {
  constructor(
    private readonly weights: Tensors,
    readonly dropout: Dropout,
    private readonly adapters?: Adapters,
  ) {}

  weight(name: string): tf.Tensor {
    const weight = this.weights[name];
    if (!weight) throw new Error(`the network has no weight "${name}"`);
    return weight;
  }

  /** The affine map of layer `name`, with a bias where it has one: x [n, in] → [n, out]. */
  linear(name: string, x: tf.Tensor, layout: WeightLayout = 'out-in'): tf.Tensor2D {
    const weight = this.weight(`${name}.weight`);
    const bias = this.weights[`${name}.bias`];
    const y = bias ? linear(x, weight, bias, layout) : matmul(x, weight, { transposeB: layout === 'out-in' });
    return this.adapt(name, x, y) as tf.Tensor2D;
  }

  /** Layer normalisation of each row. */
  norm(name: string, x: tf.Tensor, epsilon: number): tf.Tensor2D {
    return layerNorm(x, this.weight(`${name}.weight`), this.weight(`${name}.bias`), epsilon);
  }

  /** Root-mean-square normalisation of each row. */
  rmsNorm(name: string, x: tf.Tensor, epsilon: number): tf.Tensor2D {
    return rmsNorm(x, this.weight(`${name}.weight`), epsilon);
  }

  private adapt(name: string, x: tf.Tensor, y: tf.Tensor): tf.Tensor {
    const { a, b } = adapterNames(name);
    if (!this.adapters || !this.weights[a]) return y;
    const { scale, dropoutRate } = this.adapters;
    const low = matmul(this.dropout(x, dropoutRate), this.weight(a), { transposeB: true });
    return y.add(matmul(low, this.weight(b), { transposeB: true, scale }));
  }
}
