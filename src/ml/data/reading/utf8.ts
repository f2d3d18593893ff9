import { isUtf8 } from 'node:buffer';
import { InputError } from '../../input-error.js';

const NEWLINE = 0x0a;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Passes bytes on unchanged, less a byte order mark, after checking that they are UTF-8. Every chunk ends where a
 * character ends, so that whoever reads on may decode it alone.
 */
export async function* checkUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let lines = 0;
  let held: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const piece of bytes) {
    let chunk: Buffer =
      held.length > 0 ? Buffer.concat([held, piece]) : Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    if (first) {
      if (chunk.length < BOM.length) {
        held = Buffer.from(chunk);
        continue;
      }
      if (chunk.subarray(0, BOM.length).equals(BOM)) chunk = chunk.subarray(BOM.length);
      first = false;
    }
    const end = chunk.length - unfinished(chunk);
    held = Buffer.from(chunk.subarray(end));
    const whole = chunk.subarray(0, end);
    if (!isUtf8(whole)) throw notUtf8(whole, lines);
    lines += countLines(whole);
    if (whole.length > 0) yield whole;
  }
  if (held.length === 0) return;
  if (!isUtf8(held)) throw notUtf8(held, lines);
  yield held;
}

/** How many bytes at the end of `chunk` begin a character whose other bytes are still to come. */
function unfinished(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back++) {
    const byte = chunk[chunk.length - back]!;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
}

function countLines(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

function notUtf8(chunk: Buffer, linesBefore: number): InputError {
  let line = linesBefore + 1;
  let start = 0;
  for (;;) {
    const newline = chunk.indexOf(NEWLINE, start);
    const end = newline === -1 ? chunk.length : newline;
    const text = chunk.subarray(start, end);
    if (!isUtf8(text) || newline === -1) {
      const at = firstInvalidByte(text);
      const byte = `0x${(text[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}`;
      return new InputError(
        'wrong-encoding',
        `Expected UTF-8; byte ${at + 1} of line ${line} is ${byte}, which is not. ` +
          'Re-encode the file as UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8) and send it again.',
      );
    }
    line++;
    start = newline + 1;
  }
}

/** Binary search for the longest valid beginning; its end is the first byte of the character that is wrong. */
function firstInvalidByte(text: Buffer): number {
  let valid = 0;
  let invalid = text.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    const head = text.subarray(0, middle);
    if (isUtf8(head.subarray(0, middle - unfinished(head)))) valid = middle;
    else invalid = middle;
  }
  const head = text.subarray(0, valid);
  return valid - unfinished(head);
}
