/** What causal decoders share: what each token may attend to, and how the layers follow each other. */
import type * as tf from '@tensorflow/tfjs';
import { lastToken } from '../../program/operators/rows.js';
import type { Positions, TokenInputs } from '../architecture.js';
import type { Network } from '../network.js';
import { causalBias, paddingBias } from './attention.js';

export interface DecoderScope {
  network: Network;
  inputs: TokenInputs;
  batch: number;
  seq: number;
  positions: Positions;
  /** Added to the scores of all tokens, or of the last alone, which sees all others. */
  bias(ofAll: boolean): tf.Tensor;
}

export function causalScope(network: Network, inputs: TokenInputs, positions: Positions): DecoderScope {
  const [batch, seq] = inputs.input_ids.shape as [number, number];
  const padding = paddingBias(inputs.attention_mask);
  const causal = causalBias(inputs.position_ids).add(padding);
  const bias = (ofAll: boolean) => (ofAll ? causal : padding);
  return { network, inputs, batch, seq, bias, positions };
}

/**
 * States of the last layer, before the last normalisation: [batch·seq, width], or [batch, width] where only the last token's
 * are wanted. `layer` computes the rows of `x`, which attend to `context`.
 */
export function decode(
  { batch, seq, inputs, positions }: DecoderScope,
  embedded: tf.Tensor,
  layers: number,
  layer: (index: number, x: tf.Tensor, context: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  let hidden = embedded;
  for (let index = 0; index < layers; index++) {
    const lastOnly = positions === 'last' && index === layers - 1;
    const width = hidden.shape[1]!;
    const queries = lastOnly
      ? lastToken(hidden.reshape([batch, seq, width]), inputs.attention_mask, inputs.position_ids)
      : hidden;
    hidden = layer(index, queries, hidden);
  }
  return hidden;
}
