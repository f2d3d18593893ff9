/** Causal language modelling: predict each token from those before it. */
import type { Architecture, TokenInputs } from '../architectures/architecture.js';
import { Network } from '../architectures/network.js';
import type { Feeds } from '../engine/engine.js';
import { crossEntropy } from '../program/operators/softmax.js';
import { type Dropout, type InputSpecs, noDropout, type Tensors } from '../program/trace.js';
import type { Task } from './task.js';
import { TOKEN_DIMENSIONS, TOKEN_INPUTS } from './token-batch.js';

/** Of every place: the token that follows it, and that prediction's share of the loss; 0 where it does not count. */
const TARGETS = {
  labels: { shape: ['batch*seq'], dtype: 'int32' },
  label_weights: { shape: ['batch*seq'], dtype: 'float32' },
} as const satisfies InputSpecs;

export function causalLanguageModelTask(architecture: Architecture): Task {
  const head = architecture.head('causalLanguageModel');
  const logits = (weights: Tensors, inputs: Tensors, dropout: Dropout) => {
    const network = new Network(weights, dropout);
    const { hidden } = architecture.encode(network, inputs as unknown as TokenInputs, head.positions);
    return head.logits(network, hidden);
  };
  return {
    weights: [...architecture.weights, ...head.weights({ labels: 0 })],
    training: {
      dimensions: TOKEN_DIMENSIONS,
      inputs: { ...TOKEN_INPUTS, ...TARGETS },
      loss: (weights, inputs, dropout) =>
        crossEntropy(logits(weights, inputs, dropout), inputs.labels!, inputs.label_weights!),
    },
    inference: {
      dimensions: TOKEN_DIMENSIONS,
      inputs: TOKEN_INPUTS,
      run: (weights, inputs) => ({ logits: logits(weights, inputs, noDropout) }),
    },
  };
}

export interface CausalSequence {
  inputIds: ArrayLike<number>;
  /** Of each token: whether the model is to learn to write it; all where it is left out. */
  learned?: ArrayLike<boolean | number>;
}

/** Targets of sequences that are padded on the right to `length`: each token is predicted from the one before it. */
export function causalTargets(sequences: readonly CausalSequence[], length: number): Feeds {
  const places = sequences.length * length;
  const labels = new Int32Array(places);
  const counted = new Float32Array(places);
  let count = 0;
  sequences.forEach(({ inputIds, learned }, row) => {
    for (let i = 1; i < inputIds.length; i++) {
      if (learned && !learned[i]) continue;
      labels[row * length + i - 1] = inputIds[i]!;
      counted[row * length + i - 1] = 1;
      count += 1;
    }
  });
  const shares = counted.map((one) => one / Math.max(1, count));
  return { labels: { data: labels, shape: [places] }, label_weights: { data: shares, shape: [places] } };
}
