/**
 * What an architecture is: a configuration, the weights it has, and a forward pass. A folder an architecture; the rest of
 * the product knows it by this interface alone.
 */
import type * as tf from '@tensorflow/tfjs';
import type { z } from 'zod';
import { InputError } from '../input-error.js';
import type { WeightLayout } from '../program/operators/products.js';
import type { KeyValueSizes, KeyValues, Past } from './key-values.js';
import type { ModelSizes } from './model-sizes.js';
import type { Network } from './network.js';

/** A weight by its name in Hugging Face's checkpoints, in their layout ([out, in] for linear layers). */
export interface WeightSpec {
  name: string;
  shape: readonly number[];
  /**
   * How it starts when it is not loaded: `normal` with the config's standard deviation, `uniform` up to one over the root of
   * its columns (PyTorch's default for linear layers), zeros or ones.
   */
  start: 'normal' | 'uniform' | 'zeros' | 'ones';
  /** Of a linear layer's matrix that is not kept as [out, in]. */
  layout?: WeightLayout;
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
  /** int32 [tokens]: which places of [batch·seq] are computed; all, where it is left out. */
  token_places?: tf.Tensor;
  /** int32 [batch·seq]: the row of each place among those, or for padding that of some padding. */
  place_tokens?: tf.Tensor;
}

/** Of which tokens the last layer's states are needed: with `first` and `last` only those are computed. */
export type Positions = 'first' | 'last' | 'all';

export interface Encoding {
  /** [batch, width] for `first` and `last`, [batch·seq, width] for `all`. */
  hidden: tf.Tensor2D;
  batch: number;
  seq: number;
  /** Of causal networks: what each layer made of the tokens of this pass. */
  keyValues?: readonly KeyValues[];
  /**
   * Of encoders: the embeddings' output and each layer's, [batch·seq, width]; the last is that of the first tokens alone
   * where only these are needed.
   */
  states?(): tf.Tensor[];
}

export interface HeadOptions {
  /** Number of classes. */
  labels: number;
}

/** What is put on an encoder to make it solve a task: Hugging Face's `AutoModelFor…`. */
export interface HeadDefinition<C> {
  /** The value of `architectures` in config.json. */
  className: string;
  positions: Positions;
  weights(config: C, options: HeadOptions): WeightSpec[];
  logits(config: C, network: Network, encoding: tf.Tensor2D): tf.Tensor2D;
}

/** Names of the linear layers and norms of an encoder's layer. */
export interface LayerNames {
  query: string;
  key: string;
  value: string;
  attentionOutput: string;
  attentionNorm: string;
  inner: string;
  output: string;
  outputNorm: string;
}

export interface ArchitectureDefinition<C> {
  /** `model_type` of config.json. */
  modelType: string;
  config: z.ZodType<C>;
  sizes(config: C): Omit<ModelSizes, 'layerParameters'>;
  /** Standard deviation of fresh weights. */
  initializerRange(config: C): number;
  /** The configuration with another dropout rate wherever it has one. */
  withDropout(config: C, rate: number): C;
  weights(config: C): WeightSpec[];
  /** Ends of the names of the layers that adapters are put on where nobody says otherwise, as PEFT has them. */
  adapterTargets: readonly string[];
  /** Of causal networks alone, which go on after a `past` where one is given. */
  keyValues?(config: C): Omit<KeyValueSizes, 'layers'>;
  /** Of encoders whose heads and units can be pruned: names in a layer, counted from 0. */
  layerNames?(index: number): LayerNames;
  encode(config: C, network: Network, inputs: TokenInputs, positions: Positions, past?: Past): Encoding;
  /** Those that there are for it. */
  heads: Partial<Record<HeadName, HeadDefinition<C>>>;
}

export const HEAD_NAMES = [
  'classification',
  'tokenClassification',
  'maskedLanguageModel',
  'causalLanguageModel',
] as const;
export type HeadName = (typeof HEAD_NAMES)[number];

/** A head of an architecture with a configuration. */
export interface Head {
  className: string;
  positions: Positions;
  weights(options: HeadOptions): WeightSpec[];
  logits(network: Network, encoding: tf.Tensor2D): tf.Tensor2D;
}

/** An architecture with a configuration: a network without values for its weights. */
export interface Architecture {
  modelType: string;
  sizes: ModelSizes;
  initializerRange: number;
  /** Whether each token's states depend on those before it alone. */
  causal: boolean;
  withDropout(rate: number): Architecture;
  weights: WeightSpec[];
  adapterTargets: readonly string[];
  /** Of causal networks: what can be kept of tokens, for passes that go on after them. */
  keyValues: KeyValueSizes | undefined;
  layerNames: ((index: number) => LayerNames) | undefined;
  encode(network: Network, inputs: TokenInputs, positions: Positions, past?: Past): Encoding;
  hasHead(name: HeadName): boolean;
  /** @throws UnsupportedHead where there is none of that name for this architecture. */
  head(name: HeadName): Head;
}

export class UnsupportedHead extends InputError {
  override readonly name = 'UnsupportedHead';

  constructor(modelType: string, name: HeadName, known: readonly string[]) {
    super(
      'unsupported-task',
      `A ${modelType} model has no head for ${WORDS[name]}; it has those for ${known.join(', ')}.`,
    );
  }
}

const WORDS: Record<HeadName, string> = {
  classification: 'classification',
  tokenClassification: 'token classification',
  maskedLanguageModel: 'masked language modelling',
  causalLanguageModel: 'causal language modelling',
};

export interface ConfigurableArchitecture {
  modelType: string;
  causal: boolean;
  hasHead(name: HeadName): boolean;
  /** Checks a `config.json`; throws a `ZodError` where it does not describe this architecture. */
  configure(config: unknown): Architecture;
}

/** Elements of the matrices of the first layer; all have as many. */
const layerParameters = (weights: readonly WeightSpec[]): number =>
  weights
    .filter(({ depth, shape }) => depth === 1 && shape.length === 2)
    .reduce((sum, { shape }) => sum + shape[0]! * shape[1]!, 0);

/** Hides an architecture's type of configuration, so that the registry can hold many. */
export function defineArchitecture<C>(definition: ArchitectureDefinition<C>): ConfigurableArchitecture {
  const { modelType, heads } = definition;
  return { modelType, ...abilitiesOf(heads), configure: (raw) => bind(definition, definition.config.parse(raw)) };
}

const abilitiesOf = <C>(heads: ArchitectureDefinition<C>['heads']) => ({
  causal: heads.causalLanguageModel !== undefined,
  hasHead: (name: HeadName) => heads[name] !== undefined,
});

function bind<C>(definition: ArchitectureDefinition<C>, config: C): Architecture {
  const bindHead = (head: HeadDefinition<C>): Head => ({
    ...head,
    weights: (options) => head.weights(config, options),
    logits: (network, encoding) => head.logits(config, network, encoding),
  });
  const { modelType, heads, adapterTargets } = definition;
  const weights = definition.weights(config);
  const sizes = { ...definition.sizes(config), layerParameters: layerParameters(weights) };
  const keyValues = definition.keyValues?.(config);
  return {
    modelType,
    sizes,
    initializerRange: definition.initializerRange(config),
    ...abilitiesOf(heads),
    withDropout: (rate) => bind(definition, definition.withDropout(config, rate)),
    weights,
    adapterTargets,
    keyValues: keyValues && { layers: sizes.layers, ...keyValues },
    layerNames: definition.layerNames,
    encode: (network, inputs, positions, past) => definition.encode(config, network, inputs, positions, past),
    head(name) {
      const head = heads[name];
      if (head) return bindHead(head);
      throw new UnsupportedHead(
        modelType,
        name,
        HEAD_NAMES.filter((known) => heads[known]).map((known) => WORDS[known]),
      );
    },
  };
}
