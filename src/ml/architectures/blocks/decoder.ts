/** What causal decoders share: what each token may attend to, and how the layers follow each other. */
import type * as tf from '@tensorflow/tfjs';
import { lastToken } from '../../program/operators/rows.js';
import type { Positions, TokenInputs } from '../architecture.js';
import type { KeyValues, Past } from '../key-values.js';
import type { Network } from '../network.js';
import { type AttentionOptions, attention, causalBias, paddingBias } from './attention.js';
import { type TokenLayout, tokenLayout } from './token-layout.js';

export interface DecoderScope {
  network: Network;
  inputs: TokenInputs;
  batch: number;
  seq: number;
  positions: Positions;
  layout: TokenLayout;
  /** int32: where each token stands in its text, [seq], or [batch, seq] after a past. */
  places: tf.Tensor;
  /** What the layers made, in their order, for those that go on after these tokens. */
  keyValues: KeyValues[];
  /** Attention of layer `index`: of all tokens, or of the last alone, to themselves and to the past: [tokens or batch, width]. */
  attend(index: number, of: Attended): tf.Tensor2D;
}

interface Attended extends KeyValues, Pick<AttentionOptions, 'heads' | 'keyValueHeads' | 'dropoutRate'> {
  query: tf.Tensor;
  /** Whether the queries are those of all tokens. The last one sees all others. */
  ofAll: boolean;
}

export function causalScope(network: Network, inputs: TokenInputs, positions: Positions, past?: Past): DecoderScope {
  const [batch, seq] = inputs.input_ids.shape as [number, number];
  const padding = paddingBias(inputs.attention_mask);
  const causal = causalBias(inputs.position_ids).add(padding);
  const pastBias = past && paddingBias(past.mask);
  const layout = tokenLayout(inputs);
  const keyValues: KeyValues[] = [];
  return {
    network,
    inputs,
    batch,
    seq,
    positions,
    layout,
    places: past?.places ?? inputs.position_ids,
    keyValues,
    attend(index, { query, key, value, ofAll, ...options }) {
      keyValues.push({ key, value });
      const mixed = attention(query, key, value, {
        ...options,
        batch,
        bias: ofAll ? causal : padding,
        dropout: network.dropout,
        past: pastBias && { ...past!.layers[index]!, bias: pastBias },
      });
      return (ofAll ? layout.pack(mixed) : mixed) as tf.Tensor2D;
    },
  };
}

/**
 * States of the last layer, normalised: [batch·seq, width], or [batch, width] where only the last token's are wanted. `layer`
 * computes the rows of `x`, which attend to `context`: all of it, where `x` is the same.
 */
export function decode(
  { batch, seq, inputs, positions, layout }: DecoderScope,
  embedded: tf.Tensor,
  layers: number,
  layer: (index: number, x: tf.Tensor, context: tf.Tensor) => tf.Tensor,
  normalize: (x: tf.Tensor) => tf.Tensor,
): tf.Tensor2D {
  let hidden: tf.Tensor = layout.pack(embedded);
  for (let index = 0; index < layers; index++) {
    const lastOnly = positions === 'last' && index === layers - 1;
    const width = hidden.shape[1]!;
    const queries = lastOnly
      ? lastToken(layout.unpack(hidden).reshape([batch, seq, width]), inputs.attention_mask, inputs.position_ids)
      : hidden;
    hidden = layer(index, queries, hidden);
  }
  const normalized = normalize(hidden);
  return (positions === 'last' ? normalized : layout.unpack(normalized)) as tf.Tensor2D;
}
