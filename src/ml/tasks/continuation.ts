/** The part of a causal language model that writes: a few tokens more after those whose keys and values were kept. */
import type * as tf from '@tensorflow/tfjs';
import type { Architecture, Head, TokenInputs } from '../architectures/architecture.js';
import type { KeyValueSizes, Past } from '../architectures/key-values.js';
import { Network } from '../architectures/network.js';
import { type InputSpecs, noDropout, type Tensors } from '../program/trace.js';
import type { TaskFunction } from './task.js';
import { TOKEN_DIMENSIONS, TOKEN_INPUTS } from './token-batch.js';

/** Names of a layer's keys and values among the outputs; as inputs they are `past.…`. */
export const keyValueNames = (layer: number) => ({ key: `key.${layer}`, value: `value.${layer}` });
export const pastName = (name: string) => `past.${name}`;

/**
 * `logits` [batch, vocabulary] of the token that follows the last of each row, and each layer's keys and values of the new
 * tokens [batch, heads, seq, headWidth]. The inputs are those of tokens and the past: `past_mask` [batch, past], `places`
 * [batch, seq], and keys and values [batch, heads, past, headWidth]. There is room for one token in a past at least.
 */
export function continuationOf(architecture: Architecture, head: Head): TaskFunction | undefined {
  const { keyValues: sizes } = architecture;
  if (!sizes) return undefined;
  return {
    dimensions: [...TOKEN_DIMENSIONS, 'past'],
    inputs: { ...TOKEN_INPUTS, ...pastInputs(sizes) },
    run(weights, inputs) {
      const network = new Network(weights, noDropout);
      const { hidden, keyValues } = architecture.encode(
        network,
        inputs as unknown as TokenInputs,
        'last',
        pastOf(inputs, sizes),
      );
      const kept = keyValues!.flatMap(({ key, value }, layer): [string, tf.Tensor][] => {
        const names = keyValueNames(layer);
        return [
          [names.key, key],
          [names.value, value],
        ];
      });
      return { logits: head.logits(network, hidden), ...Object.fromEntries(kept) };
    },
  };
}

function pastInputs({ layers, heads, headWidth }: KeyValueSizes): InputSpecs {
  const kept = { shape: ['batch', heads, 'past', headWidth], dtype: 'float32' } as const;
  const names = Array.from({ length: layers }, (_, layer) => Object.values(keyValueNames(layer))).flat();
  return {
    past_mask: { shape: ['batch', 'past'], dtype: 'float32' },
    places: { shape: ['batch', 'seq'], dtype: 'int32' },
    ...Object.fromEntries(names.map((name) => [pastName(name), kept])),
  };
}

function pastOf(inputs: Tensors, { layers }: KeyValueSizes): Past {
  return {
    mask: inputs.past_mask!,
    places: inputs.places!,
    layers: Array.from({ length: layers }, (_, layer) => {
      const { key, value } = keyValueNames(layer);
      return { key: inputs[pastName(key)]!, value: inputs[pastName(value)]! };
    }),
  };
}
