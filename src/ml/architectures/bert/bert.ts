/** BERT (Devlin et al., 2019, arXiv:1810.04805), as transformers' `BertModel` computes it. */
import * as tf from '@tensorflow/tfjs';
import { gelu } from '../../program/operators/gelu.js';
import { layerNorm } from '../../program/operators/layer-norm.js';
import { linear, matmul } from '../../program/operators/products.js';
import { embedding, firstToken } from '../../program/operators/rows.js';
import { softmax } from '../../program/operators/softmax.js';
import type { Tensors } from '../../program/trace.js';
import { defineArchitecture, type ForwardOptions, type TokenInputs } from '../architecture.js';
import { BertConfig } from './bert-config.js';
import {
  bertClassificationWeights,
  bertEncoderWeights,
  bertMaskedLanguageModelWeights,
  layerPrefix,
  WORD_EMBEDDINGS,
} from './bert-weights.js';

/** Added to the scores of padding: after softmax it is exactly zero. */
const MASKED_SCORE = -1e9;

const dense = (weights: Tensors, name: string, x: tf.Tensor) =>
  linear(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!);

const norm = (config: BertConfig, weights: Tensors, name: string, x: tf.Tensor) =>
  layerNorm(x, weights[`${name}.weight`]!, weights[`${name}.bias`]!, config.layer_norm_eps);

/** Sum of word, position and token type embeddings, normalised: [batch·seq, width]. */
function embed(config: BertConfig, weights: Tensors, inputs: TokenInputs, { dropout }: ForwardOptions): tf.Tensor {
  const [batch, seq] = inputs.input_ids.shape as [number, number];
  const look = (kind: string, ids: tf.Tensor) => embedding(weights[`bert.embeddings.${kind}_embeddings.weight`]!, ids);
  const sum = look('word', inputs.input_ids)
    .add(look('token_type', inputs.token_type_ids))
    .add(look('position', inputs.position_ids));
  const flat = sum.reshape([batch * seq, config.hidden_size]);
  return dropout(norm(config, weights, 'bert.embeddings.LayerNorm', flat), config.hidden_dropout_prob);
}

interface Scope {
  config: BertConfig;
  weights: Tensors;
  batch: number;
  seq: number;
  /** [batch, 1, 1, seq], added to attention scores. */
  bias: tf.Tensor;
  options: ForwardOptions;
}

/** Multi-head attention of `x` [batch·queries, width] over `context` [batch·seq, width]. */
function attend({ config, weights, batch, bias, options }: Scope, name: string, x: tf.Tensor, context: tf.Tensor) {
  const heads = config.num_attention_heads;
  const headWidth = config.hidden_size / heads;
  const split = (y: tf.Tensor) => y.reshape([batch, y.shape[0]! / batch, heads, headWidth]).transpose([0, 2, 1, 3]);
  const query = split(dense(weights, `${name}.self.query`, x));
  const key = split(dense(weights, `${name}.self.key`, context));
  const value = split(dense(weights, `${name}.self.value`, context));
  const scores = matmul(query, key, { transposeB: true, scale: 1 / Math.sqrt(headWidth) }).add(bias);
  const probabilities = options.dropout(softmax(scores), config.attention_probs_dropout_prob);
  const mixed = matmul(probabilities, value).transpose([0, 2, 1, 3]).reshape([x.shape[0]!, config.hidden_size]);
  return dense(weights, `${name}.output.dense`, mixed);
}

/** One post-norm transformer layer; with `x` fewer rows than `context`, only those are computed. */
function layer(scope: Scope, name: string, x: tf.Tensor, context: tf.Tensor): tf.Tensor {
  const { config, weights, options } = scope;
  const drop = (y: tf.Tensor) => options.dropout(y, config.hidden_dropout_prob);
  const attended = drop(attend(scope, `${name}.attention`, x, context));
  const middle = norm(config, weights, `${name}.attention.output.LayerNorm`, x.add(attended));
  const inner = gelu(dense(weights, `${name}.intermediate.dense`, middle));
  return norm(
    config,
    weights,
    `${name}.output.LayerNorm`,
    middle.add(drop(dense(weights, `${name}.output.dense`, inner))),
  );
}

export const bert = defineArchitecture<BertConfig>({
  modelType: 'bert',
  config: BertConfig,
  maxLength: (config) => config.max_position_embeddings,
  initializerRange: (config) => config.initializer_range,
  layers: (config) => config.num_hidden_layers,
  withDropout: (config, rate) => ({
    ...config,
    hidden_dropout_prob: rate,
    attention_probs_dropout_prob: rate,
    classifier_dropout: rate,
  }),
  weights: bertEncoderWeights,

  encode(config, weights, inputs, options) {
    const [batch, seq] = inputs.input_ids.shape as [number, number];
    const bias = tf.sub(1, inputs.attention_mask.reshape([batch, 1, 1, seq])).mul(MASKED_SCORE);
    const scope: Scope = { config, weights, batch, seq, bias, options };
    let hidden = embed(config, weights, inputs, options);
    for (let i = 0; i < config.num_hidden_layers; i++) {
      const firstOnly = options.positions === 'first' && i === config.num_hidden_layers - 1;
      const queries = firstOnly ? firstToken(hidden.reshape([batch, seq, config.hidden_size])) : hidden;
      hidden = layer(scope, layerPrefix(i), queries, hidden);
    }
    return { hidden: hidden as tf.Tensor2D, batch, seq };
  },

  heads: {
    classification: {
      className: 'BertForSequenceClassification',
      positions: 'first',
      weights: bertClassificationWeights,
      logits(config, weights, hidden, dropout) {
        const pooled = tf.tanh(dense(weights, 'bert.pooler.dense', hidden));
        const rate = config.classifier_dropout ?? config.hidden_dropout_prob;
        return dense(weights, 'classifier', dropout(pooled, rate));
      },
    },
    maskedLanguageModel: {
      className: 'BertForMaskedLM',
      positions: 'all',
      weights: bertMaskedLanguageModelWeights,
      logits(config, weights, hidden) {
        const transformed = gelu(dense(weights, 'cls.predictions.transform.dense', hidden));
        const normalized = norm(config, weights, 'cls.predictions.transform.LayerNorm', transformed);
        return linear(normalized, weights[WORD_EMBEDDINGS]!, weights['cls.predictions.bias']!);
      },
    },
  },
});
