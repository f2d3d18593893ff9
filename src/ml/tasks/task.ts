/** A network with a head and a loss: what is trained, on which inputs, and how logits come out. */
import type * as tf from '@tensorflow/tfjs';
import type { WeightSpec } from '../architectures/architecture.js';
import type { Dropout, InputSpecs, Tensors } from '../program/trace.js';

interface Inputs {
  dimensions: readonly string[];
  inputs: InputSpecs;
}

export interface Task {
  weights: WeightSpec[];
  training: Inputs & {
    /** Mean loss of a batch, in nats. */
    loss(weights: Tensors, inputs: Tensors, dropout: Dropout): tf.Scalar;
  };
  /** Logits of every text or token. */
  inference: Inputs & { run(weights: Tensors, inputs: Tensors): { logits: tf.Tensor } };
  /** Of language models: the loss at each chosen token, in nats, without the logits, which are as many as there are word pieces. */
  scoring?: Inputs & { run(weights: Tensors, inputs: Tensors): { losses: tf.Tensor } };
  /** Of language models: logits of chosen tokens alone, as of the next one of each text. */
  chosen?: Inputs & { run(weights: Tensors, inputs: Tensors): { logits: tf.Tensor } };
}
