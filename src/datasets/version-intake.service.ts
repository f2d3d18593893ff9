import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { type DatasetTask, EXAMPLE_SCHEMAS } from '../ml/data/example.js';
import { VersionOptions } from '../ml/data/options.js';
import { HEAD_BYTES, refuseUnreadable } from '../ml/data/reading/looks-like.js';
import { peek } from '../ml/data/reading/peek.js';
import { InputError } from '../ml/input-error.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { Malformed } from '../platform/errors/problem.js';
import { checkJsonBytes, checkJsonValue } from '../platform/http/json-rules.js';
import { type FileInfo, readMultipart } from '../platform/http/multipart.js';
import { parseRequest } from '../platform/http/validation.js';
import { newId } from '../platform/ids.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { FileUnreadable } from './dataset.errors.js';
import { DatasetService } from './dataset.service.js';
import { datasetPrefix } from './dataset-keys.js';
import type { VersionSource } from './dataset-version.entity.js';
import {
  VersionCreate,
  type VersionFromExamples,
  type VersionFromSource,
  type VersionView,
} from './dataset-version.schemas.js';
import { DatasetVersionService } from './dataset-version.service.js';
import { ExampleSources } from './example-source.js';

const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** Takes in what a version is to be made from: first the rows go to the object store, then the version's row is made. */
@Injectable()
export class VersionIntakeService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly datasets: DatasetService,
    private readonly versions: DatasetVersionService,
    private readonly sources: ExampleSources,
    private readonly store: ObjectStore,
  ) {}

  async create(
    caller: RequestContext,
    datasetId: string,
    given: VersionCreate | undefined,
    request: Request,
  ): Promise<VersionView> {
    const { task } = await this.datasets.find(this.dataSource.manager, caller.projectId, datasetId);
    if (request.is('multipart/form-data')) return this.fromFile(caller, datasetId, request);
    const body = given ?? parseRequest(VersionCreate, undefined);
    if ('source' in body) return this.fromSource(caller, datasetId, body, task);
    return this.fromExamples(caller, datasetId, body, EXAMPLE_SCHEMAS[task]);
  }

  private async fromFile(caller: RequestContext, datasetId: string, request: Request): Promise<VersionView> {
    const key = sourceKey(caller, datasetId);
    return this.keepOnlyIfDone(key, async () => {
      const { file, fields } = await readMultipart(request, {
        file: 'file',
        fields: ['options'],
        maxFileBytes: MAX_UPLOAD_BYTES,
        receive: (stream, info) => this.receive(key, stream, info),
      });
      const options = parseRequest(VersionOptions, parseField('options', fields.options ?? '{}'), 'options');
      return this.versions.create(caller, datasetId, file, options);
    });
  }

  private async fromExamples(
    caller: RequestContext,
    datasetId: string,
    { examples, options = {} }: VersionFromExamples,
    schema: z.ZodType<object>,
  ): Promise<VersionView> {
    parseRequest(z.object({ examples: z.array(schema) }), { examples });
    const key = sourceKey(caller, datasetId);
    return this.keepOnlyIfDone(key, async () => {
      const lines = examples.map((example) => `${JSON.stringify(example)}\n`);
      const { size, sha256 } = await this.store.put(key, Readable.from(lines));
      const source: VersionSource = { type: 'examples', key, fileName: null, sha256, size };
      return this.versions.create(caller, datasetId, source, options);
    });
  }

  private async fromSource(
    caller: RequestContext,
    datasetId: string,
    { source: { type, deployment, since: asked }, options = {} }: VersionFromSource,
    task: DatasetTask,
  ): Promise<VersionView> {
    const since = asked ?? null;
    await this.sources.get(type).check({ projectId: caller.projectId, task, deployment, since });
    const source: VersionSource = { type, deployment, since, until: new Date().toISOString() };
    return this.versions.create(caller, datasetId, source, options);
  }

  /** Streams the file to the store, unless its first bytes say that it can't hold rows. */
  private async receive(key: string, stream: Readable, { filename }: FileInfo): Promise<VersionSource> {
    const { head, all } = await peek(stream as AsyncIterable<Uint8Array>, HEAD_BYTES);
    try {
      refuseUnreadable(head, { packed: true });
    } catch (error) {
      throw error instanceof InputError ? new FileUnreadable(error.code, error.message) : error;
    }
    const { size, sha256 } = await this.store.put(key, Readable.from(all));
    return { type: 'file', key, fileName: filename || null, sha256, size };
  }

  /** No version, no source: what a failed request has written goes. */
  private async keepOnlyIfDone<T>(key: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.store.delete(key);
      throw error;
    }
  }
}

function sourceKey({ projectId }: RequestContext, datasetId: string): string {
  return `${datasetPrefix(projectId, datasetId)}sources/${newId('src')}`;
}

function parseField(name: string, text: string): unknown {
  checkJsonBytes(Buffer.from(text));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Malformed('malformed-field', `Expected JSON in the field ${name}: ${(error as Error).message}.`);
  }
  checkJsonValue(value, [name]);
  return value;
}
