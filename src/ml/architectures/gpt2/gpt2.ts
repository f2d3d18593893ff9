/** GPT-2 (Radford et al., 2019), as transformers' `GPT2Model` computes it: causal, normalised before each sub-layer. */
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { tanhGelu } from '../../program/operators/gelu.js';
import { embedding } from '../../program/operators/rows.js';
import { defineArchitecture, type WeightSpec } from '../architecture.js';
import { splitHeads } from '../blocks/attention.js';
import { causalScope, type DecoderScope, decode } from '../blocks/decoder.js';
import { tokenClassificationHead } from '../blocks/encoder-heads.js';
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
  { ...specs.matrix(name, [input, out], depth), layout: 'in-out' },
  specs.bias(name, out, depth),
];

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

/** Of two products that each give queries, keys and values: the queries of the first, keys and values of the second. */
function lastQuery(ofLast: tf.Tensor, ofAll: tf.Tensor): tf.Tensor[] {
  // Slices, not a split: TF.js would fill in gradients for the parts that nobody uses.
  const part = (y: tf.Tensor, index: number) => {
    const [rows, width] = y.shape as [number, number];
    return y.slice([0, (index * width) / 3], [rows, width / 3]);
  };
  return [part(ofLast, 0), part(ofAll, 1), part(ofAll, 2)];
}

function layer(config: Gpt2Config, scope: DecoderScope, index: number, x: tf.Tensor, context: tf.Tensor): tf.Tensor {
  const { network, batch, layout } = scope;
  const name = layerName(index);
  const norm = (part: string, of: tf.Tensor) => network.norm(`${name}.${part}`, of, config.layer_norm_epsilon);
  const project = (part: string, of: tf.Tensor) => network.linear(`${name}.${part}`, of, 'in-out');
  const threefold = (of: tf.Tensor) => project('attn.c_attn', norm('ln_1', of));
  const [query, key, value] = (
    x === context
      ? tf.split(layout.unpack(threefold(x)), 3, 1)
      : lastQuery(threefold(x), layout.unpack(threefold(context)))
  ).map((part) => splitHeads(part, batch, config.n_head));
  const mixed = scope.attend(index, {
    query: query!,
    key: key!,
    value: value!,
    ofAll: x === context,
    heads: config.n_head,
    dropoutRate: config.attn_pdrop,
  });
  const drop = (y: tf.Tensor) => network.dropout(y, config.resid_pdrop);
  const middle = x.add(drop(project('attn.c_proj', mixed)));
  const inner = tanhGelu(project('mlp.c_fc', norm('ln_2', middle)));
  return middle.add(drop(project('mlp.c_proj', inner)));
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
  adapterTargets: ['c_attn'],
  keyValues: (config) => ({ heads: config.n_head, headWidth: config.n_embd / config.n_head }),
  encode(config, network, inputs, positions, past) {
    const scope = causalScope(network, inputs, positions, past);
    const { batch, seq } = scope;
    const words = embedding(network.weight(`${WORDS}.weight`), inputs.input_ids);
    const places = embedding(network.weight(`${POSITIONS}.weight`), scope.places);
    const embedded = network.dropout(words.add(places).reshape([batch * seq, config.n_embd]), config.embd_pdrop);
    const hidden = decode(
      scope,
      embedded,
      config.n_layer,
      (index, x, context) => layer(config, scope, index, x, context),
      (x) => network.norm(FINAL_NORM, x, config.layer_norm_epsilon),
    );
    return { hidden, batch, seq, keyValues: scope.keyValues };
  },

  heads: {
    classification: {
      className: 'GPT2ForSequenceClassification',
      positions: 'last',
      weights: ({ n_embd: width, n_layer: layers }, { labels }) =>
        specs.perLabel([specs.matrix('score', [labels, width], layers + 1)]),
      logits: (_config, network, hidden) => network.linear('score', hidden),
    },
    tokenClassification: tokenClassificationHead('GPT2ForTokenClassification', {
      sizes: ({ n_embd, n_layer, vocab_size }) => ({ width: n_embd, layers: n_layer, vocabulary: vocab_size }),
      dropout: (config) => config.resid_pdrop,
    }),
    causalLanguageModel: {
      className: 'GPT2LMHeadModel',
      positions: 'all',
      // The decoder's matrix is the word embeddings'.
      weights: () => [],
      logits: (_config, network, hidden) => network.linear(WORDS, hidden),
    },
  },
});
