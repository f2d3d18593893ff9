/**
 * White space as Python's `str.split` knows it, which the reference implementations are written in: other than in
 * JavaScript, the separators U+001C to U+001F and the next-line character are, and the byte order mark is not.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: four of them are white space to Python
const WHITE_SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;

/** The words of a text between white space. */
export const wordsOf = (text: string): string[] => text.split(WHITE_SPACE).filter((word) => word !== '');

/** As Python's `str.rstrip`. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && WHITE_SPACE.test(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}
