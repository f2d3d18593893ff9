/** Keys and values that the layers of a causal network made of tokens, so that those that follow need not make them again. */
import type * as tf from '@tensorflow/tfjs';

export interface KeyValueSizes {
  layers: number;
  /** Heads of keys and values. */
  heads: number;
  headWidth: number;
}

/** Of one layer, each [batch, heads, tokens, headWidth]; keys are rotated already where positions are rotary. */
export interface KeyValues {
  key: tf.Tensor;
  value: tf.Tensor;
}

/** What stands before the tokens of a pass, as earlier passes left it. */
export interface Past {
  /** float32 [batch, past]: 1 where a token stands. */
  mask: tf.Tensor;
  /** int32 [batch, seq]: where each token of the pass stands in its text. */
  places: tf.Tensor;
  layers: readonly KeyValues[];
}
