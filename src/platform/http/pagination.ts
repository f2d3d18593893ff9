import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { z } from 'zod';

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

export interface PageOf<T> {
  data: T[];
  hasMore: boolean;
  nextCursor: string | null;
}

/** Answer of every list of `item`s, newest first. */
export function Page<T extends z.ZodType>(item: T) {
  return z.object({
    data: z.array(item).describe('The items of this page, newest first'),
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

/** Pages a query by the `id` of its main alias, newest first: ids sort by time. The query brings its own `where`s. */
export async function paginate<T extends ObjectLiteral & { id: string }, V>(
  query: SelectQueryBuilder<T>,
  { limit, after }: PageQuery,
  toView: (row: T) => V,
): Promise<PageOf<V>> {
  const id = `${query.alias}.id`;
  if (after) query.andWhere(`${id} < :after`, { after });
  const rows = await query
    .orderBy(id, 'DESC')
    .take(limit + 1)
    .getMany();
  return toPage(rows, limit, (row) => row.id, toView);
}
