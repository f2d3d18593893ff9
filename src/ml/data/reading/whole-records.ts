import type { Newline } from './csv-records.js';

const QUOTE = 0x22;

/** Some whole records of a text, as bytes, that can be read without those before them. */
export type Piece =
  | {
      bytes: Buffer;
      /** Whether the text ends with it; its last record then needs no line's end. */
      final: boolean;
    }
  /** Bytes of a line that is longer than a record may be. They are not kept. */
  | { tooLong: number };

export interface RecordEnds {
  newline: Newline;
  /** Whether a line's end between quotes ends no record. */
  quoted: boolean;
  /** Whether a record that is too long is passed over; else it ends all. */
  skipLong: boolean;
  /** Bytes that a record may have. */
  recordBytes: number;
}

/**
 * Cuts a text after the last record that ends in each chunk of it.
 *
 * Where fields are quoted, a line's end is a record's where the quotes before it are even in number: a quote opens a field,
 * closes it, or is one of two that stand for one. Any other is a fault of the file, and until its first fault the count is right; what
 * comes after it is read by nobody. The first piece has more than empty lines, so that a header is in it.
 */
export async function* wholeRecords(text: AsyncIterable<Buffer>, ends: RecordEnds): AsyncGenerator<Piece> {
  const { quoted, skipLong, recordBytes } = ends;
  const newline = ends.newline.charCodeAt(0);
  let held: Buffer[] = [];
  let bytes = 0;
  let quotes = 0;
  let begun = false;
  for await (const piece of text) {
    let chunk = piece;
    if (skipLong && bytes > recordBytes) {
      const first = chunk.indexOf(newline);
      if (first === -1) {
        bytes += chunk.length;
        continue;
      }
      yield { tooLong: bytes + first };
      [held, bytes] = [[], 0];
      chunk = chunk.subarray(first + 1);
    }
    if (quoted) quotes += count(chunk, QUOTE);
    let end = quoted ? lastEnd(chunk, newline, quotes) : chunk.lastIndexOf(newline) + 1;
    begun ||= !isBlank(chunk.subarray(0, end));
    if (!begun) end = 0;
    if (end > 0) {
      yield { bytes: joined(held, chunk.subarray(0, end)), final: false };
      [held, bytes] = [[], 0];
    }
    bytes += chunk.length - end;
    if (bytes <= recordBytes || !skipLong) held.push(Buffer.from(chunk.subarray(end)));
    else held = [];
    if (bytes > recordBytes && !skipLong) {
      yield { bytes: joined(held), final: false };
      return;
    }
  }
  if (bytes > recordBytes) yield { tooLong: bytes };
  else yield { bytes: joined(held), final: true };
}

function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0x0a || byte === 0x0d);
}

function joined(held: readonly Buffer[], last: Buffer = Buffer.alloc(0)): Buffer {
  return held.length === 0 ? last : Buffer.concat([...held, last]);
}

function count(bytes: Uint8Array, wanted: number): number {
  let found = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === wanted) found++;
  return found;
}

/** Where the last record ends, 0 where none does. @param quotes all that there are up to the chunk's end */
function lastEnd(chunk: Uint8Array, newline: number, quotes: number): number {
  let even = quotes % 2 === 0;
  for (let at = chunk.length - 1; at >= 0; at--) {
    if (chunk[at] === QUOTE) even = !even;
    else if (even && chunk[at] === newline) return at + 1;
  }
  return 0;
}
