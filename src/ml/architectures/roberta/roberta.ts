/**
 * RoBERTa (Liu et al., 2019, arXiv:1907.11692) and XLM-RoBERTa (Conneau et al., 2020, arXiv:1911.02116): BERT with positions
 * that begin behind the padding token's id, and other heads.
 */
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { type ConfigurableArchitecture, defineArchitecture } from '../architecture.js';
import { bertNames } from '../bert/bert.js';
import {
  BertConfigFields,
  bertClassifierDropout,
  bertShape,
  headsDivideWidth,
  withBertDropout,
} from '../bert/bert-config.js';
import { maskedLanguageModelHead, tokenClassificationHead } from '../blocks/encoder-heads.js';
import { encode, encoderSizes, encoderWeights } from '../blocks/post-norm-encoder.js';
import * as specs from '../blocks/weight-specs.js';

const configOf = (modelType: string) =>
  headsDivideWidth(
    BertConfigFields.extend({
      model_type: z.literal(modelType),
      pad_token_id: z.int().nonnegative().default(1),
    }),
  );
type RobertaConfig = z.infer<ReturnType<typeof configOf>>;

const shapeOf = (config: RobertaConfig) => ({ ...bertShape(config), firstPosition: config.pad_token_id + 1 });

function robertaLike(modelType: string, className: string): ConfigurableArchitecture {
  const names = bertNames('roberta');
  return defineArchitecture<RobertaConfig>({
    modelType,
    config: configOf(modelType),
    initializerRange: (config) => config.initializer_range,
    sizes: (config) => encoderSizes(shapeOf(config)),
    withDropout: withBertDropout,
    weights: (config) => encoderWeights(shapeOf(config), names),
    adapterTargets: ['query', 'value'],
    layerNames: names.layer,
    encode: (config, network, inputs, positions) => encode(shapeOf(config), names, network, inputs, positions),

    heads: {
      classification: {
        className: `${className}ForSequenceClassification`,
        positions: 'first',
        weights: ({ hidden_size: width, num_hidden_layers: layers }, { labels }) => [
          ...specs.linear('classifier.dense', [width, width], layers + 1),
          ...specs.perLabel(specs.linear('classifier.out_proj', [labels, width], layers + 1)),
        ],
        logits(config, network, hidden) {
          const rate = bertClassifierDropout(config);
          const inner = tf.tanh(network.linear('classifier.dense', network.dropout(hidden, rate)));
          return network.linear('classifier.out_proj', network.dropout(inner, rate));
        },
      },
      tokenClassification: tokenClassificationHead(`${className}ForTokenClassification`, {
        sizes: shapeOf,
        dropout: bertClassifierDropout,
      }),
      maskedLanguageModel: maskedLanguageModelHead(
        {
          className: `${className}ForMaskedLM`,
          transform: 'lm_head.dense',
          norm: 'lm_head.layer_norm',
          decoder: 'lm_head',
          words: names.embeddings.word,
        },
        { sizes: shapeOf, epsilon: (config) => config.layer_norm_eps },
      ),
    },
  });
}

export const roberta = robertaLike('roberta', 'Roberta');
export const xlmRoberta = robertaLike('xlm-roberta', 'XLMRoberta');
