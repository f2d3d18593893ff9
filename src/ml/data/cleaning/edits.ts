import type { Span } from '../example.js';

/** A piece of a text and what takes its place. A step gives them in order, without overlaps. */
export interface Edit {
  start: number;
  end: number;
  by: string;
}

/** An edit for each match of a global expression that is replaced by something else. */
export function editsOf(text: string, pattern: RegExp, by: string | ((match: string, at: number) => string)): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(pattern)) {
    const found = match[0];
    const instead = typeof by === 'string' ? by : by(found, match.index);
    if (instead !== found) edits.push({ start: match.index, end: match.index + found.length, by: instead });
  }
  return edits;
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, by } of edits) {
    parts.push(text.slice(at, start), by);
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/**
 * Spans at their places in the edited text. One that starts or ends within a piece that is replaced takes the whole
 * replacement in; one of which nothing is left but white space goes.
 * @param spans in order, without overlaps
 * @param edited the text with the edits applied
 */
export function moveSpans(spans: readonly Span[], edits: readonly Edit[], edited: string): Span[] {
  const places = new Places(edits);
  const moved: Span[] = [];
  let after = 0;
  for (const { start, end, label } of spans) {
    const span = { start: Math.max(after, places.ofStart(start)), end: places.ofEnd(end), label };
    if (span.start >= span.end || edited.slice(span.start, span.end).trim() === '') continue;
    moved.push(span);
    after = span.end;
  }
  return moved;
}

/** Where places of a text are after its edits. To be asked in order, so that the edits are gone through once. */
class Places {
  private next = 0;
  private shift = 0;

  constructor(private readonly edits: readonly Edit[]) {}

  ofStart(at: number): number {
    const within = this.editAround(at);
    return (within ? within.start : at) + this.shift;
  }

  ofEnd(at: number): number {
    const within = this.editAround(at);
    return (within ? within.start + within.by.length : at) + this.shift;
  }

  /** The edit that has characters on both sides of the place. */
  private editAround(at: number): Edit | null {
    for (; this.next < this.edits.length; this.next++) {
      const edit = this.edits[this.next]!;
      if (edit.end > at) return edit.start < at ? edit : null;
      this.shift += edit.by.length - (edit.end - edit.start);
    }
    return null;
  }
}
