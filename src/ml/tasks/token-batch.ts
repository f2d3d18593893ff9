/** Token inputs of programs: their specs, and how a list of sequences becomes a padded batch. */
import type { Feeds } from '../engine/engine.js';
import type { InputSpecs } from '../program/trace.js';

export const TOKEN_DIMENSIONS = ['batch', 'seq'] as const;

export const TOKEN_INPUTS = {
  input_ids: { shape: ['batch', 'seq'], dtype: 'int32' },
  attention_mask: { shape: ['batch', 'seq'], dtype: 'float32' },
  token_type_ids: { shape: ['batch', 'seq'], dtype: 'int32' },
  position_ids: { shape: ['seq'], dtype: 'int32' },
} as const satisfies InputSpecs;

export interface TokenSequence {
  inputIds: ArrayLike<number>;
  /** 0 for the first text, 1 for the second; all 0 where it is left out. */
  tokenTypeIds?: ArrayLike<number>;
}

/** Pads sequences on the right to `length`: feeds for `TOKEN_INPUTS`. */
export function tokenFeeds(sequences: readonly TokenSequence[], length: number, padId: number): Feeds {
  const batch = sequences.length;
  const ids = new Int32Array(batch * length).fill(padId);
  const mask = new Float32Array(batch * length);
  const types = new Int32Array(batch * length);
  sequences.forEach(({ inputIds, tokenTypeIds }, row) => {
    if (inputIds.length > length)
      throw new RangeError(`a sequence of ${inputIds.length} tokens does not fit ${length}`);
    ids.set(inputIds, row * length);
    mask.fill(1, row * length, row * length + inputIds.length);
    if (tokenTypeIds) types.set(tokenTypeIds, row * length);
  });
  const shape = [batch, length];
  return {
    input_ids: { data: ids, shape },
    attention_mask: { data: mask, shape },
    token_type_ids: { data: types, shape },
    position_ids: { data: Int32Array.from({ length }, (_, i) => i), shape: [length] },
  };
}
