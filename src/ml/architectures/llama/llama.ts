/**
 * The Llama family (Touvron et al., 2023, arXiv:2302.13971): causal, root-mean-square normalisation before each sub-layer,
 * rotary positions, grouped keys and values, gated feed-forward layers. Its members differ in their configuration.
 */
import type * as tf from '@tensorflow/tfjs';
import { type Rotation, rotate, rotation } from '../../program/operators/rotary.js';
import { embedding, lastToken } from '../../program/operators/rows.js';
import { silu } from '../../program/operators/silu.js';
import { type ConfigurableArchitecture, defineArchitecture, type WeightSpec } from '../architecture.js';
import { splitHeads } from '../blocks/attention.js';
import { causalScope, type DecoderScope, decode } from '../blocks/decoder.js';
import { tokenClassificationHead } from '../blocks/encoder-heads.js';
import * as specs from '../blocks/weight-specs.js';
import { biases, headWidth, keyValueHeads, LlamaConfig, llamaSizes } from './llama-config.js';

const WORDS = 'model.embed_tokens';
const FINAL_NORM = 'model.norm';
const LM_HEAD = 'lm_head';
const layerName = (index: number) => `model.layers.${index}`;

function layerWeights(config: LlamaConfig, index: number): WeightSpec[] {
  const { hidden_size: width, intermediate_size: inner } = config;
  const depth = index + 1;
  const name = layerName(index);
  const bias = biases(config);
  const projection = (part: string, shape: [number, number], biased: boolean) =>
    biased ? specs.linear(part, shape, depth) : [specs.matrix(part, shape, depth)];
  const queries = config.num_attention_heads * headWidth(config);
  const keys = keyValueHeads(config) * headWidth(config);
  return [
    specs.scale(`${name}.input_layernorm`, width, depth),
    ...projection(`${name}.self_attn.q_proj`, [queries, width], bias.queryKeyValue),
    ...projection(`${name}.self_attn.k_proj`, [keys, width], bias.queryKeyValue),
    ...projection(`${name}.self_attn.v_proj`, [keys, width], bias.queryKeyValue),
    ...projection(`${name}.self_attn.o_proj`, [width, queries], bias.output),
    specs.scale(`${name}.post_attention_layernorm`, width, depth),
    ...projection(`${name}.mlp.gate_proj`, [inner, width], false),
    ...projection(`${name}.mlp.up_proj`, [inner, width], false),
    ...projection(`${name}.mlp.down_proj`, [width, inner], false),
  ];
}

interface Rotations {
  all: Rotation;
  /** Of the last token of each sequence: [batch, 1, 1, headWidth]. */
  last(): Rotation;
}

function layer(
  config: LlamaConfig,
  { network, batch, layout, attend }: DecoderScope,
  rotations: Rotations,
  index: number,
  x: tf.Tensor,
  context: tf.Tensor,
): tf.Tensor {
  const name = layerName(index);
  const ofAll = x === context;
  const norm = (part: string, of: tf.Tensor) => network.rmsNorm(`${name}.${part}`, of, config.rms_norm_eps);
  const normalized = norm('input_layernorm', context);
  const queries = ofAll ? normalized : norm('input_layernorm', x);
  const project = (part: string, of: tf.Tensor) => network.linear(`${name}.self_attn.${part}`, of);
  const asked = project('q_proj', queries);
  const query = rotate(
    splitHeads(ofAll ? layout.unpack(asked) : asked, batch, config.num_attention_heads),
    ofAll ? rotations.all : rotations.last(),
  );
  const ofContext = (part: string) =>
    splitHeads(layout.unpack(project(part, normalized)), batch, keyValueHeads(config));
  const key = rotate(ofContext('k_proj'), rotations.all);
  const mixed = attend(index, {
    query,
    key,
    value: ofContext('v_proj'),
    ofAll,
    heads: config.num_attention_heads,
    keyValueHeads: keyValueHeads(config),
    dropoutRate: config.attention_dropout,
  });
  const middle = x.add(project('o_proj', mixed));
  const inner = norm('post_attention_layernorm', middle);
  const gate = silu(network.linear(`${name}.mlp.gate_proj`, inner));
  return middle.add(network.linear(`${name}.mlp.down_proj`, gate.mul(network.linear(`${name}.mlp.up_proj`, inner))));
}

function rotationsOf(config: LlamaConfig, { inputs, batch, seq, places }: DecoderScope): Rotations {
  const width = headWidth(config);
  const angles = rotation(places, width, config.rope_theta);
  /** Whether rows have places of their own. */
  const perRow = places.rank === 2;
  const both = (turn: (x: tf.Tensor) => tf.Tensor) => ({ cosine: turn(angles.cosine), sine: turn(angles.sine) });
  const ofLast = (x: tf.Tensor) => {
    const each = perRow ? x : x.expandDims(0).tile([batch, 1, 1]).reshape([batch, seq, width]);
    return lastToken(each, inputs.attention_mask, inputs.position_ids).reshape([batch, 1, 1, width]);
  };
  return { all: perRow ? both((x) => x.expandDims(1)) : angles, last: () => both(ofLast) };
}

function llamaLike(modelType: keyof typeof LlamaConfig, className: string): ConfigurableArchitecture {
  return defineArchitecture<LlamaConfig>({
    modelType,
    config: LlamaConfig[modelType],
    initializerRange: (config) => config.initializer_range,
    sizes: llamaSizes,
    withDropout: (config, dropout) => ({ ...config, attention_dropout: dropout, classifier_dropout: dropout }),
    weights: (config) => [
      specs.matrix(WORDS, [config.vocab_size, config.hidden_size], 0),
      ...Array.from({ length: config.num_hidden_layers }, (_, index) => layerWeights(config, index)).flat(),
      specs.scale(FINAL_NORM, config.hidden_size, config.num_hidden_layers),
    ],
    adapterTargets: ['q_proj', 'v_proj'],
    keyValues: (config) => ({ heads: keyValueHeads(config), headWidth: headWidth(config) }),
    encode(config, network, inputs, positions, past) {
      const scope = causalScope(network, inputs, positions, past);
      const { batch, seq } = scope;
      const rotations = rotationsOf(config, scope);
      const words = embedding(network.weight(`${WORDS}.weight`), inputs.input_ids);
      const embedded = words.reshape([batch * seq, config.hidden_size]);
      const hidden = decode(
        scope,
        embedded,
        config.num_hidden_layers,
        (index, x, context) => layer(config, scope, rotations, index, x, context),
        (x) => network.rmsNorm(FINAL_NORM, x, config.rms_norm_eps),
      );
      return { hidden, batch, seq, keyValues: scope.keyValues };
    },

    heads: {
      classification: {
        className: `${className}ForSequenceClassification`,
        positions: 'last',
        weights: ({ hidden_size: width, num_hidden_layers: layers }, { labels }) =>
          specs.perLabel([specs.matrix('score', [labels, width], layers + 1)]),
        logits: (_config, network, hidden) => network.linear('score', hidden),
      },
      tokenClassification: tokenClassificationHead(`${className}ForTokenClassification`, {
        sizes: (config) => ({
          width: config.hidden_size,
          layers: config.num_hidden_layers,
          vocabulary: config.vocab_size,
        }),
        dropout: (config) => config.classifier_dropout,
        layer: 'score',
      }),
      causalLanguageModel: {
        className: `${className}ForCausalLM`,
        positions: 'all',
        weights: ({ tie_word_embeddings: tied, vocab_size: words, hidden_size: width, num_hidden_layers: layers }) =>
          tied ? [] : [specs.matrix(LM_HEAD, [words, width], layers + 1)],
        logits: ({ tie_word_embeddings: tied }, network, hidden) => network.linear(tied ? WORDS : LM_HEAD, hidden),
      },
    },
  });
}

export const llama = llamaLike('llama', 'Llama');
export const mistral = llamaLike('mistral', 'Mistral');
export const qwen2 = llamaLike('qwen2', 'Qwen2');
