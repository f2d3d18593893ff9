import { hash } from 'node:crypto';

/**
 * What identifies a row: 96 bits of the hash of its input, 32 of its answer's. Its id is those bits, so the
 * same input and answer have the same id in every version, and an input's key can be read back from an id.
 */
export interface RowKey {
  text: readonly [number, number, number];
  answer: number;
}

/** The key of texts in order. Those that differ in Unicode form or white space only are the same text. */
export function textKey(texts: readonly string[]): RowKey['text'] {
  const digest = hash('sha256', texts.map(plain).join('\0'), 'buffer');
  return [digest.readUInt32BE(0), digest.readUInt32BE(4), digest.readUInt32BE(8)];
}

export function stringKey(text: string): number {
  return hash('sha256', text, 'buffer').readUInt32BE(0);
}

/** White space that `plain` would change. Most texts have none, and looking is cheaper than replacing. */
const UNEVEN_SPACE = /^\s|\s\s|[^\S ]|\s$/;
/** Below U+0300 nothing combines: such text is in normal form C as it is. */
const MAY_COMBINE = /[\u0300-\uffff]/;

function plain(text: string): string {
  const composed = MAY_COMBINE.test(text) ? text.normalize('NFC') : text;
  return UNEVEN_SPACE.test(composed) ? composed.replace(/\s+/g, ' ').trim() : composed;
}

const hex = (word: number) => word.toString(16).padStart(8, '0');

/** `occurrence` counts from 0; it only shows where duplicates are kept. */
export function exampleId({ text, answer }: RowKey, occurrence: number): string {
  const id = `ex_${text.map(hex).join('')}${hex(answer)}`;
  return occurrence === 0 ? id : `${id}_${occurrence + 1}`;
}

export function keyOfId(id: string): RowKey {
  const word = (at: number) => Number.parseInt(id.slice(3 + 8 * at, 11 + 8 * at), 16);
  return { text: [word(0), word(1), word(2)], answer: word(3) };
}
