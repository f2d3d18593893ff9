/** Rows of texts that a causal model learns to write, whole or in part. */
import type { Tokenizer } from '../tokenizers/tokenizer.js';
import { type CausalRow, CausalRows } from './rows/language-rows.js';

/** A stretch of text: whether the model is to learn to write it. */
export interface Stretch {
  ids: readonly number[];
  learned: boolean;
}

export interface CausalExample {
  stretches: readonly Stretch[];
  weight: number;
}

/**
 * A row an example. What is too long loses tokens from its beginning, so that as much as can be stands before what is to be
 * written; where that alone is too long, its end is cut.
 */
export function causalRows(examples: readonly CausalExample[], { padId }: Tokenizer, maxLength: number): CausalRows {
  let truncated = 0;
  const rows = examples.flatMap(({ stretches, weight }, example): CausalRow[] => {
    const ids = stretches.flatMap((stretch) => stretch.ids);
    const learned = stretches.flatMap((stretch) => stretch.ids.map(() => stretch.learned));
    if (ids.length > maxLength) truncated += 1;
    // At least one token stands before the first that is learned.
    const firstLearned = Math.max(1, learned.indexOf(true));
    const start = Math.max(0, Math.min(ids.length - maxLength, firstLearned - 1));
    const kept = ids.slice(start, start + maxLength);
    const places = kept.map((_, place) => place).filter((place) => place > 0 && learned[start + place]);
    return places.length ? [{ example, sequence: { inputIds: kept }, weight, learned: places }] : [];
  });
  return new CausalRows(rows, padId, truncated);
}
