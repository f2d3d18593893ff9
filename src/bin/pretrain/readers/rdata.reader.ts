// R's lazy-load databases (`Rdata.rdb`): records of a 4-byte length and a zlib stream, each a serialised R object in
// XDR. All that is wanted from them is long vectors of strings: books, one line of print an element.
import { inflateSync } from 'node:zlib';

import type { Document, Reader } from './reader.js';
import { paragraphsOf } from './reader.js';

const STRING_VECTOR = 16;
const STRING = 9;
const MIN_LINES = 500;

export const rdataReader: Reader = (bytes) => {
  const documents: Document[] = [];
  let offset = 0;
  while (offset + 4 < bytes.length) {
    const { buffer, engine } = inflateSync(bytes.subarray(offset + 4), { info: true } as object) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    offset += 4 + engine.bytesWritten;
    for (const lines of stringVectors(buffer)) {
      if (lines.length >= MIN_LINES) documents.push(paragraphsOf(lines.join('\n')));
    }
  }
  return documents;
};

/** Every vector of strings in a serialised object, found by its header: type, length, then strings to the end. */
function* stringVectors(data: Buffer): Generator<string[]> {
  for (let at = 0; at + 8 <= data.length; at++) {
    // The low byte of a header is the type; a plain vector has no other flags set but "object" and "attributes".
    if (data[at + 3] !== STRING_VECTOR || data.readUInt32BE(at) > 0x3ff) continue;
    const lines = readStrings(data, at + 8, data.readUInt32BE(at + 4));
    if (lines === undefined) continue;
    yield lines.values;
    at = lines.end - 1;
  }
}

function readStrings(data: Buffer, start: number, count: number): { values: string[]; end: number } | undefined {
  if (count === 0 || count > data.length) return undefined;
  const values: string[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 8 > data.length || data[at + 3] !== STRING) return undefined;
    const length = data.readInt32BE(at + 4);
    if (length < -1 || at + 8 + length > data.length) return undefined;
    values.push(length > 0 ? data.toString('utf8', at + 8, at + 8 + length) : '');
    at += 8 + Math.max(length, 0);
  }
  return { values, end: at };
}
