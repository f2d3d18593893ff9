/** A network with a head and a loss: what is trained, on which inputs, and how logits come out. */
import type * as tf from '@tensorflow/tfjs';
import type { WeightSpec } from '../architectures/architecture.js';
import type { Dropout, InputSpecs, Tensors } from '../program/trace.js';

interface Inputs {
  dimensions: readonly string[];
  inputs: InputSpecs;
}

/** A function of a task's weights, or of some of them. */
export interface TaskFunction extends Inputs {
  run(weights: Tensors, inputs: Tensors): Tensors;
}

/** Losses of chosen tokens, in two parts: `scoringRunner` runs them as one. */
export interface Scoring {
  /** `states` [predictions, width] of the chosen tokens, as the head reads them. */
  states: TaskFunction;
  /** `losses` [predictions] of states and labels, in nats. */
  losses: TaskFunction;
}

export interface Task {
  weights: WeightSpec[];
  training: Inputs & {
    /** Mean loss of a batch, in nats. */
    loss(weights: Tensors, inputs: Tensors, dropout: Dropout): tf.Scalar;
  };
  /** Logits of every text or token. */
  inference: Inputs & { run(weights: Tensors, inputs: Tensors): { logits: tf.Tensor } };
  /** Of language models: the loss at each chosen token. */
  scoring?: Scoring;
  /** Of causal language models: see `continuationOf`. */
  continuation?: TaskFunction | undefined;
}
