import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import { DatasetVersionService } from '../datasets/dataset-version.service.js';
import type { Split } from '../ml/data/example.js';
import type { EvaluationResult } from '../ml/evaluation/evaluation-result.js';
import type { ModelEntity } from '../models/model.entity.js';
import { ModelsService } from '../models/models.service.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type PageOf, paginate } from '../platform/http/pagination.js';
import { newId } from '../platform/ids.js';
import { TaskService } from '../runner/task.service.js';
import { EVALUATE_KIND, type EvaluateTaskInput } from './evaluate.task-input.js';
import { EvaluationEntity } from './evaluation.entity.js';
import {
  DatasetTaskDiffers,
  EvaluationNotFound,
  LabelsUnknown,
  ModelNotEvaluable,
  SplitEmpty,
} from './evaluation.errors.js';
import {
  type EvaluationCreate,
  type EvaluationListQuery,
  type EvaluationView,
  toEvaluationView,
} from './evaluation.schemas.js';
import { PredictionStore } from './prediction-store.js';

/** An evaluation that a job made of its own model; its predictions are in the store (`PredictionStore.put`) already. */
export interface RecordedEvaluation {
  /** From `newId('evl')`: the job needs it before the row is there. */
  id: string;
  projectId: string;
  modelId: string;
  datasetVersionId: string;
  split: Split;
  /** The job's task. */
  taskId: string;
  result: EvaluationResult;
}

export type NewEvaluation = Pick<
  EvaluationEntity,
  'projectId' | 'modelId' | 'datasetVersionId' | 'split' | 'sliceBy' | 'seed'
>;

const RELATIONS = { task: true, datasetVersion: true } as const;

@Injectable()
export class EvaluationsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(DatasetVersionService) private readonly versions: DatasetVersionService,
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
  ) {}

  async create({ projectId }: RequestContext, body: EvaluationCreate): Promise<EvaluationView> {
    const { dataset, split, seed } = body;
    const sliceBy = [...new Set([body.sliceBy ?? []].flat())];
    const model = await this.models.resolveReady(projectId, body.model);
    return this.dataSource.transaction(async (tx) => {
      const version = await this.versions.ready(tx, projectId, dataset);
      checkEvaluable(model, version, split);
      const references = { projectId, modelId: model.id, datasetVersionId: version.id };
      const { id } = await this.start(tx, { ...references, split, sliceBy, seed });
      return toEvaluationView(await this.find(tx, projectId, id));
    });
  }

  /** The row and its task, of what was found fit to be evaluated. */
  async start(tx: EntityManager, evaluation: NewEvaluation): Promise<{ id: string; taskId: string }> {
    const id = newId('evl');
    const input: EvaluateTaskInput = { evaluationId: id };
    const { projectId } = evaluation;
    const { id: taskId } = await this.tasks.enqueue(tx, { kind: EVALUATE_KIND, projectId, input });
    await tx.insert(EvaluationEntity, { id, taskId, ...evaluation, result: null });
    return { id, taskId };
  }

  /** The row of an evaluation that a job made, in the transaction that ends the job. */
  async record(tx: EntityManager, evaluation: RecordedEvaluation): Promise<void> {
    await tx.insert(EvaluationEntity, { ...evaluation, sliceBy: [], seed: evaluation.result.seed } as object);
  }

  async list({ projectId }: RequestContext, { model, ...page }: EvaluationListQuery): Promise<PageOf<EvaluationView>> {
    const query = this.dataSource.manager
      .createQueryBuilder(EvaluationEntity, 'evaluation')
      .innerJoinAndSelect('evaluation.task', 'task')
      .innerJoinAndSelect('evaluation.datasetVersion', 'datasetVersion')
      .where('evaluation.projectId = :projectId', { projectId });
    if (model !== undefined) {
      const { id } = await this.models.resolve(projectId, model);
      query.andWhere('evaluation.modelId = :id', { id });
    }
    return paginate(query, page, 'evl', toEvaluationView);
  }

  async get({ projectId }: RequestContext, id: string): Promise<EvaluationView> {
    return toEvaluationView(await this.find(this.dataSource.manager, projectId, id));
  }

  /** Work on it stops; one that a job refers to is kept by the foreign key: a 409. */
  async delete({ projectId }: RequestContext, id: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const { task } = await this.find(tx, projectId, id);
      await tx.delete(EvaluationEntity, { id, projectId });
      await this.tasks.cancelUnfinished(tx, task.id);
    });
    await this.predictions.remove({ projectId, id });
  }

  private async find(manager: EntityManager, projectId: string, id: string): Promise<EvaluationEntity> {
    const found = await manager.findOne(EvaluationEntity, { where: { id, projectId }, relations: RELATIONS });
    if (!found) throw new EvaluationNotFound(id);
    return found;
  }
}

function checkEvaluable(model: ModelEntity, version: DatasetVersionEntity, split: Split): void {
  if (model.task === null) throw new ModelNotEvaluable(model);
  const task = version.recipe?.task;
  if (task !== model.task) throw new DatasetTaskDiffers(version.datasetId, String(task), model.task);
  const known = new Set(model.labels);
  const unknown = (version.labels ?? []).filter((label) => !known.has(label));
  if (unknown.length > 0) throw new LabelsUnknown(unknown, model);
  if (!version.counts?.[split]) throw new SplitEmpty(version, split);
}
