/** A task puts a head and a loss on an architecture: what is trained, on which inputs, and how logits come out. */
import type * as tf from '@tensorflow/tfjs';
import type { WeightSpec } from '../architectures/architecture.js';
import type { Dropout, InputSpecs, Tensors } from '../program/trace.js';

export interface Task {
  weights: WeightSpec[];
  training: {
    dimensions: readonly string[];
    inputs: InputSpecs;
    /** Mean loss of a batch, in nats. */
    loss(weights: Tensors, inputs: Tensors, dropout: Dropout): tf.Scalar;
  };
  inference: {
    dimensions: readonly string[];
    inputs: InputSpecs;
    run(weights: Tensors, inputs: Tensors): { logits: tf.Tensor };
  };
}
