/** Layers as functions of named weights: `name` is what stands before `.weight` and `.bias`. */
import type * as tf from '@tensorflow/tfjs';
import { layerNorm } from '../../program/operators/layer-norm.js';
import { linear } from '../../program/operators/products.js';
import type { Tensors } from '../../program/trace.js';

/** An affine map: x [n, in] → [n, out]. */
export const dense = (weights: Tensors, name: string, x: tf.Tensor): tf.Tensor2D =>
  linear(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!);

/** Layer normalisation of each row. */
export const normalize = (weights: Tensors, name: string, x: tf.Tensor, epsilon: number): tf.Tensor2D =>
  layerNorm(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!, epsilon);
