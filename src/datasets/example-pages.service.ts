import { Injectable } from '@nestjs/common';
import { SPLITS, type Split } from '../ml/data/example.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type PageOf, UnknownCursor } from '../platform/http/pagination.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { DatasetContentService } from './dataset-content.service.js';
import { splitKey } from './dataset-keys.js';
import type { DatasetVersionEntity } from './dataset-version.entity.js';
import type { ExampleView } from './example.schemas.js';

/** A page ends early where its rows are this large, so that pages of long texts stay small enough to hold. */
const MAX_PAGE_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

interface Position {
  split: Split;
  /** Byte of the split's file at which a line starts. */
  offset: number;
}

export interface ExampleQuery {
  split?: Split | undefined;
  limit: number;
  after?: string | undefined;
}

/** Pages through a version's rows in the order of its files. */
@Injectable()
export class ExamplePagesService {
  constructor(
    private readonly contents: DatasetContentService,
    private readonly store: ObjectStore,
  ) {}

  async page(
    caller: RequestContext,
    id: string,
    number: number,
    { split, limit, after }: ExampleQuery,
  ): Promise<PageOf<ExampleView>> {
    const version = await this.contents.ready(caller, id, number);
    const splits = split ? [split] : SPLITS;
    const start = after ? await this.positionAfter(version, splits, after) : { split: splits[0]!, offset: 0 };
    const data: ExampleView[] = [];
    let end = start;
    let bytes = 0;
    for await (const { line, next } of this.lines(version, splits, start)) {
      if (data.length === limit || bytes > MAX_PAGE_BYTES)
        return { data, hasMore: true, nextCursor: cursor(data, end) };
      data.push(JSON.parse(line.toString('utf8')));
      bytes += line.length;
      end = next;
    }
    return { data, hasMore: false, nextCursor: null };
  }

  /**
   * `after` is the cursor of a page: the last id on it, and the place where the next row starts. A bare id is taken too;
   * it has to be looked for.
   */
  private async positionAfter(
    version: DatasetVersionEntity,
    splits: readonly Split[],
    after: string,
  ): Promise<Position> {
    const [id, split, offset] = after.split('-');
    if (offset !== undefined && splits.includes(split as Split)) {
      const position = { split: split as Split, offset: Number(offset) };
      if (await this.isLineStart(version, position)) return position;
    } else {
      const start = Buffer.from(`{"id":"${id}",`);
      for await (const { line, next } of this.lines(version, splits, { split: splits[0]!, offset: 0 })) {
        if (line.subarray(0, start.length).equals(start)) return next;
      }
    }
    throw new UnknownCursor(after, 'the nextCursor of a page, or the id of an example of these splits');
  }

  private async isLineStart(version: DatasetVersionEntity, { split, offset }: Position): Promise<boolean> {
    if (offset === 0) return true;
    const key = splitKey(version, split);
    const { size } = await this.store.head(key);
    if (!Number.isSafeInteger(offset) || offset < 0 || offset > size) return false;
    const [byte] = (await (await this.store.getRange(key, offset - 1, offset - 1)).toArray()) as Buffer[];
    return byte?.[0] === NEWLINE;
  }

  private async *lines(
    version: DatasetVersionEntity,
    splits: readonly Split[],
    start: Position,
  ): AsyncGenerator<{ line: Buffer; next: Position }> {
    for (const split of splits.slice(splits.indexOf(start.split))) {
      let offset = split === start.split ? start.offset : 0;
      const key = splitKey(version, split);
      const { size } = await this.store.head(key);
      if (offset >= size) continue;
      for await (const line of linesOf(await this.store.getRange(key, offset, size - 1))) {
        offset += line.length + 1;
        yield { line, next: { split, offset } };
      }
    }
  }
}

function cursor(data: readonly ExampleView[], { split, offset }: Position): string {
  return `${data.at(-1)!.id}-${split}-${offset}`;
}

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...held, chunk.subarray(start, end)]);
      held = [];
      start = end + 1;
    }
    held.push(chunk.subarray(start));
  }
}
