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

/** What training knows of its batches beside: which places hold tokens, so that padding is not computed. */
export const PACKED_INPUTS = {
  token_places: { shape: ['tokens'], dtype: 'int32' },
  place_tokens: { shape: ['batch*seq'], dtype: 'int32' },
} as const satisfies InputSpecs;

export const PACKED_DIMENSIONS = [...TOKEN_DIMENSIONS, 'tokens'] as const;

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

/** There are always a multiple of so many tokens, so that few shapes occur. */
const TOKENS_STEP = 16;

/**
 * Adds `PACKED_INPUTS` to token inputs. Where there is padding, one place of it at least is among the tokens; all other padding
 * is read from the last of them. It is masked, and nothing is learned of it.
 */
export function packedFeeds(feeds: Feeds): Feeds {
  const mask = Array.from(feeds.attention_mask!.data);
  const tokens = mask.reduce((count, one) => count + one, 0);
  const wanted = tokens < mask.length ? tokens + 1 : tokens;
  const count = Math.min(mask.length, Math.ceil(wanted / TOKENS_STEP) * TOKENS_STEP);
  const tokenPlaces = new Int32Array(count);
  const placeTokens = new Int32Array(mask.length).fill(count - 1);
  let [token, padding] = [0, tokens];
  mask.forEach((isToken, place) => {
    const row = isToken ? token++ : padding < count ? padding++ : undefined;
    if (row === undefined) return;
    tokenPlaces[row] = place;
    placeTokens[place] = row;
  });
  return {
    ...feeds,
    token_places: { data: tokenPlaces, shape: [count] },
    place_tokens: { data: placeTokens, shape: [mask.length] },
  };
}
