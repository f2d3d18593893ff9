/** A labelled piece of a text, `text.slice(start, end)`: places are UTF-16 code units, as in JavaScript strings. */
export interface Span {
  start: number;
  end: number;
  label: string;
}

/** The span without white space at its ends; undefined if nothing else is in it. */
export function trimSpan(text: string, { start, end, label }: Span): Span | undefined {
  const piece = text.slice(start, end);
  const trimmed = piece.trim();
  if (trimmed === '') return undefined;
  const from = start + piece.length - piece.trimStart().length;
  return { start: from, end: from + trimmed.length, label };
}
