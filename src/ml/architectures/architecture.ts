/**
 * What an architecture is: a configuration, the weights it has, and a forward pass. A folder an architecture; the rest of
 * the product knows it by this interface alone.
 */
import type * as tf from '@tensorflow/tfjs';
import type { z } from 'zod';
import type { Dropout, Tensors } from '../program/trace.js';

/** A weight by its name in Hugging Face's checkpoints, in their layout ([out, in] for linear layers). */
export interface WeightSpec {
  name: string;
  shape: readonly number[];
  /** How it starts when it is not loaded: normal with the config's standard deviation, zeros or ones. */
  start: 'normal' | 'zeros' | 'ones';
  /** Weight decay spares biases and norms. */
  decay: boolean;
  /** Whether its rows stand for labels, so that it is worth nothing under others. */
  perLabel?: boolean;
  /** Layer it belongs to, from the embeddings (0) upwards; heads come last. */
  depth: number;
}

/** Token inputs of a program, by the names that ONNX exports of transformers have. */
export interface TokenInputs {
  /** int32 [batch, seq] */
  input_ids: tf.Tensor;
  /** float32 [batch, seq]: 1 for a token, 0 for padding. */
  attention_mask: tf.Tensor;
  /** int32 [batch, seq] */
  token_type_ids: tf.Tensor;
  /** int32 [seq]: 0, 1, 2, … */
  position_ids: tf.Tensor;
}

export interface ForwardOptions {
  dropout: Dropout;
  /** `first`: only the first position of the last layer is needed, so only that is computed. */
  positions: 'first' | 'all';
}

export interface Encoding {
  /** [batch, width] for `first`, [batch·seq, width] for `all`. */
  hidden: tf.Tensor2D;
  batch: number;
  seq: number;
}

export interface HeadOptions {
  /** Number of classes. */
  labels: number;
}

/** What is put on an encoder to make it solve a task: Hugging Face's `AutoModelFor…`. */
export interface HeadDefinition<C> {
  /** The value of `architectures` in config.json. */
  className: string;
  positions: 'first' | 'all';
  weights(config: C, options: HeadOptions): WeightSpec[];
  logits(config: C, weights: Tensors, encoding: tf.Tensor2D, dropout: Dropout): tf.Tensor2D;
}

export interface ArchitectureDefinition<C> {
  /** `model_type` of config.json. */
  modelType: string;
  config: z.ZodType<C>;
  /** Sequences can be this long, special tokens included. */
  maxLength(config: C): number;
  /** Standard deviation of fresh weights. */
  initializerRange(config: C): number;
  layers(config: C): number;
  /** The configuration with another dropout rate wherever it has one. */
  withDropout(config: C, rate: number): C;
  weights(config: C): WeightSpec[];
  encode(config: C, weights: Tensors, inputs: TokenInputs, options: ForwardOptions): Encoding;
  heads: Record<HeadName, HeadDefinition<C>>;
}

export type HeadName = 'classification' | 'maskedLanguageModel';

/** A head of an architecture with a configuration. */
export interface Head {
  className: string;
  positions: 'first' | 'all';
  weights(options: HeadOptions): WeightSpec[];
  logits(weights: Tensors, encoding: tf.Tensor2D, dropout: Dropout): tf.Tensor2D;
}

/** An architecture with a configuration: a network without values for its weights. */
export interface Architecture {
  modelType: string;
  maxLength: number;
  initializerRange: number;
  layers: number;
  withDropout(rate: number): Architecture;
  weights: WeightSpec[];
  encode(weights: Tensors, inputs: TokenInputs, options: ForwardOptions): Encoding;
  heads: Record<HeadName, Head>;
}

export interface ConfigurableArchitecture {
  modelType: string;
  /** Checks a `config.json`; throws a `ZodError` where it does not describe this architecture. */
  configure(config: unknown): Architecture;
}

/** Hides an architecture's type of configuration, so that the registry can hold many. */
export function defineArchitecture<C>(definition: ArchitectureDefinition<C>): ConfigurableArchitecture {
  const { modelType } = definition;
  return { modelType, configure: (raw) => bind(definition, definition.config.parse(raw)) };
}

function bind<C>(definition: ArchitectureDefinition<C>, config: C): Architecture {
  const bindHead = (head: HeadDefinition<C>): Head => ({
    ...head,
    weights: (options) => head.weights(config, options),
    logits: (weights, encoding, dropout) => head.logits(config, weights, encoding, dropout),
  });
  return {
    modelType: definition.modelType,
    maxLength: definition.maxLength(config),
    initializerRange: definition.initializerRange(config),
    layers: definition.layers(config),
    withDropout: (rate) => bind(definition, definition.withDropout(config, rate)),
    weights: definition.weights(config),
    encode: (weights, inputs, options) => definition.encode(config, weights, inputs, options),
    heads: {
      classification: bindHead(definition.heads.classification),
      maskedLanguageModel: bindHead(definition.heads.maskedLanguageModel),
    },
  };
}
