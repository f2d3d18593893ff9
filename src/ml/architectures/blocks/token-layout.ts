/**
 * Where the tokens of a batch are kept: each at its place among padding, or packed one behind the other, so that what is
 * computed token by token is not computed for padding.
 */
import type * as tf from '@tensorflow/tfjs';
import { rearrange } from '../../program/operators/rows.js';
import type { TokenInputs } from '../architecture.js';

export interface TokenLayout {
  /** [batch·seq, width] → a row for each token that is computed. */
  pack(x: tf.Tensor): tf.Tensor2D;
  /** The other way. What stands at padding then must not matter, nor get a gradient other than zero. */
  unpack(x: tf.Tensor): tf.Tensor2D;
}

const asItIs = (x: tf.Tensor) => x as tf.Tensor2D;
const PADDED: TokenLayout = { pack: asItIs, unpack: asItIs };

export function tokenLayout({ token_places: tokens, place_tokens: places }: TokenInputs): TokenLayout {
  if (!tokens || !places) return PADDED;
  return {
    pack: (x) => rearrange(x, tokens, places),
    unpack: (x) => rearrange(x, places, tokens),
  };
}
