import type { ObjectStore } from '../storage/object-store.js';
import { type PageOf, type PageQuery, UnknownCursor } from './pagination.js';

const NEWLINE = 0x0a;

/** Lines that are looked at for one page: a filter that fits few must not keep the process from everything else. */
const MOST_LOOKED_AT = 5_000;

/**
 * A page of a stored file of JSON lines, in their order; the cursor is the byte at which the next line starts. With a filter
 * a page may hold fewer than it could, and still another follow.
 */
export async function pageOfLines<T>(
  store: ObjectStore,
  key: string,
  { limit, after = '0' }: PageQuery,
  parse: (line: string) => T,
  keeps: (item: T) => boolean = () => true,
): Promise<PageOf<T>> {
  const { size } = await store.head(key);
  const start = /^\d+$/.test(after) ? Number(after) : Number.NaN;
  if (!(await isLineStart(store, key, start, size))) throw new UnknownCursor(after);
  const data: T[] = [];
  let end = start;
  let lookedAt = 0;
  for await (const line of linesFrom(store, key, start, size)) {
    if (data.length === limit || lookedAt === MOST_LOOKED_AT) return { data, hasMore: true, nextCursor: String(end) };
    const item = parse(line.toString('utf8'));
    if (keeps(item)) data.push(item);
    lookedAt++;
    end += line.length + 1;
  }
  return { data, hasMore: false, nextCursor: null };
}

async function* linesFrom(store: ObjectStore, key: string, start: number, size: number): AsyncGenerator<Buffer> {
  if (size === 0) return;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of await store.getRange(key, start, size - 1)) {
    held = Buffer.concat([held, chunk as Buffer]);
    for (let at = held.indexOf(NEWLINE); at !== -1; at = held.indexOf(NEWLINE)) {
      yield held.subarray(0, at);
      held = held.subarray(at + 1);
    }
  }
}

async function isLineStart(store: ObjectStore, key: string, start: number, size: number): Promise<boolean> {
  if (start === 0) return true;
  if (!Number.isSafeInteger(start) || start < 0 || start >= size) return false;
  const [bytes] = (await (await store.getRange(key, start - 1, start - 1)).toArray()) as Buffer[];
  return bytes?.[0] === NEWLINE;
}
