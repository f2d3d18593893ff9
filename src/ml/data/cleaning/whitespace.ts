import { type Edit, editsOf } from './edits.js';

/** A run of white space that is not one plain space, or one at an end. */
const UNEVEN = /^\s+|\s+$|\s{2,}|[^\S ]/g;
const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

/** One space between words, one line end between lines, one empty line between paragraphs, nothing at the ends. */
export function evenOutWhitespace(text: string): Edit[] {
  return editsOf(text, UNEVEN, (run, at) => {
    if (at === 0 || at + run.length === text.length) return '';
    const lineEnds = run.match(LINE_END)?.length ?? 0;
    return lineEnds === 0 ? ' ' : '\n'.repeat(Math.min(lineEnds, 2));
  });
}
