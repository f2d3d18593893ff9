/** Masked language modelling (Devlin et al., 2019): predict the tokens that were hidden. */
import type { Architecture, TokenInputs } from '../architectures/architecture.js';
import { Network } from '../architectures/network.js';
import type { Feeds } from '../engine/engine.js';
import { selectRows } from '../program/operators/rows.js';
import { crossEntropy } from '../program/operators/softmax.js';
import { type Dropout, type InputSpecs, noDropout, type Tensors } from '../program/trace.js';
import type { Random } from '../random.js';
import type { Task } from './task.js';
import { TOKEN_INPUTS } from './token-batch.js';

const DIMENSIONS = ['batch', 'seq', 'predictions'] as const;

/** The positions to predict, as indices into [batch·seq]. Logits are computed for them alone. */
const POSITIONS = {
  positions: { shape: ['predictions'], dtype: 'int32' },
  inverse: { shape: ['batch*seq'], dtype: 'int32' },
} as const satisfies InputSpecs;

const TARGETS = {
  labels: { shape: ['predictions'], dtype: 'int32' },
  label_weights: { shape: ['predictions'], dtype: 'float32' },
} as const satisfies InputSpecs;

export function maskedLanguageModelTask(architecture: Architecture): Task {
  const head = architecture.head('maskedLanguageModel');
  const logits = (weights: Tensors, inputs: Tensors, dropout: Dropout) => {
    const network = new Network(weights, dropout);
    const { hidden } = architecture.encode(network, inputs as unknown as TokenInputs, head.positions);
    return head.logits(network, selectRows(hidden, inputs.positions!, inputs.inverse!));
  };
  return {
    weights: [...architecture.weights, ...head.weights({ labels: 0 })],
    training: {
      dimensions: DIMENSIONS,
      inputs: { ...TOKEN_INPUTS, ...POSITIONS, ...TARGETS },
      loss: (weights, inputs, dropout) =>
        crossEntropy(logits(weights, inputs, dropout), inputs.labels!, inputs.label_weights!),
    },
    inference: {
      dimensions: DIMENSIONS,
      inputs: { ...TOKEN_INPUTS, ...POSITIONS },
      run: (weights, inputs) => ({ logits: logits(weights, inputs, noDropout) }),
    },
  };
}

export interface MaskingOptions {
  maskId: number;
  vocabSize: number;
  /** Ids that are never hidden. */
  specialIds: ReadonlySet<number>;
  /** Share of tokens to predict; of these 80 % become the mask, 10 % a random token, 10 % stay. */
  share: number;
}

/** Hides tokens of `sequences` (each of `length` ids) in place; returns the positions and targets. */
export function maskTokens(
  sequences: readonly Int32Array[],
  length: number,
  options: MaskingOptions,
  random: Random,
): Feeds {
  const candidates: number[] = [];
  sequences.forEach((ids, row) => {
    ids.forEach((id, column) => {
      if (!options.specialIds.has(id)) candidates.push(row * length + column);
    });
  });
  const count = Math.max(1, Math.round(candidates.length * options.share));
  const positions = Int32Array.from(random.shuffle(candidates).slice(0, count)).sort();
  const labels = positions.map((position) => {
    const ids = sequences[Math.floor(position / length)]!;
    const column = position % length;
    const label = ids[column]!;
    const draw = random.below(10);
    if (draw < 8) ids[column] = options.maskId;
    else if (draw === 8) ids[column] = random.below(options.vocabSize);
    return label;
  });
  const inverse = new Int32Array(sequences.length * length).fill(count);
  positions.forEach((position, i) => {
    inverse[position] = i;
  });
  const shape = [count];
  return {
    positions: { data: positions, shape },
    inverse: { data: inverse, shape: [inverse.length] },
    labels: { data: labels, shape },
    label_weights: { data: new Float32Array(count).fill(1 / count), shape },
  };
}
