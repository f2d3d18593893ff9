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
  const text = texts.length === 1 ? plain(texts[0]!) : texts.map(plain).join('\0');
  // Twice as fast as a Buffer, which is an object with memory of its own.
  const digest = hash('sha256', text, 'hex');
  return [wordAt(digest, 0), wordAt(digest, 8), wordAt(digest, 16)];
}

export function stringKey(text: string): number {
  return wordAt(hash('sha256', text, 'hex'), 0);
}

function wordAt(digest: string, at: number): number {
  return Number.parseInt(digest.slice(at, at + 8), 16);
}

/**
 * Characters that Unicode may write in another way, or that change those before them. Left out are those that normal form C
 * leaves as they are whatever stands beside them, and that texts are full of: Latin, Cyrillic, dashes and quotes, Chinese
 * characters, whole Korean syllables, and the pairs that most emoji are. Normalising takes much longer than looking.
 */
const COMPOSING = /[\u0300-\u03ff\u0483-\u200f\u205f-\u4dff\ua000-\uabff\ud7a4-\ud83b\ud83f-\udbff\ue000-\uffff]/;
/** White space other than one space between words. Said so, a text is looked through twice as fast as with [^\S ]. */
const UNEVEN_SPACE = /[\t-\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]\s*| \s+/g;

/** The text in normal form C, each run of white space one space, none at its ends. */
export function plain(text: string): string {
  const composed = COMPOSING.test(text) ? text.normalize('NFC') : text;
  return composed.replace(UNEVEN_SPACE, ' ').trim();
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (word: number) =>
  HEX[word >>> 24]! + HEX[(word >>> 16) & 0xff]! + HEX[(word >>> 8) & 0xff]! + HEX[word & 0xff]!;

const PREFIX = 'ex_';
/** Characters of an id, whatever follows to tell it from those of the same text and answer. */
export const ID_LENGTH = PREFIX.length + 32;

/** The id of a row that none with its text and answer came before. */
export function exampleId({ text, answer }: RowKey): string {
  return PREFIX + hex(text[0]) + hex(text[1]) + hex(text[2]) + hex(answer);
}

/** What follows in the id of another such row; `occurrence` counts from 0. It only shows where duplicates are kept. */
export function occurrenceSuffix(occurrence: number): string {
  return occurrence === 0 ? '' : `_${occurrence + 1}`;
}

export function keyOfId(id: string): RowKey {
  const digits = id.slice(PREFIX.length);
  return { text: [wordAt(digits, 0), wordAt(digits, 8), wordAt(digits, 16)], answer: wordAt(digits, 24) };
}
