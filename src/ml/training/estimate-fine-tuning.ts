/** What fine-tuning will take, from its sizes alone: nothing is loaded or run. */
import type { ModelSizes } from '../architectures/model-sizes.js';
import type { FineTuneMethod } from './fine-tune-method.js';
import type { Hyperparameters } from './hyperparameters.js';
import { paddedLength } from './padded-length.js';

export interface FineTuningFacts {
  sizes: ModelSizes;
  /** Parameters of the model. */
  parameters: number;
  method: FineTuneMethod;
  /** Share of the tokens for which a language model predicts a word piece; 0 for tasks with labels. */
  predictedShare: number;
  trainExamples: number;
  validationExamples: number;
  /** Tokens of some training texts, special ones included, before anything is cut. */
  lengths: readonly number[];
}

export interface FineTuningEstimate {
  /** Memory of the training process at its peak. */
  memoryBytes: number;
  /** Optimizer steps, unless early stopping ends it sooner. */
  steps: number;
  /** Share of the texts that are longer than `maxLength`, 0 to 1. */
  truncatedShare: number;
  /** Tokens that training steps process, without padding: what a speed in tokens a second counts. */
  trainTokens: number;
  /** Of all training steps and evaluations. */
  floatingPointOperations: number;
}

/** A weight; and for one that is trained its gradient and AdamW's two moments. */
const WEIGHT_BYTES = 4;
const TRAINING_BYTES = 12;
/** A logit, its probability and its gradient. */
const LOGIT_BYTES = 12;
/** Node, ONNX Runtime and the data: what the smallest model takes. */
const RUNTIME_BYTES = 250e6;

export function estimateFineTuning(facts: FineTuningFacts, chosen: Hyperparameters): FineTuningEstimate {
  const { sizes, parameters, lengths } = facts;
  const { batchSize, gradientAccumulation, maxLength } = chosen;
  const stepsAnEpoch = Math.ceil(facts.trainExamples / batchSize);
  const steps = Math.min(Math.ceil(stepsAnEpoch * chosen.epochs), chosen.maxSteps ?? Number.POSITIVE_INFINITY);
  const used = lengths.map((length) => Math.min(length, maxLength));
  const padded = used.map((length) => Math.min(paddedLength(length), maxLength));
  const longest = Math.max(...padded);

  const trainRows = steps * Math.min(batchSize, facts.trainExamples);
  const evaluatedRows = Math.ceil(steps / chosen.evalSteps) * facts.validationExamples;
  const forwardRows =
    facts.method.type === 'head'
      ? facts.trainExamples + facts.validationExamples
      : PASSES[facts.method.type] * trainRows + evaluatedRows;
  const forwardPlaces = forwardRows * mean(padded);
  const placesAtOnce = Math.ceil(batchSize / gradientAccumulation) * longest;
  const weights = WEIGHT_BYTES * parameters + TRAINING_BYTES * trainedParameters(facts);
  // What the layers don't hold is the table of word pieces, nearly.
  const vocabulary = Math.max(0, (parameters - sizes.layers * sizes.layerParameters) / sizes.width);
  // Where only the head is trained, no layer keeps anything for a backward pass.
  const keptLayers = facts.method.type === 'head' ? 1 : sizes.layers;
  return {
    memoryBytes:
      RUNTIME_BYTES +
      weights +
      placesAtOnce * (keptLayers * activationBytes(sizes, longest) + facts.predictedShare * vocabulary * LOGIT_BYTES),
    steps,
    truncatedShare: lengths.filter((length) => length > maxLength).length / lengths.length,
    trainTokens: trainRows * mean(used),
    floatingPointOperations:
      forwardPlaces * (forwardOperations(sizes, mean(padded)) + facts.predictedShare * 2 * vocabulary * sizes.width),
  };
}

/** What measuring a model twice will take: as it is, and rounded. */
export function estimateMeasuring(facts: Pick<FineTuningFacts, 'sizes' | 'parameters' | 'lengths'> & { rows: number }) {
  const { sizes, parameters, lengths, rows } = facts;
  const padded = lengths.map((length) => Math.min(paddedLength(length), sizes.maxLength));
  return {
    // Read, rounded, and twice in the graph that is written.
    memoryBytes: RUNTIME_BYTES + 4 * WEIGHT_BYTES * parameters,
    floatingPointOperations: 2 * rows * mean(padded) * forwardOperations(sizes, mean(padded)),
    truncatedShare: lengths.filter((length) => length > sizes.maxLength).length / lengths.length,
  };
}

/** Products of a step, in those of its forward pass: the backward pass takes as many for what is put in and for the weights. */
const PASSES = { full: 3, gradual: 3, lora: 2 } as const;

/** The head's few are left out, save where it is all there is. */
function trainedParameters({ method, parameters, sizes }: FineTuningFacts): number {
  const { width, layers } = sizes;
  if (method.type === 'full' || method.type === 'gradual') return parameters;
  if (method.type === 'head') return width ** 2;
  // Two square layers have an adapter each, where the targets are not named.
  return (method.targets?.length ?? 2) * layers * method.rank * 2 * width;
}

/**
 * What the backward pass needs of a token and layer: Korthikanti et al., "Reducing Activation Recomputation in
 * Large Transformer Models" (2022), section 4.1, with 4 bytes for what they keep in 2.
 */
function activationBytes({ width, inner, heads }: ModelSizes, length: number): number {
  const values = 4 * (8 * width + 2 * inner);
  const dropoutMasks = 2 * width;
  const attention = 9 * heads * length;
  return values + dropoutMasks + attention;
}

/** Multiplications and additions that a token takes on its way through the layers. */
function forwardOperations({ layers, width, layerParameters }: ModelSizes, length: number): number {
  const attention = 2 * length * width;
  return layers * 2 * (layerParameters + attention);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
