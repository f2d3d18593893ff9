import { readLines } from '../ml/data/lines.js';
import { type PageOf, type PageQuery, UnknownCursor } from '../platform/http/pagination.js';
import type { ObjectStore } from '../platform/storage/object-store.js';

const NEWLINE = 0x0a;
/** Lines that are looked at for one page: a filter that fits few must not keep the process from everything else. */
const MOST_LOOKED_AT = 5_000;

/**
 * Pages through an object that holds a line of JSON an item, in the order they lie in; a cursor is the byte of a line's
 * start. With a filter a page may hold fewer than it could, and still another follow.
 */
export async function pageOfLines<T>(
  objects: ObjectStore,
  key: string,
  { limit, after = '0' }: PageQuery,
  parse: (line: string) => T,
  keeps: (item: T) => boolean = () => true,
): Promise<PageOf<T>> {
  const { size } = await objects.head(key);
  const start = /^\d+$/.test(after) ? Number(after) : Number.NaN;
  if (!(await isLineStart(objects, key, start, size))) throw new UnknownCursor(after);
  const data: T[] = [];
  if (size === 0) return { data, hasMore: false, nextCursor: null };
  let end = start;
  let lookedAt = 0;
  for await (const lines of readLines(await objects.getRange(key, start, size - 1))) {
    for (const line of lines) {
      if (data.length === limit || lookedAt === MOST_LOOKED_AT) return { data, hasMore: true, nextCursor: String(end) };
      const item = parse(line);
      if (keeps(item)) data.push(item);
      lookedAt += 1;
      end += Buffer.byteLength(line) + 1;
    }
  }
  return { data, hasMore: false, nextCursor: null };
}

async function isLineStart(objects: ObjectStore, key: string, start: number, size: number): Promise<boolean> {
  if (start === 0) return true;
  if (!Number.isSafeInteger(start) || start < 0 || start >= size) return false;
  const [bytes] = (await (await objects.getRange(key, start - 1, start - 1)).toArray()) as Buffer[];
  return bytes?.[0] === NEWLINE;
}
