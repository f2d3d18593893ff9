import type { ObjectStore } from '../storage/object-store.js';
import { type PageOf, type PageQuery, UnknownCursor } from './pagination.js';

const NEWLINE = 0x0a;

/** A page of a stored file of JSON lines, in their order; the cursor is the byte at which the next line starts. */
export async function pageOfLines<T>(
  store: ObjectStore,
  key: string,
  { limit, after = '0' }: PageQuery,
): Promise<PageOf<T>> {
  const { size } = await store.head(key);
  const start = /^\d+$/.test(after) ? Number(after) : Number.NaN;
  if (!(await isLineStart(store, key, start, size))) throw new UnknownCursor(after);
  const data: T[] = [];
  if (size === 0) return { data, hasMore: false, nextCursor: null };
  let end = start;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of await store.getRange(key, start, size - 1)) {
    held = Buffer.concat([held, chunk as Buffer]);
    for (let at = held.indexOf(NEWLINE); at !== -1; at = held.indexOf(NEWLINE)) {
      if (data.length === limit) return { data, hasMore: true, nextCursor: String(end) };
      data.push(JSON.parse(held.subarray(0, at).toString('utf8')) as T);
      end += at + 1;
      held = held.subarray(at + 1);
    }
  }
  return { data, hasMore: false, nextCursor: null };
}

async function isLineStart(store: ObjectStore, key: string, start: number, size: number): Promise<boolean> {
  if (start === 0) return true;
  if (!Number.isSafeInteger(start) || start < 0 || start >= size) return false;
  const [bytes] = (await (await store.getRange(key, start - 1, start - 1)).toArray()) as Buffer[];
  return bytes?.[0] === NEWLINE;
}
