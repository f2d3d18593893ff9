/**
 * An objective says what a network is to learn: with which head, from which targets, at which loss. Put on an architecture it
 * becomes a task, whole or, on states that were computed before, its head alone.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Architecture, HeadName, TokenInputs } from '../architectures/architecture.js';
import { type Adapters, Network } from '../architectures/network.js';
import { selectRows } from '../program/operators/rows.js';
import { negativeLogLikelihood } from '../program/operators/softmax.js';
import { type Dropout, type InputSpecs, noDropout, type Tensors } from '../program/trace.js';
import { continuationOf } from './continuation.js';
import type { Task } from './task.js';
import { PACKED_DIMENSIONS, PACKED_INPUTS, TOKEN_DIMENSIONS, TOKEN_INPUTS } from './token-batch.js';

export interface Objective {
  head: HeadName;
  /** Numbers that the head gives a row; 0 for language models, whose heads give one for each word piece. */
  outputs: number;
  /** Whether the loss looks at a few tokens alone, which the inputs choose: logits are then computed for these. */
  chosenTokens: boolean;
  /** A number for each label and more: what the loss compares logits with. */
  targets: InputSpecs;
  /** Mean loss of a batch in nats, of logits [rows, outputs]: a row a text, a token, or a chosen token. */
  loss(logits: tf.Tensor2D, targets: Tensors): tf.Scalar;
}

/** Which tokens are chosen, as indices into [batch·seq], and the other way round: see `selectRows`. */
const CHOSEN = {
  positions: { shape: ['predictions'], dtype: 'int32' },
  inverse: { shape: ['batch*seq'], dtype: 'int32' },
} as const satisfies InputSpecs;
const CHOSEN_DIMENSIONS = ['predictions'];

/** @param adapters that the weights may hold beside the architecture's own */
export function taskOf(architecture: Architecture, objective: Objective, adapters?: Adapters): Task {
  const head = architecture.head(objective.head);
  const hidden = (network: Network, inputs: Tensors) =>
    architecture.encode(network, inputs as unknown as TokenInputs, head.positions).hidden;
  const logits = (network: Network, inputs: Tensors) => head.logits(network, hidden(network, inputs));
  const chosen = (network: Network, inputs: Tensors) =>
    selectRows(hidden(network, inputs), inputs.positions!, inputs.inverse!);
  const chosenLogits = (network: Network, inputs: Tensors) => head.logits(network, chosen(network, inputs));
  /** [batch·seq, outputs] as [batch, seq, outputs], where the head reads every token. */
  const perToken = (rows: tf.Tensor2D, { input_ids }: Tensors) =>
    head.positions === 'all' ? rows.reshape([...input_ids!.shape, rows.shape[1]]) : rows;
  const { chosenTokens } = objective;
  const learned = chosenTokens ? chosenLogits : logits;
  const chosenDimensions = chosenTokens ? CHOSEN_DIMENSIONS : [];
  const dimensions = [...TOKEN_DIMENSIONS, ...chosenDimensions];
  const inputs = { ...TOKEN_INPUTS, ...(chosenTokens && CHOSEN) };
  const network = (weights: Tensors, dropout: Dropout) => new Network(weights, dropout, adapters);
  return {
    weights: [...architecture.weights, ...head.weights({ labels: objective.outputs })],
    training: {
      dimensions: [...PACKED_DIMENSIONS, ...chosenDimensions],
      inputs: { ...inputs, ...PACKED_INPUTS, ...objective.targets },
      loss: (weights, feeds, dropout) => objective.loss(learned(network(weights, dropout), feeds), feeds),
    },
    inference: {
      dimensions: TOKEN_DIMENSIONS,
      inputs: TOKEN_INPUTS,
      run: (weights, feeds) => ({ logits: perToken(logits(network(weights, noDropout), feeds), feeds) }),
    },
    ...(chosenTokens && {
      scoring: {
        states: {
          dimensions,
          inputs,
          run: (weights: Tensors, feeds: Tensors) => ({ states: chosen(network(weights, noDropout), feeds) }),
        },
        losses: {
          dimensions: ['predictions'],
          inputs: {
            states: { shape: ['predictions', architecture.sizes.width], dtype: 'float32' },
            labels: objective.targets.labels!,
          },
          run: (weights: Tensors, { states, labels }: Tensors) => ({
            losses: negativeLogLikelihood(head.logits(network(weights, noDropout), states as tf.Tensor2D), labels!),
          }),
        },
      },
      continuation: architecture.causal ? continuationOf(architecture, head) : undefined,
    }),
  };
}

/** From token inputs to the states that the head reads, as `logits`: the part of a network that head-only training leaves alone. */
export function featuresOf(architecture: Architecture, { head }: Objective): Pick<Task, 'weights' | 'inference'> {
  const { positions } = architecture.head(head);
  return {
    weights: architecture.weights,
    inference: {
      dimensions: TOKEN_DIMENSIONS,
      inputs: TOKEN_INPUTS,
      run: (weights, inputs) => {
        const network = new Network(weights, noDropout);
        return { logits: architecture.encode(network, inputs as unknown as TokenInputs, positions).hidden };
      },
    },
  };
}

/** The head alone, on the states of texts that were computed before: `features` [batch, width]. */
export function headTaskOf(architecture: Architecture, objective: Objective): Task {
  const head = architecture.head(objective.head);
  const inputs = { features: { shape: ['batch', architecture.sizes.width], dtype: 'float32' } } as const;
  const logits = (weights: Tensors, { features }: Tensors, dropout: Dropout) =>
    head.logits(new Network(weights, dropout), features as tf.Tensor2D);
  return {
    weights: head.weights({ labels: objective.outputs }),
    training: {
      dimensions: ['batch'],
      inputs: { ...inputs, ...objective.targets },
      loss: (weights, feeds, dropout) => objective.loss(logits(weights, feeds, dropout), feeds),
    },
    inference: {
      dimensions: ['batch'],
      inputs,
      run: (weights, feeds) => ({ logits: logits(weights, feeds, noDropout) }),
    },
  };
}
