import { isUtf8 } from 'node:buffer';
import type { ParquetParsers, SchemaTree } from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { isListLike, isMapLike } from 'hyparquet/src/schema.js';
import { BadRow } from '../bad-row.js';

/** Times become ISO 8601 in UTC, to the millisecond. What is no text, and JSON, stays bytes: `plainValue` sees to them. */
export const PARSERS: ParquetParsers = {
  ...DEFAULT_PARSERS,
  timestampFromMilliseconds: (time: bigint) => isoTime(Number(time)),
  timestampFromMicroseconds: (time: bigint) => isoTime(Number(time) / 1000),
  timestampFromNanoseconds: (time: bigint) => isoTime(Number(time / 1_000_000n)),
  dateFromDays: (days: number) => isoTime(days * 86_400_000).slice(0, 10),
  stringFromBytes: (bytes) => (bytes && isUtf8(bytes) ? utf8(bytes) : bytes),
  jsonFromBytes: (bytes) => bytes,
  geometryFromBytes: (bytes) => bytes,
  geographyFromBytes: (bytes) => bytes,
};

/** A time out of the calendar stays the number it is: whoever wants a time of it will say so. */
function isoTime(milliseconds: number): string {
  const time = new Date(Math.floor(milliseconds));
  return Number.isNaN(time.getTime()) ? String(milliseconds) : time.toISOString();
}

/**
 * A value as JSON has it. What a column of objects has no value for is left out of the object, as in JSON, since Parquet
 * gives every object all keys. Numbers past the safe integers are text, and not a number is no value.
 *
 * @param at names it in messages
 * @throws BadRow for bytes that are no text
 */
export function plainValue(value: unknown, node: SchemaTree | undefined, at: string): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return plainNumber(value, node);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Uint8Array) return plainBytes(value, node, at);
  if (ArrayBuffer.isView(value))
    return Array.from(value as unknown as Iterable<unknown>, (item) => plainValue(item, node, at));
  if (Array.isArray(value)) return value.map((item) => plainValue(item, itemOf(node), at));
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    plainValue(inner, fieldOf(node, key), `${at}.${key}`),
  ]);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== null));
}

function plainNumber(value: number, node: SchemaTree | undefined): number | string | null {
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value)) return String(value);
  // Decimals come as whole numbers times 10^-scale, which is 12.340000000000002 for 12.34.
  if (node?.element.converted_type === 'DECIMAL') return Number(value.toFixed(Math.min(100, node.element.scale ?? 0)));
  return value;
}

function plainBytes(bytes: Uint8Array, node: SchemaTree | undefined, at: string): unknown {
  if (!isUtf8(bytes))
    throw new BadRow(`${at} holds bytes that are not UTF-8 text; leave binary columns out of the file`);
  const text = utf8(bytes);
  if (node?.element.converted_type !== 'JSON') return text;
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRow(`${at} is not JSON`);
  }
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

/** What the schema says of a list's items. */
function itemOf(node: SchemaTree | undefined): SchemaTree | undefined {
  if (!node || !isListLike(node)) return node;
  const list = node.children[0]!;
  return list.children.length === 1 ? list.children[0] : list;
}

function fieldOf(node: SchemaTree | undefined, key: string): SchemaTree | undefined {
  if (!node) return undefined;
  if (isMapLike(node)) return node.children[0]!.children[1];
  return node.children.find(({ element }) => element.name === key);
}
