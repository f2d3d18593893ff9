import type { Span } from '../example.js';
import type { Finding } from './entities.js';

/** A piece of a text, and where what took its place is in the new one. */
interface Piece {
  start: number;
  end: number;
  newStart: number;
  newEnd: number;
}

/** A text with pieces replaced, and where its places have gone. */
export interface Replacement {
  text: string;
  pieces: readonly Piece[];
}

/** @param findings without overlaps, in order */
export function replaceAll(
  text: string,
  findings: readonly Finding[],
  replace: (finding: Finding) => string,
): Replacement {
  const parts: string[] = [];
  const pieces: Piece[] = [];
  let at = 0;
  let length = 0;
  for (const finding of findings) {
    const { start, end } = finding;
    const put = replace(finding);
    parts.push(text.slice(at, start), put);
    const newStart = length + start - at;
    length = newStart + put.length;
    pieces.push({ start, end, newStart, newEnd: length });
    at = end;
  }
  parts.push(text.slice(at));
  return { text: parts.join(''), pieces };
}

/**
 * Spans of the old text as the new one has them. One that begins or ends within a replaced piece takes in all of what
 * took its place. Of several within one piece the first does, and the others are gone, for spans don't overlap.
 */
export function moveSpans(spans: readonly Span[], { text, pieces }: Replacement): Span[] {
  const moved: Span[] = [];
  let free = 0;
  let piece = 0;
  for (const span of spans) {
    while (piece < pieces.length && pieces[piece]!.end <= span.start) piece++;
    const start = Math.max(free, movedStart(span.start, pieces, piece));
    let last = piece;
    while (last < pieces.length && pieces[last]!.end < span.end) last++;
    const end = movedEnd(span.end, pieces, last);
    if (text.slice(start, end).trim() === '') continue;
    moved.push({ ...span, start, end });
    free = end;
  }
  return moved;
}

/** @param piece the first that ends after it */
function movedStart(at: number, pieces: readonly Piece[], piece: number): number {
  const next = pieces[piece];
  if (next && next.start <= at) return next.newStart;
  return at + shiftBefore(pieces, piece);
}

/** @param piece the first that ends there or later */
function movedEnd(at: number, pieces: readonly Piece[], piece: number): number {
  const next = pieces[piece];
  if (next && next.start < at) return next.newEnd;
  return at + shiftBefore(pieces, piece);
}

/** By how much a place between pieces has moved. */
function shiftBefore(pieces: readonly Piece[], piece: number): number {
  const before = pieces[piece - 1];
  return before ? before.newEnd - before.end : 0;
}
