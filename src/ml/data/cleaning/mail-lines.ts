import type { Edit } from './edits.js';

/** A line of a text, without its end. */
export interface Line {
  text: string;
  start: number;
  /** Where the next line starts. */
  end: number;
}

export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const { 0: whole, 1: line, index } of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    if (whole === '' && index > 0) break;
    lines.push({ text: line!, start: index, end: index + whole.length });
  }
  return lines;
}

/** Takes out the marked lines; nothing where nothing else would be left, for an empty text serves nobody. */
export function removal(text: string, lines: readonly Line[], marked: Uint8Array): Edit[] {
  const edits: Edit[] = [];
  let left = false;
  lines.forEach(({ text: line, start, end }, i) => {
    const last = edits.at(-1);
    if (!marked[i]) left ||= line.trim() !== '';
    // Empty lines between two pieces that go, go with them.
    else if (last && text.slice(last.end, start).trim() === '') last.end = end;
    else edits.push({ start, end, by: '' });
  });
  const last = edits.at(-1);
  // What is cut off at the end takes the white space before it along.
  if (last?.end === text.length) last.start = text.slice(0, last.start).trimEnd().length;
  return left ? edits : [];
}
