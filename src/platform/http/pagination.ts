import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';
import { Invalid } from '../errors/problem.js';
import { isId } from '../ids.js';

const MAX_PAGE = 100;
const DEFAULT_PAGE = 20;

/** Query of every list: `PageQuery.extend({ status: … })` adds filters. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE).describe('Items a page, 1 to 100'),
  after: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, 'expected the nextCursor of the page before')
    .optional()
    .describe('The `nextCursor` of the page before; the first page without it'),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** Query of lists whose items are numbered, newest first: their cursor is a number. */
export const NumberedPageQuery = PageQuery.extend({
  after: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/, 'expected the nextCursor of the page before')
    .optional()
    .describe('The `nextCursor` of the page before; the first page without it'),
});
export type NumberedPageQuery = z.infer<typeof NumberedPageQuery>;

export interface PageOf<T> {
  data: T[];
  hasMore: boolean;
  nextCursor: string | null;
}

/** Answer of every list of `item`s. @param data what the page holds, in which order */
export function Page<T extends z.ZodType>(item: T, data = 'The items of this page, newest first') {
  return z.object({
    data: z.array(item).describe(data),
    hasMore: z.boolean().describe('Whether another page follows'),
    nextCursor: z.string().nullable().describe('Give it as `after` for the next page; null at the end'),
  });
}

/** One page of rows that have been fetched with `limit + 1`. */
export function toPage<T, V>(rows: T[], limit: number, cursorOf: (row: T) => string, toView: (row: T) => V): PageOf<V> {
  const page = rows.slice(0, limit);
  const hasMore = rows.length > limit;
  return { data: page.map(toView), hasMore, nextCursor: hasMore ? cursorOf(page.at(-1)!) : null };
}

/** `after` is no place in this list. */
export class UnknownCursor extends Invalid {
  constructor(after: string, expected = 'the nextCursor of a page of this list') {
    const message = `expected ${expected}; found "${after}"`;
    super('unknown-cursor', `There is no such page: ${message}.`, { errors: [{ path: 'after', message }] });
  }
}

/**
 * Pages a query by the `id` of its main alias, newest first: ids sort by time. The query brings its own `where`s. A cursor
 * whose row was deleted between two pages is still a place in time, so only its form is checked.
 */
export async function paginate<T extends ObjectLiteral & { id: string }, V>(
  query: SelectQueryBuilder<T>,
  { limit, after }: PageQuery,
  prefix: string,
  toView: (row: T) => V,
): Promise<PageOf<V>> {
  if (after !== undefined && !isId(prefix, after)) throw new UnknownCursor(after);
  const id = `${query.alias}.id`;
  if (after) query.andWhere(`${id} < :after`, { after });
  const rows = await query
    .orderBy(id, 'DESC')
    .take(limit + 1)
    .getMany();
  return toPage(rows, limit, (row) => row.id, toView);
}
