/** Multi-head attention (Vaswani et al., 2017, arXiv:1706.03762), and what is added to its scores. */
import * as tf from '@tensorflow/tfjs';
import { matmul } from '../../program/operators/products.js';
import { joinedSoftmax, softmax } from '../../program/operators/softmax.js';
import type { Dropout } from '../../program/trace.js';
import type { KeyValues } from '../key-values.js';

/** Added to a score that must not count: after softmax it is exactly zero. */
const MASKED_SCORE = -1e9;

const masked = (allowed: tf.Tensor): tf.Tensor => tf.sub(1, allowed).mul(MASKED_SCORE);

/** Hides padding: attention_mask [batch, seq] → [batch, 1, 1, seq]. */
export function paddingBias(attentionMask: tf.Tensor): tf.Tensor {
  const [batch, seq] = attentionMask.shape as [number, number];
  return masked(attentionMask.reshape([batch, 1, 1, seq]));
}

/** Hides what comes later: position_ids int32 [seq] → [seq, seq]. */
export function causalBias(positions: tf.Tensor): tf.Tensor {
  return masked(positions.expandDims(1).greaterEqual(positions.expandDims(0)).toFloat());
}

export interface AttentionOptions {
  batch: number;
  heads: number;
  /** Heads of keys and values, where several query heads share one (Ainslie et al., 2023, arXiv:2305.13245). */
  keyValueHeads?: number;
  /** Broadcast to [batch, heads, queries, keys] and added to the scores. */
  bias: tf.Tensor;
  dropout: Dropout;
  dropoutRate: number;
  /** What else is attended to, with a bias of its own. */
  past?: (KeyValues & { bias: tf.Tensor }) | undefined;
}

/** [batch·length, heads·headWidth] → [batch, heads, length, headWidth]. */
export function splitHeads(x: tf.Tensor, batch: number, heads: number): tf.Tensor {
  const [rows, width] = x.shape as [number, number];
  return x.reshape([batch, rows / batch, heads, width / heads]).transpose([0, 2, 1, 3]);
}

/** [batch, heads, length, headWidth] → [batch·length, heads·headWidth]. */
export function mergeHeads(x: tf.Tensor): tf.Tensor2D {
  const [batch, heads, length, headWidth] = x.shape as [number, number, number, number];
  return x.transpose([0, 2, 1, 3]).reshape([batch * length, heads * headWidth]);
}

/**
 * Scaled dot-product attention: query [batch, heads, queries, headWidth], key and value [batch, keyValueHeads, keys, headWidth]
 * → [batch·queries, heads·headWidth].
 */
export function attention(query: tf.Tensor, key: tf.Tensor, value: tf.Tensor, options: AttentionOptions): tf.Tensor2D {
  const { batch, heads, keyValueHeads = heads, bias, dropout, dropoutRate, past } = options;
  const [, , queries, headWidth] = query.shape as [number, number, number, number];
  // The query heads that share a key head stand one below the other, so that nothing is copied.
  const grouped = (x: tf.Tensor, columns: number) =>
    keyValueHeads === heads ? x : x.reshape([batch, keyValueHeads, (heads / keyValueHeads) * queries, columns]);
  const scores = (of: tf.Tensor, added: tf.Tensor) =>
    matmul(grouped(query, headWidth), of, { transposeB: true, scale: 1 / Math.sqrt(headWidth) })
      .reshape([batch, heads, queries, of.shape[2]!])
      .add(added);
  const mix = (probabilities: tf.Tensor, of: tf.Tensor) => matmul(grouped(probabilities, of.shape[2]!), of);
  const merged = (mixed: tf.Tensor) => mergeHeads(mixed.reshape([batch, heads, queries, headWidth]));
  if (!past) return merged(mix(dropout(softmax(scores(key, bias)), dropoutRate), value));
  // The past is multiplied where it lies: putting the new keys beside it would copy it, once a layer and token.
  const [ofPast, ofNew] = joinedSoftmax(scores(past.key, past.bias), scores(key, bias));
  return merged(mix(ofPast, past.value).add(mix(ofNew, value)));
}
