import { Readable } from 'node:stream';
import { Injectable, StreamableFile } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import type { DataSource } from 'typeorm';
import { type DatasetTask, SPLITS, type Split, type StoredExample } from '../ml/data/example.js';
import { readLines } from '../ml/data/lines.js';
import type { DatasetReport } from '../ml/data/report.js';
import { csvColumns, csvHeader, csvRow } from '../ml/data/write-csv.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { sendObject } from '../platform/http/content.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { reportKey, splitKey } from './dataset-keys.js';
import type { DatasetVersionEntity } from './dataset-version.entity.js';
import type { ContentQuery } from './dataset-version.schemas.js';
import { DatasetVersionService } from './dataset-version.service.js';

/** Hands a ready version's report and rows out. */
@Injectable()
export class DatasetContentService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly versions: DatasetVersionService,
    private readonly store: ObjectStore,
  ) {}

  ready({ projectId }: RequestContext, id: string, version: number): Promise<DatasetVersionEntity> {
    return this.versions.ready(this.dataSource.manager, projectId, { id, version });
  }

  async report(caller: RequestContext, id: string, number: number): Promise<DatasetReport> {
    const version = await this.ready(caller, id, number);
    const chunks = await (await this.store.get(reportKey(version))).toArray();
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  }

  async content(
    caller: RequestContext,
    id: string,
    number: number,
    { split, format }: ContentQuery,
    request: Request,
  ): Promise<StreamableFile> {
    const version = await this.ready(caller, id, number);
    const filename = `${id}-v${number}${split ? `-${split}` : ''}.${format}`;
    if (format === 'jsonl' && split) {
      return sendObject(this.store, splitKey(version, split), request, { type: 'application/jsonl', filename });
    }
    const bytes = this.concatenated(version, split ? [split] : SPLITS);
    const stream = Readable.from(format === 'csv' ? asCsv(version.recipe!.task, bytes) : bytes, { objectMode: false });
    return new StreamableFile(stream, {
      type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl',
      disposition: `attachment; filename="${filename}"`,
    }).setErrorHandler((_error, broken) => broken.destroy?.());
  }

  private async *concatenated(version: DatasetVersionEntity, splits: readonly Split[]): AsyncGenerator<Buffer> {
    for (const split of splits) yield* await this.store.get(splitKey(version, split));
  }
}

async function* asCsv(task: DatasetTask, jsonLines: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const columns = csvColumns(task);
  yield csvHeader(columns);
  for await (const lines of readLines(jsonLines)) {
    yield lines.map((line) => csvRow(columns, JSON.parse(line) as StoredExample)).join('');
  }
}
