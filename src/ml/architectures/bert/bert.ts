/** BERT (Devlin et al., 2019, arXiv:1810.04805), as transformers' `BertModel` computes it. */
import * as tf from '@tensorflow/tfjs';
import { gelu } from '../../program/operators/gelu.js';
import { linear } from '../../program/operators/products.js';
import { defineArchitecture } from '../architecture.js';
import { dense, normalize } from '../blocks/layers.js';
import { type EncoderNames, encode, encoderSizes, encoderWeights } from '../blocks/post-norm-encoder.js';
import * as specs from '../blocks/weight-specs.js';
import { BertConfig, bertShape, withBertDropout } from './bert-config.js';

/** Names that BERT and RoBERTa share, below the name of the whole encoder. */
export const bertNames = (encoder: string): EncoderNames => ({
  embeddings: {
    word: `${encoder}.embeddings.word_embeddings`,
    position: `${encoder}.embeddings.position_embeddings`,
    tokenType: `${encoder}.embeddings.token_type_embeddings`,
    norm: `${encoder}.embeddings.LayerNorm`,
  },
  layer: (index) => {
    const layer = `${encoder}.encoder.layer.${index}`;
    return {
      query: `${layer}.attention.self.query`,
      key: `${layer}.attention.self.key`,
      value: `${layer}.attention.self.value`,
      attentionOutput: `${layer}.attention.output.dense`,
      attentionNorm: `${layer}.attention.output.LayerNorm`,
      inner: `${layer}.intermediate.dense`,
      output: `${layer}.output.dense`,
      outputNorm: `${layer}.output.LayerNorm`,
    };
  },
});

const NAMES = bertNames('bert');

export const bert = defineArchitecture<BertConfig>({
  modelType: 'bert',
  config: BertConfig,
  initializerRange: (config) => config.initializer_range,
  sizes: (config) => encoderSizes(bertShape(config)),
  withDropout: withBertDropout,
  weights: (config) => encoderWeights(bertShape(config), NAMES),
  encode: (config, weights, inputs, options) => encode(bertShape(config), NAMES, weights, inputs, options),

  heads: {
    classification: {
      className: 'BertForSequenceClassification',
      positions: 'first',
      weights: ({ hidden_size: width, num_hidden_layers: layers }, { labels }) => [
        ...specs.linear('bert.pooler.dense', [width, width], layers + 1),
        ...specs.perLabel(specs.linear('classifier', [labels, width], layers + 1)),
      ],
      logits(config, weights, hidden, dropout) {
        const pooled = tf.tanh(dense(weights, 'bert.pooler.dense', hidden));
        const rate = config.classifier_dropout ?? config.hidden_dropout_prob;
        return dense(weights, 'classifier', dropout(pooled, rate));
      },
    },
    maskedLanguageModel: {
      className: 'BertForMaskedLM',
      positions: 'all',
      // The decoder's matrix is the word embeddings'.
      weights: ({ hidden_size: width, num_hidden_layers: layers, vocab_size: words }) => [
        ...specs.linear('cls.predictions.transform.dense', [width, width], layers + 1),
        ...specs.norm('cls.predictions.transform.LayerNorm', width, layers + 1),
        specs.bias('cls.predictions', words, layers + 1),
      ],
      logits(config, weights, hidden) {
        const transformed = gelu(dense(weights, 'cls.predictions.transform.dense', hidden));
        const normalized = normalize(
          weights,
          'cls.predictions.transform.LayerNorm',
          transformed,
          config.layer_norm_eps,
        );
        return linear(normalized, weights[`${NAMES.embeddings.word}.weight`]!, weights['cls.predictions.bias']!);
      },
    },
  },
});
