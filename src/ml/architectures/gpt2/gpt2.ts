/** GPT-2 (Radford et al., 2019), as transformers' `GPT2Model` computes it: causal, normalised before each sub-layer. */
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { tanhGelu } from '../../program/operators/gelu.js';
import { linear, matmul } from '../../program/operators/products.js';
import { embedding } from '../../program/operators/rows.js';
import type { Tensors } from '../../program/trace.js';
import { defineArchitecture, type WeightSpec } from '../architecture.js';
import { attention, splitHeads } from '../blocks/attention.js';
import { causalScope, decode, type DecoderScope } from '../blocks/decoder.js';
import { normalize } from '../blocks/layers.js';
import * as specs from '../blocks/weight-specs.js';

const rate = z.number().min(0).lt(1);
const Gpt2Config = z
  .looseObject({
    model_type: z.literal('gpt2'),
    vocab_size: z.int().positive(),
    n_embd: z.int().positive().multipleOf(4),
    n_layer: z.int().positive(),
    n_head: z.int().positive(),
    n_inner: z.int().positive().nullish(),
    n_positions: z.int().positive(),
    activation_function: z.enum(['gelu_new', 'gelu_pytorch_tanh']).default('gelu_new'),
    embd_pdrop: rate.default(0.1),
    attn_pdrop: rate.default(0.1),
    resid_pdrop: rate.default(0.1),
    layer_norm_epsilon: z.number().positive().default(1e-5),
    initializer_range: z.number().positive().default(0.02),
    scale_attn_weights: z.literal(true).default(true),
    scale_attn_by_inverse_layer_idx: z.literal(false).default(false),
    add_cross_attention: z.literal(false).default(false),
    tie_word_embeddings: z.literal(true).default(true),
  })
  .refine((config) => config.n_embd % config.n_head === 0, { message: 'n_embd must be a multiple of n_head' });
type Gpt2Config = z.infer<typeof Gpt2Config>;

const WORDS = 'transformer.wte';
const POSITIONS = 'transformer.wpe';
const FINAL_NORM = 'transformer.ln_f';
const layerName = (index: number) => `transformer.h.${index}`;
const innerWidth = ({ n_inner, n_embd }: Gpt2Config) => n_inner ?? 4 * n_embd;

/** Its linear layers keep weights as [in, out]. */
const projection = (name: string, [input, out]: [number, number], depth: number): WeightSpec[] => [
  specs.matrix(name, [input, out], depth),
  specs.bias(name, out, depth),
];
const project = (weights: Tensors, name: string, x: tf.Tensor) =>
  linear(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!, 'in-out');

function layerWeights(config: Gpt2Config, index: number): WeightSpec[] {
  const { n_embd: width } = config;
  const name = layerName(index);
  const depth = index + 1;
  return [
    ...specs.norm(`${name}.ln_1`, width, depth),
    ...projection(`${name}.attn.c_attn`, [width, 3 * width], depth),
    ...projection(`${name}.attn.c_proj`, [width, width], depth),
    ...specs.norm(`${name}.ln_2`, width, depth),
    ...projection(`${name}.mlp.c_fc`, [width, innerWidth(config)], depth),
    ...projection(`${name}.mlp.c_proj`, [innerWidth(config), width], depth),
  ];
}

/** Queries of `x`, keys and values of `context`; where both are one, a single product gives all three. */
function projections(weights: Tensors, name: string, x: tf.Tensor, context: tf.Tensor): tf.Tensor[] {
  if (x === context) return tf.split(project(weights, name, x), 3, 1);
  const width = x.shape[1]!;
  const weight = weights[`${name}.weight`]!;
  const bias = weights[`${name}.bias`]!;
  const columns = (from: number, count: number) =>
    [weight.slice([0, from], [width, count]), bias.slice([from], [count])] as const;
  const query = linear(x, ...columns(0, width), 'in-out');
  return [query, ...tf.split(linear(context, ...columns(width, 2 * width), 'in-out'), 2, 1)];
}

function layer(config: Gpt2Config, scope: DecoderScope, index: number, x: tf.Tensor, context: tf.Tensor): tf.Tensor {
  const { weights, batch, dropout, bias } = scope;
  const name = layerName(index);
  const norm = (part: string, of: tf.Tensor) => normalize(weights, `${name}.${part}`, of, config.layer_norm_epsilon);
  const normalized = norm('ln_1', context);
  const queries = x === context ? normalized : norm('ln_1', x);
  const [query, key, value] = projections(weights, `${name}.attn.c_attn`, queries, normalized).map((part) =>
    splitHeads(part, batch, config.n_head),
  );
  const options = { batch, heads: config.n_head, bias: bias(x === context), dropout, dropoutRate: config.attn_pdrop };
  const mixed = attention(query!, key!, value!, options);
  const middle = x.add(dropout(project(weights, `${name}.attn.c_proj`, mixed), config.resid_pdrop));
  const inner = tanhGelu(project(weights, `${name}.mlp.c_fc`, norm('ln_2', middle)));
  return middle.add(dropout(project(weights, `${name}.mlp.c_proj`, inner), config.resid_pdrop));
}

export const gpt2 = defineArchitecture<Gpt2Config>({
  modelType: 'gpt2',
  config: Gpt2Config,
  initializerRange: (config) => config.initializer_range,
  sizes: (config) => ({
    layers: config.n_layer,
    width: config.n_embd,
    heads: config.n_head,
    inner: innerWidth(config),
    maxLength: config.n_positions,
  }),
  withDropout: (config, dropout) => ({ ...config, embd_pdrop: dropout, attn_pdrop: dropout, resid_pdrop: dropout }),
  weights: (config) => [
    specs.matrix(WORDS, [config.vocab_size, config.n_embd], 0),
    specs.matrix(POSITIONS, [config.n_positions, config.n_embd], 0),
    ...Array.from({ length: config.n_layer }, (_, index) => layerWeights(config, index)).flat(),
    ...specs.norm(FINAL_NORM, config.n_embd, config.n_layer),
  ],
  encode(config, weights, inputs, options) {
    const scope = causalScope(weights, inputs, options);
    const { batch, seq, dropout } = scope;
    const words = embedding(weights[`${WORDS}.weight`]!, inputs.input_ids);
    const places = embedding(weights[`${POSITIONS}.weight`]!, inputs.position_ids);
    const embedded = dropout(words.add(places).reshape([batch * seq, config.n_embd]), config.embd_pdrop);
    const hidden = decode(scope, embedded, config.n_layer, (index, x, context) =>
      layer(config, scope, index, x, context),
    );
    return { hidden: normalize(weights, FINAL_NORM, hidden, config.layer_norm_epsilon), batch, seq };
  },

  heads: {
    classification: {
      className: 'GPT2ForSequenceClassification',
      positions: 'last',
      weights: ({ n_embd: width, n_layer: layers }, { labels }) =>
        specs.perLabel([specs.matrix('score', [labels, width], layers + 1)]),
      logits: (_config, weights, hidden) =>
        matmul(hidden, weights['score.weight']!, { transposeB: true }) as tf.Tensor2D,
    },
    causalLanguageModel: {
      className: 'GPT2LMHeadModel',
      positions: 'all',
      // The decoder's matrix is the word embeddings'.
      weights: () => [],
      logits: (_config, weights, hidden) =>
        matmul(hidden, weights[`${WORDS}.weight`]!, { transposeB: true }) as tf.Tensor2D,
    },
  },
});
