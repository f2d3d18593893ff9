import nlp from 'compromise';
import type { Finding } from '../entities.js';

/** What is handed over at a time: the library's time grows faster than what it is given. */
const PIECE = 2_000;
const CAPITAL = /\p{Lu}/u;
/** The library takes marks along: "Ahmed," and "Anna's". */
const AROUND = /^[^\p{L}]+|(?:['’]s)?[^\p{L}]*$/gu;

interface FoundName {
  text: string;
  offset: { start: number; length: number };
}

/** Names of people in English texts, by `compromise`. */
export function* findPersons(text: string): Generator<Finding> {
  for (let at = 0; at < text.length; ) {
    const end = pieceEnd(text, at);
    const piece = text.slice(at, end);
    if (CAPITAL.test(piece)) yield* inPiece(piece, at);
    at = end;
  }
}

function* inPiece(piece: string, at: number): Generator<Finding> {
  for (const { offset } of nlp(piece).people().out('offset') as FoundName[]) {
    const found = piece.slice(offset.start, offset.start + offset.length);
    const name = found.replace(AROUND, '');
    const start = at + offset.start + found.indexOf(name);
    if (CAPITAL.test(name)) yield { start, end: start + name.length, entity: 'person', value: spelling(name) };
  }
}

function spelling(name: string): string {
  return name.toLowerCase().replace(/\s+/g, ' ');
}

/** At a line's end, or between words, so that no name is cut. */
function pieceEnd(text: string, at: number): number {
  const limit = at + PIECE;
  if (limit >= text.length) return text.length;
  const line = text.lastIndexOf('\n', limit);
  if (line > at) return line + 1;
  const space = text.lastIndexOf(' ', limit);
  return space > at ? space + 1 : limit;
}
