/** BERT (Devlin et al., 2019, arXiv:1810.04805), as transformers' `BertModel` computes it. */
import * as tf from '@tensorflow/tfjs';
import { defineArchitecture } from '../architecture.js';
import { maskedLanguageModelHead, tokenClassificationHead } from '../blocks/encoder-heads.js';
import { type EncoderNames, encode, encoderSizes, encoderWeights } from '../blocks/post-norm-encoder.js';
import * as specs from '../blocks/weight-specs.js';
import { BertConfig, bertClassifierDropout, bertShape, withBertDropout } from './bert-config.js';

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
  adapterTargets: ['query', 'value'],
  layerNames: NAMES.layer,
  encode: (config, network, inputs, positions) => encode(bertShape(config), NAMES, network, inputs, positions),

  heads: {
    classification: {
      className: 'BertForSequenceClassification',
      positions: 'first',
      weights: ({ hidden_size: width, num_hidden_layers: layers }, { labels }) => [
        ...specs.linear('bert.pooler.dense', [width, width], layers + 1),
        ...specs.perLabel(specs.linear('classifier', [labels, width], layers + 1)),
      ],
      logits(config, network, hidden) {
        const pooled = tf.tanh(network.linear('bert.pooler.dense', hidden));
        return network.linear('classifier', network.dropout(pooled, bertClassifierDropout(config)));
      },
    },
    tokenClassification: tokenClassificationHead('BertForTokenClassification', {
      sizes: bertShape,
      dropout: bertClassifierDropout,
    }),
    maskedLanguageModel: maskedLanguageModelHead(
      {
        className: 'BertForMaskedLM',
        transform: 'cls.predictions.transform.dense',
        norm: 'cls.predictions.transform.LayerNorm',
        decoder: 'cls.predictions',
        words: NAMES.embeddings.word,
      },
      { sizes: bertShape, epsilon: (config) => config.layer_norm_eps },
    ),
  },
});
