import type { LengthFilter } from './cleaning-options.js';
import { wordsOf } from './words.js';

/** Why a row with these texts can't stay, and how long it is; null where it can. */
export function outsideLength(
  texts: readonly string[],
  { minCharacters, maxCharacters, minWords, maxWords }: LengthFilter,
): { reason: 'tooShort' | 'tooLong'; found: string } | null {
  const characters = texts.reduce((sum, text) => sum + text.length, 0);
  const found = `${characters} characters`;
  if (minCharacters !== undefined && characters < minCharacters) return { reason: 'tooShort', found };
  if (maxCharacters !== undefined && characters > maxCharacters) return { reason: 'tooLong', found };
  if (minWords === undefined && maxWords === undefined) return null;
  const words = texts.reduce((sum, text) => sum + wordsOf(text).length, 0);
  if (minWords !== undefined && words < minWords) return { reason: 'tooShort', found: `${words} words` };
  if (maxWords !== undefined && words > maxWords) return { reason: 'tooLong', found: `${words} words` };
  return null;
}
