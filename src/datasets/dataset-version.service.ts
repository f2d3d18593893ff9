import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import type { DataSource, EntityManager, Repository } from 'typeorm';
import { resolveOptions, type VersionOptions } from '../ml/data/options.js';
import { DATASET_TASK } from '../ml/data/version-task.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type NumberedPageQuery, type PageOf, toPage } from '../platform/http/pagination.js';
import { newId } from '../platform/ids.js';
import { TaskService } from '../runner/task.service.js';
import { DatasetVersionNotFound, DatasetVersionNotReady, NoReadyVersion, OptionsInvalid } from './dataset.errors.js';
import { DatasetService } from './dataset.service.js';
import { DatasetSecretService } from './dataset-secret.service.js';
import { DatasetVersionEntity, type VersionSource } from './dataset-version.entity.js';
import { toVersionView, type VersionView } from './dataset-version.schemas.js';

/** A version by its data set and number, or the latest ready one. */
export interface VersionReference {
  id: string;
  version?: number | undefined;
}

@Injectable()
export class DatasetVersionService {
  constructor(
    @InjectRepository(DatasetVersionEntity) private readonly versions: Repository<DatasetVersionEntity>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly datasets: DatasetService,
    private readonly tasks: TaskService,
    private readonly secrets: DatasetSecretService,
  ) {}

  /** The row and its task, together; `source` is safe by now. */
  create(
    { projectId }: RequestContext,
    datasetId: string,
    source: VersionSource,
    options: VersionOptions,
  ): Promise<VersionView> {
    return this.dataSource.transaction(async (tx) => {
      const dataset = await this.datasets.lock(tx, projectId, datasetId);
      const extended = await this.extended(tx, datasetId, source, options);
      const asked = extended === null ? options : anonymizedAs(extended, options);
      const { resolved, issues } = resolveOptions(dataset.task, asked, extended !== null);
      if (issues.length > 0) throw new OptionsInvalid(issues);
      if (resolved.anonymize) await this.secrets.ensure(tx, dataset);
      const id = newId('dsv');
      const task = await this.tasks.enqueue(tx, { kind: DATASET_TASK, projectId, input: { versionId: id } });
      const version = tx.create(DatasetVersionEntity, {
        id,
        projectId,
        datasetId,
        version: ((await tx.maximum(DatasetVersionEntity, 'version', { datasetId })) ?? 0) + 1,
        parent: extended?.version ?? (await this.latestReady(tx, datasetId))?.version ?? null,
        extendsParent: extended !== null,
        taskId: task.id,
        source,
        options: resolved,
      });
      await tx.save(version);
      return toVersionView(Object.assign(version, { task }));
    });
  }

  async list(
    { projectId }: RequestContext,
    datasetId: string,
    { limit, after }: NumberedPageQuery,
  ): Promise<PageOf<VersionView>> {
    await this.datasets.find(this.dataSource.manager, projectId, datasetId);
    const query = this.versions
      .createQueryBuilder('version')
      .innerJoinAndSelect('version.task', 'task')
      .where({ datasetId });
    if (after) query.andWhere('version.version < :after', { after: Number(after) });
    const rows = await query
      .orderBy('version.version', 'DESC')
      .take(limit + 1)
      .getMany();
    return toPage(rows, limit, ({ version }) => String(version), toVersionView);
  }

  async get({ projectId }: RequestContext, datasetId: string, version: number): Promise<VersionView> {
    return toVersionView(await this.find(this.dataSource.manager, projectId, { id: datasetId, version }));
  }

  /** For whoever needs the rows: throws unless the version is ready. */
  async ready(manager: EntityManager, projectId: string, reference: VersionReference): Promise<DatasetVersionEntity> {
    const version = await this.find(manager, projectId, reference);
    if (version.task.status !== 'succeeded') throw new DatasetVersionNotReady(version);
    return version;
  }

  private async find(manager: EntityManager, projectId: string, { id, version }: VersionReference) {
    await this.datasets.find(manager, projectId, id);
    if (version === undefined) {
      const latest = await this.latestReady(manager, id);
      if (!latest) throw new NoReadyVersion(id);
      return latest;
    }
    const found = await manager.findOne(DatasetVersionEntity, {
      where: { datasetId: id, version },
      relations: { task: true },
    });
    if (!found) throw new DatasetVersionNotFound(id, version);
    return found;
  }

  private latestReady(manager: EntityManager, datasetId: string): Promise<DatasetVersionEntity | null> {
    return manager.findOne(DatasetVersionEntity, {
      where: { datasetId, task: { status: 'succeeded' } },
      relations: { task: true },
      order: { version: 'DESC' },
    });
  }

  /** The version that the new one extends; null where it starts afresh. */
  private async extended(
    tx: EntityManager,
    datasetId: string,
    source: VersionSource,
    { extend, split }: VersionOptions,
  ): Promise<DatasetVersionEntity | null> {
    if (extend === null) return null;
    if (extend === undefined) {
      // What users correct is added to what there is, so that the next model can be held against the last.
      const adds = source.type === 'feedback' || source.type === 'predictions';
      return adds && !split ? await this.latestReady(tx, datasetId) : null;
    }
    if (extend.version === undefined) {
      const latest = await this.latestReady(tx, datasetId);
      if (!latest) throw new NoReadyVersion(datasetId);
      return latest;
    }
    const version = await tx.findOne(DatasetVersionEntity, {
      where: { datasetId, version: extend.version },
      relations: { task: true },
    });
    if (!version) throw new DatasetVersionNotFound(datasetId, extend.version);
    if (version.task.status !== 'succeeded') throw new DatasetVersionNotReady(version);
    return version;
  }
}

/** Rows that join anonymised ones are anonymised in the same way; and none may be thought so that stay as they were. */
function anonymizedAs({ version, options: extended }: DatasetVersionEntity, options: VersionOptions): VersionOptions {
  if (options.anonymize === undefined) return { ...options, anonymize: extended.anonymize };
  if (options.anonymize === null || extended.anonymize) return options;
  const message =
    `Version ${version}, which is extended, is not anonymised, and its rows stay as they are. Send its rows again with ` +
    '`anonymize` and without `extend`.';
  throw new OptionsInvalid([{ path: 'anonymize', message }]);
}
