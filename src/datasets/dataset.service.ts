import { Injectable } from '@nestjs/common';
import { InjectDataSource, InjectRepository } from '@nestjs/typeorm';
import { type DataSource, type EntityManager, In, type Repository } from 'typeorm';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type PageOf, type PageQuery, paginate } from '../platform/http/pagination.js';
import { newId } from '../platform/ids.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { DatasetEntity } from './dataset.entity.js';
import { DatasetNotFound, DatasetProcessing } from './dataset.errors.js';
import { type DatasetCreate, type DatasetPatch, type DatasetView, toDatasetView } from './dataset.schemas.js';
import { datasetPrefix } from './dataset-keys.js';
import { DatasetSecretEntity } from './dataset-secret.entity.js';
import { DatasetVersionEntity } from './dataset-version.entity.js';

@Injectable()
export class DatasetService {
  constructor(
    @InjectRepository(DatasetEntity) private readonly datasets: Repository<DatasetEntity>,
    @InjectRepository(DatasetVersionEntity) private readonly versions: Repository<DatasetVersionEntity>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
  ) {}

  async create({ projectId }: RequestContext, { name, task, description }: DatasetCreate): Promise<DatasetView> {
    const dataset = this.datasets.create({ id: newId('ds'), projectId, name, task, description: description ?? null });
    return toDatasetView(await this.datasets.save(dataset), null);
  }

  async list({ projectId }: RequestContext, page: PageQuery): Promise<PageOf<DatasetView>> {
    const query = this.datasets.createQueryBuilder('dataset').where('dataset.projectId = :projectId', { projectId });
    const found = await paginate(query, page, 'ds', (dataset) => dataset);
    const latest = await this.latestReady(found.data);
    return { ...found, data: found.data.map((dataset) => toDatasetView(dataset, latest.get(dataset.id) ?? null)) };
  }

  async get({ projectId }: RequestContext, id: string): Promise<DatasetView> {
    return this.view(await this.find(this.dataSource.manager, projectId, id));
  }

  async update({ projectId }: RequestContext, id: string, patch: DatasetPatch): Promise<DatasetView> {
    const dataset = await this.find(this.dataSource.manager, projectId, id);
    return this.view(await this.datasets.save(this.datasets.merge(dataset, patch)));
  }

  /** What is in use elsewhere (a job's data, say) is kept by the foreign key that refers to it: a 409. */
  async delete({ projectId }: RequestContext, id: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await this.lock(tx, projectId, id);
      const versions = await tx.find(DatasetVersionEntity, { where: { datasetId: id }, relations: { task: true } });
      const processing = versions.filter(({ task }) => task.finishedAt === null);
      if (processing.length > 0) throw new DatasetProcessing(processing.map(({ version }) => version));
      await tx.delete(DatasetVersionEntity, { datasetId: id });
      await tx.delete(DatasetSecretEntity, { datasetId: id });
      await tx.delete(DatasetEntity, { id });
    });
    for await (const { key } of this.store.list(datasetPrefix(projectId, id))) await this.store.delete(key);
  }

  async find(manager: EntityManager, projectId: string, id: string): Promise<DatasetEntity> {
    const dataset = await manager.findOneBy(DatasetEntity, { id, projectId });
    if (!dataset) throw new DatasetNotFound(id);
    return dataset;
  }

  /** Holds the data set until the transaction ends: versions are numbered one after the other. */
  async lock(tx: EntityManager, projectId: string, id: string): Promise<DatasetEntity> {
    const dataset = await tx.findOne(DatasetEntity, { where: { id, projectId }, lock: { mode: 'pessimistic_write' } });
    if (!dataset) throw new DatasetNotFound(id);
    return dataset;
  }

  private async view(dataset: DatasetEntity): Promise<DatasetView> {
    return toDatasetView(dataset, (await this.latestReady([dataset])).get(dataset.id) ?? null);
  }

  private async latestReady(datasets: readonly DatasetEntity[]): Promise<Map<string, number>> {
    if (datasets.length === 0) return new Map();
    const rows = await this.versions
      .createQueryBuilder('version')
      .innerJoin('version.task', 'task')
      .select('version.datasetId', 'id')
      .addSelect('max(version.version)', 'latest')
      .where({ datasetId: In(datasets.map(({ id }) => id)) })
      .andWhere(`task.status = 'succeeded'`)
      .groupBy('version.datasetId')
      .getRawMany<{ id: string; latest: number }>();
    return new Map(rows.map(({ id, latest }) => [id, latest]));
  }
}
