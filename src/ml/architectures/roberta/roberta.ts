/**
 * RoBERTa (Liu et al., 2019, arXiv:1907.11692) and XLM-RoBERTa (Conneau et al., 2020, arXiv:1911.02116): BERT with positions
 * that begin behind the padding token's id, and other heads.
 */
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { gelu } from '../../program/operators/gelu.js';
import { linear } from '../../program/operators/products.js';
import { type ConfigurableArchitecture, defineArchitecture } from '../architecture.js';
import { bertNames } from '../bert/bert.js';
import { BertConfigFields, bertShape, headsDivideWidth, withBertDropout } from '../bert/bert-config.js';
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
          const rate = config.classifier_dropout ?? config.hidden_dropout_prob;
          const inner = tf.tanh(network.linear('classifier.dense', network.dropout(hidden, rate)));
          return network.linear('classifier.out_proj', network.dropout(inner, rate));
        },
      },
      maskedLanguageModel: {
        className: `${className}ForMaskedLM`,
        positions: 'all',
        // The decoder's matrix is the word embeddings'.
        weights: ({ hidden_size: width, num_hidden_layers: layers, vocab_size: words }) => [
          ...specs.linear('lm_head.dense', [width, width], layers + 1),
          ...specs.norm('lm_head.layer_norm', width, layers + 1),
          specs.bias('lm_head', words, layers + 1),
        ],
        logits(config, network, hidden) {
          const transformed = gelu(network.linear('lm_head.dense', hidden));
          const normalized = network.norm('lm_head.layer_norm', transformed, config.layer_norm_eps);
          return linear(normalized, network.weight(`${names.embeddings.word}.weight`), network.weight('lm_head.bias'));
        },
      },
    },
  });
}

export const roberta = robertaLike('roberta', 'Roberta');
export const xlmRoberta = robertaLike('xlm-roberta', 'XLMRoberta');
