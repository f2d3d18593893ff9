import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { DatasetTask } from '../../ml/data/example.js';
import type { Disagreement } from '../../ml/evaluation/comparison/disagreements.js';
import { HEADLINE_METRICS } from '../../ml/evaluation/comparison/headline-metrics.js';
import type { EvaluationMetric } from '../../ml/evaluation/evaluation-metrics.js';
import type { RequestContext } from '../../platform/auth/request-context.js';
import { type PageOf, paginate } from '../../platform/http/pagination.js';
import { newId } from '../../platform/ids.js';
import { TaskService } from '../../runner/task.service.js';
import { EvaluationEntity } from '../evaluation.entity.js';
import { EvaluationNotFinished, EvaluationNotFound } from '../evaluation.errors.js';
import { toEvaluationView } from '../evaluation.schemas.js';
import { COMPARE_KIND, type CompareTaskInput } from './compare.task-input.js';
import { ComparisonEntity } from './comparison.entity.js';
import {
  ComparisonNotFinished,
  ComparisonNotFound,
  EvaluationsNotComparable,
  MetricUnknown,
  SameEvaluation,
} from './comparison.errors.js';
import {
  type ComparisonCreate,
  type ComparisonListQuery,
  type ComparisonView,
  type DisagreementQuery,
  toComparisonView,
} from './comparison.schemas.js';
import { DisagreementStore } from './disagreement-store.js';

@Injectable()
export class ComparisonsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(DisagreementStore) private readonly store: DisagreementStore,
  ) {}

  async create({ projectId }: RequestContext, body: ComparisonCreate): Promise<ComparisonView> {
    return this.dataSource.transaction(async (tx) => {
      const a = await finished(tx, projectId, body.a);
      const b = await finished(tx, projectId, body.b);
      const metric = checkComparable(a, b, body.metric);
      const id = newId('cmp');
      const input: CompareTaskInput = { comparisonId: id };
      const task = await this.tasks.enqueue(tx, { kind: COMPARE_KIND, projectId, input });
      const row = { id, projectId, aId: a.id, bId: b.id, metric, seed: body.seed, taskId: task.id, result: null };
      await tx.insert(ComparisonEntity, row);
      return toComparisonView(await find(tx, projectId, id));
    });
  }

  async list({ projectId }: RequestContext, query: ComparisonListQuery): Promise<PageOf<ComparisonView>> {
    const { evaluation, ...page } = query;
    const comparisons = this.dataSource.manager
      .createQueryBuilder(ComparisonEntity, 'comparison')
      .innerJoinAndSelect('comparison.task', 'task')
      .innerJoinAndSelect('comparison.a', 'a')
      .innerJoinAndSelect('a.datasetVersion', 'datasetVersion')
      .innerJoinAndSelect('comparison.b', 'b')
      .where('comparison.projectId = :projectId', { projectId });
    if (evaluation !== undefined) {
      comparisons.andWhere('(comparison.aId = :evaluation OR comparison.bId = :evaluation)', { evaluation });
    }
    return paginate(comparisons, page, 'cmp', toComparisonView);
  }

  async get({ projectId }: RequestContext, id: string): Promise<ComparisonView> {
    return toComparisonView(await find(this.dataSource.manager, projectId, id));
  }

  async disagreements(caller: RequestContext, id: string, query: DisagreementQuery): Promise<PageOf<Disagreement>> {
    const comparison = await this.get(caller, id);
    if (comparison.status !== 'succeeded') throw new ComparisonNotFinished(comparison);
    return this.store.page({ projectId: caller.projectId, id }, query);
  }

  /** Work on it stops. */
  async delete({ projectId }: RequestContext, id: string): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const { task } = await find(tx, projectId, id);
      await tx.delete(ComparisonEntity, { id, projectId });
      await this.tasks.cancelUnfinished(tx, task.id);
    });
    await this.store.remove({ projectId, id });
  }
}

async function find(manager: EntityManager, projectId: string, id: string): Promise<ComparisonEntity> {
  const relations = { task: true, a: { datasetVersion: true }, b: true };
  const found = await manager.findOne(ComparisonEntity, { where: { id, projectId }, relations });
  if (!found) throw new ComparisonNotFound(id);
  return found;
}

async function finished(tx: EntityManager, projectId: string, id: string): Promise<EvaluationEntity> {
  const relations = { task: true, datasetVersion: true, model: true };
  const found = await tx.findOne(EvaluationEntity, { where: { id, projectId }, relations });
  if (!found) throw new EvaluationNotFound(id);
  if (!found.result) throw new EvaluationNotFinished(toEvaluationView(found));
  return found;
}

/** @returns the metric to judge by */
function checkComparable(
  a: EvaluationEntity,
  b: EvaluationEntity,
  asked: EvaluationMetric | undefined,
): EvaluationMetric {
  if (a.id === b.id) throw new SameEvaluation(a.id);
  if (a.datasetVersionId !== b.datasetVersionId || a.split !== b.split) throw new EvaluationsNotComparable(a, b);
  const metric = asked ?? HEADLINE_METRICS[a.model.task as DatasetTask];
  const known = Object.keys(a.result!.metrics).filter((name) => name in b.result!.metrics);
  if (!known.includes(metric)) throw new MetricUnknown(metric, known);
  return metric;
}
