/** Single-label text classification. */
import type * as tf from '@tensorflow/tfjs';
import type { Architecture, TokenInputs } from '../architectures/architecture.js';
import { type Adapters, Network } from '../architectures/network.js';
import type { Feeds } from '../engine/engine.js';
import { crossEntropy } from '../program/operators/softmax.js';
import { type Dropout, type InputSpecs, noDropout, type Tensors } from '../program/trace.js';
import type { Task } from './task.js';
import { TOKEN_DIMENSIONS, TOKEN_INPUTS } from './token-batch.js';

export interface ClassificationOptions {
  /** Number of classes. */
  labels: number;
  /** Share of the target spread over all classes. */
  labelSmoothing?: number;
  /** Adapters that the weights may hold beside the architecture's own. */
  adapters?: Adapters | undefined;
}

const TARGETS = {
  labels: { shape: ['batch'], dtype: 'int32' },
  label_weights: { shape: ['batch'], dtype: 'float32' },
} as const satisfies InputSpecs;

export function classificationTask(architecture: Architecture, options: ClassificationOptions): Task {
  const { labels, labelSmoothing = 0, adapters } = options;
  const head = architecture.head('classification');
  const logits = (weights: Tensors, inputs: Tensors, dropout: Dropout) => {
    const network = new Network(weights, dropout, adapters);
    const { hidden } = architecture.encode(network, inputs as unknown as TokenInputs, head.positions);
    return head.logits(network, hidden);
  };
  return {
    weights: [...architecture.weights, ...head.weights({ labels })],
    training: {
      dimensions: TOKEN_DIMENSIONS,
      inputs: { ...TOKEN_INPUTS, ...TARGETS },
      loss: (weights, inputs, dropout) =>
        crossEntropy(logits(weights, inputs, dropout), inputs.labels!, inputs.label_weights!, labelSmoothing),
    },
    inference: {
      dimensions: TOKEN_DIMENSIONS,
      inputs: TOKEN_INPUTS,
      run: (weights, inputs) => ({ logits: logits(weights, inputs, noDropout) }),
    },
  };
}

/** What a classifier's head is given: the states that it reads, [batch, width]. */
const FEATURES = (width: number) => ({ features: { shape: ['batch', width], dtype: 'float32' } }) as const;

/** From token inputs to the states that the head reads, as `logits`: the part of a classifier that head-only training leaves alone. */
export function classificationFeatures(architecture: Architecture): Pick<Task, 'weights' | 'inference'> {
  const { positions } = architecture.head('classification');
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

/** A classifier's head alone, on states that were computed before. */
export function classificationHeadTask(architecture: Architecture, options: ClassificationOptions): Task {
  const { labels, labelSmoothing = 0 } = options;
  const head = architecture.head('classification');
  const inputs = FEATURES(architecture.sizes.width);
  const logits = (weights: Tensors, { features }: Tensors, dropout: Dropout) =>
    head.logits(new Network(weights, dropout), features as tf.Tensor2D);
  return {
    weights: head.weights({ labels }),
    training: {
      dimensions: ['batch'],
      inputs: { ...inputs, ...TARGETS },
      loss: (weights, feeds, dropout) =>
        crossEntropy(logits(weights, feeds, dropout), feeds.labels!, feeds.label_weights!, labelSmoothing),
    },
    inference: {
      dimensions: ['batch'],
      inputs,
      run: (weights, feeds) => ({ logits: logits(weights, feeds, noDropout) }),
    },
  };
}

/** Targets of a batch: class indices, and each row's share of the loss; by default all have the same. */
export function classificationTargets(labels: readonly number[], shares?: readonly number[]): Feeds {
  const shape = [labels.length];
  return {
    labels: { data: Int32Array.from(labels), shape },
    label_weights: { data: Float32Array.from(shares ?? labels.map(() => 1 / labels.length)), shape },
  };
}
