/** DistilBERT (Sanh et al., 2019, arXiv:1910.01108): BERT of fewer layers, without token types and pooler. */
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { defineArchitecture } from '../architecture.js';
import { maskedLanguageModelHead, tokenClassificationHead } from '../blocks/encoder-heads.js';
import {
  type EncoderNames,
  type EncoderShape,
  encode,
  encoderSizes,
  encoderWeights,
  PrunedHeads,
} from '../blocks/post-norm-encoder.js';
import * as specs from '../blocks/weight-specs.js';

const rate = z.number().min(0).lt(1);
const DistilBertConfig = z
  .looseObject({
    model_type: z.literal('distilbert'),
    vocab_size: z.int().positive(),
    dim: z.int().positive().multipleOf(4),
    n_layers: z.int().positive(),
    n_heads: z.int().positive(),
    hidden_dim: z.int().positive(),
    max_position_embeddings: z.int().positive(),
    activation: z.literal('gelu').default('gelu'),
    dropout: rate.default(0.1),
    attention_dropout: rate.default(0.1),
    seq_classif_dropout: rate.default(0.2),
    pruned_heads: PrunedHeads.optional(),
    initializer_range: z.number().positive().default(0.02),
  })
  .refine((config) => config.dim % config.n_heads === 0, { message: 'dim must be a multiple of n_heads' });
type DistilBertConfig = z.infer<typeof DistilBertConfig>;

/** Not in its configuration: the number stands in its code. */
const EPSILON = 1e-12;

const shapeOf = (config: DistilBertConfig): EncoderShape => ({
  layers: config.n_layers,
  width: config.dim,
  heads: config.n_heads,
  prunedHeads: config.pruned_heads,
  inner: config.hidden_dim,
  vocabulary: config.vocab_size,
  positions: config.max_position_embeddings,
  firstPosition: 0,
  tokenTypes: 0,
  epsilon: EPSILON,
  hiddenDropout: config.dropout,
  attentionOutputDropout: 0,
  attentionDropout: config.attention_dropout,
});

const NAMES: EncoderNames = {
  embeddings: {
    word: 'distilbert.embeddings.word_embeddings',
    position: 'distilbert.embeddings.position_embeddings',
    norm: 'distilbert.embeddings.LayerNorm',
  },
  layer: (index) => {
    const layer = `distilbert.transformer.layer.${index}`;
    return {
      query: `${layer}.attention.q_lin`,
      key: `${layer}.attention.k_lin`,
      value: `${layer}.attention.v_lin`,
      attentionOutput: `${layer}.attention.out_lin`,
      attentionNorm: `${layer}.sa_layer_norm`,
      inner: `${layer}.ffn.lin1`,
      output: `${layer}.ffn.lin2`,
      outputNorm: `${layer}.output_layer_norm`,
    };
  },
};

export const distilbert = defineArchitecture<DistilBertConfig>({
  modelType: 'distilbert',
  config: DistilBertConfig,
  initializerRange: (config) => config.initializer_range,
  sizes: (config) => encoderSizes(shapeOf(config)),
  withDropout: (config, dropout) => ({
    ...config,
    dropout,
    attention_dropout: dropout,
    seq_classif_dropout: dropout,
  }),
  weights: (config) => encoderWeights(shapeOf(config), NAMES),
  adapterTargets: ['q_lin', 'v_lin'],
  layerNames: NAMES.layer,
  encode: (config, network, inputs, positions) => encode(shapeOf(config), NAMES, network, inputs, positions),

  heads: {
    classification: {
      className: 'DistilBertForSequenceClassification',
      positions: 'first',
      weights: ({ dim, n_layers: layers }, { labels }) => [
        ...specs.linear('pre_classifier', [dim, dim], layers + 1),
        ...specs.perLabel(specs.linear('classifier', [labels, dim], layers + 1)),
      ],
      logits(config, network, hidden) {
        const inner = tf.relu(network.linear('pre_classifier', hidden));
        return network.linear('classifier', network.dropout(inner, config.seq_classif_dropout));
      },
    },
    tokenClassification: tokenClassificationHead('DistilBertForTokenClassification', {
      sizes: shapeOf,
      dropout: (config) => config.dropout,
    }),
    maskedLanguageModel: maskedLanguageModelHead(
      {
        className: 'DistilBertForMaskedLM',
        transform: 'vocab_transform',
        norm: 'vocab_layer_norm',
        decoder: 'vocab_projector',
        words: NAMES.embeddings.word,
      },
      { sizes: shapeOf, epsilon: () => EPSILON },
    ),
  },
});
