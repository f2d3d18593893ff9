import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type PageOf, toPage, UnknownCursor } from '../platform/http/pagination.js';
import { isId } from '../platform/ids.js';
import { TaskService } from '../runner/task.service.js';
import { ModelEntity } from './model.entity.js';
import { ModelIsBuiltIn, ModelNotFound, ModelNotReady } from './model.errors.js';
import { type ModelListQuery, type ModelView, statusOf, toModelView } from './model.schemas.js';
import { ModelAliasEntity } from './model-alias.entity.js';
import type { ModelCalibration } from './model-calibration.js';
import { ModelStore, type StoredModel } from './model-store.js';

/** A model that a job made, with its folder in the store already (`ModelStore.put`). */
export interface FineTunedModel {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly baseModelId: string;
  readonly jobId: string;
  readonly stored: StoredModel;
  /** Null when the data set has no split to measure it on. */
  readonly metrics: Readonly<Record<string, number>> | null;
  readonly calibration: ModelCalibration | null;
}

@Injectable()
export class ModelsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ModelStore) private readonly store: ModelStore,
    @Inject(TaskService) private readonly tasks: TaskService,
  ) {}

  /** Newest first; what ships with Temper, whose ids do not tell their time, comes last. */
  async list({ projectId }: RequestContext, { kind, limit, after }: ModelListQuery): Promise<PageOf<ModelView>> {
    const query = this.dataSource.manager
      .createQueryBuilder(ModelEntity, 'model')
      .leftJoinAndSelect('model.importTask', 'importTask')
      .where('model.projectId = :projectId', { projectId });
    if (kind) query.andWhere('model.kind = :kind', { kind });
    if (after !== undefined && !isId('mdl', after) && !(await this.isBuiltIn(projectId, after))) {
      throw new UnknownCursor(after);
    }
    if (after?.startsWith('mdl_')) query.andWhere('(model.builtIn OR model.id < :after)', { after });
    else if (after) query.andWhere('(model.builtIn AND model.id < :after)', { after });
    const models = await query
      .orderBy('model.builtIn', 'ASC')
      .addOrderBy('model.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const aliases = await this.aliasesOf(models);
    return toPage(
      models,
      limit,
      ({ id }) => id,
      (model) => toModelView(model, aliases.get(model.id) ?? []),
    );
  }

  async get({ projectId }: RequestContext, reference: string): Promise<ModelView> {
    return this.view(await this.resolve(projectId, reference));
  }

  async view(model: ModelEntity): Promise<ModelView> {
    const aliases = await this.aliasesOf([model]);
    return toModelView(model, aliases.get(model.id) ?? []);
  }

  /** The model that an id or `name@alias` stands for. Every place that takes a model comes through here. */
  async resolve(projectId: string, reference: string): Promise<ModelEntity> {
    const at = reference.lastIndexOf('@');
    const id = at < 0 ? reference : await this.aliased(projectId, reference.slice(0, at), reference.slice(at + 1));
    const model = id && (await this.find(this.dataSource.manager, projectId, id));
    if (!model) throw new ModelNotFound(reference);
    return model;
  }

  /** As `resolve`, for those who need its files. @throws ModelNotReady while it is imported, or when that failed. */
  async resolveReady(projectId: string, reference: string): Promise<ModelEntity> {
    const model = await this.resolve(projectId, reference);
    if (statusOf(model) !== 'ready') throw new ModelNotReady(model);
    return model;
  }

  /** Labels of models by their ids; those without labels are left out. */
  async labelsOf(tx: EntityManager, projectId: string, ids: readonly string[]): Promise<Map<string, string[]>> {
    if (ids.length === 0) return new Map();
    const models = await tx.findBy(ModelEntity, { projectId, id: In([...new Set(ids)]) });
    return new Map(models.flatMap(({ id, labels }) => (labels ? [[id, labels]] : [])));
  }

  /** Refused by the database while anything refers to it. */
  async delete({ projectId }: RequestContext, reference: string): Promise<void> {
    const { id } = await this.resolve(projectId, reference);
    await this.dataSource.transaction(async (tx) => {
      const model = await this.find(tx, projectId, id);
      if (!model) throw new ModelNotFound(reference);
      if (model.builtIn) throw new ModelIsBuiltIn(id);
      await tx.delete(ModelEntity, { id, projectId });
      const task = model.importTask;
      if (task) await this.tasks.cancelUnfinished(tx, task.id);
    });
    await this.store.remove({ projectId, id });
  }

  /** The row of a model that a job made, in the transaction that ends the job. */
  async createFineTuned(tx: EntityManager, model: FineTunedModel): Promise<void> {
    const { stored, ...given } = model;
    await tx.insert(ModelEntity, { ...given, builtIn: false, ...rowOf(stored) } as object);
  }

  private find(tx: EntityManager, projectId: string, id: string): Promise<ModelEntity | null> {
    return tx.findOne(ModelEntity, { where: { id, projectId }, relations: { importTask: true } });
  }

  private isBuiltIn(projectId: string, id: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(ModelEntity, { id, projectId, builtIn: true });
  }

  private async aliased(projectId: string, name: string, alias: string): Promise<string | undefined> {
    const found = await this.dataSource.manager.findOneBy(ModelAliasEntity, { projectId, name, alias });
    return found?.modelId;
  }

  private async aliasesOf(models: readonly ModelEntity[]): Promise<Map<string, string[]>> {
    const found = await this.dataSource.manager.findBy(ModelAliasEntity, { modelId: In(models.map(({ id }) => id)) });
    const byModel = new Map<string, string[]>();
    for (const { modelId, alias } of found) byModel.set(modelId, [...(byModel.get(modelId) ?? []), alias]);
    return byModel;
  }
}

/** The columns that come from a model's folder. */
export function rowOf({ manifest, digest, files }: StoredModel): Partial<ModelEntity> {
  const { kind, architecture, parameters, task, labels, lineage } = manifest;
  return { kind, architecture, parameters, task, labels, lineage, digest, files };
}
