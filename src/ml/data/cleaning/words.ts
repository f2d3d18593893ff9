/** Scripts that put no spaces between words: each character counts as one. */
const UNSPACED = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';
const LETTERS = `[[\\p{L}\\p{M}\\p{N}]--[${UNSPACED}]]+`;
const WORD = new RegExp(`[${UNSPACED}]|${LETTERS}(?:['’]${LETTERS})*`, 'gv');

/** The words of a text: letters and digits, with apostrophes between them; punctuation is none. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}
