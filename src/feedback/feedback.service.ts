import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { ModelsService } from '../models/models.service.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import type { FieldError } from '../platform/errors/problem.js';
import { type PageOf, paginate } from '../platform/http/pagination.js';
import { newId } from '../platform/ids.js';
import type { PredictionEntity } from '../serving/prediction.entity.js';
import { PredictionLog } from '../serving/prediction-log.js';
import { FeedbackEntity } from './feedback.entity.js';
import { FeedbackInvalid } from './feedback.errors.js';
import {
  type FeedbackCreate,
  type FeedbackCreated,
  type FeedbackItem,
  type FeedbackListQuery,
  type FeedbackView,
  toFeedbackView,
} from './feedback.schemas.js';
import { judgeAnswer } from './judge-answer.js';

@Injectable()
export class FeedbackService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly predictions: PredictionLog,
    private readonly deployments: DeploymentsService,
    private readonly models: ModelsService,
  ) {}

  async create(caller: RequestContext, body: FeedbackCreate): Promise<FeedbackCreated> {
    if (!('items' in body)) return toFeedbackView((await this.take(caller, [body], () => ''))[0]!);
    const taken = await this.take(caller, body.items, (index) => `items.${index}.`);
    return { data: taken.map(toFeedbackView) };
  }

  async list({ projectId }: RequestContext, query: FeedbackListQuery): Promise<PageOf<FeedbackView>> {
    const { deployment, since, ...page } = query;
    const rows = this.dataSource.manager
      .createQueryBuilder(FeedbackEntity, 'feedback')
      .where('feedback.projectId = :projectId', { projectId });
    if (deployment) {
      const { id } = await this.deployments.find(projectId, deployment);
      rows.andWhere('feedback.deploymentId = :id', { id });
    }
    if (since) rows.andWhere('feedback.createdAt >= :since', { since: new Date(since) });
    return paginate(rows, page, 'fbk', toFeedbackView);
  }

  /** All or nothing. */
  private async take(
    caller: RequestContext,
    items: readonly FeedbackItem[],
    prefix: (index: number) => string,
  ): Promise<FeedbackEntity[]> {
    const { manager } = this.dataSource;
    const found = await this.predictions.find(manager, caller.projectId, [
      ...new Set(items.map(({ prediction }) => prediction)),
    ]);
    const predictions = new Map(found.map((prediction) => [prediction.id, prediction]));
    const labels = await this.models.labelsOf(
      manager,
      caller.projectId,
      found.filter(({ answer }) => answer?.spans).map(({ modelId }) => modelId),
    );
    const errors: FieldError[] = [];
    const createdAt = new Date();
    const rows = items.map((item, index) => {
      const made = toRow(caller, item, predictions.get(item.prediction), { labels, createdAt });
      if (!('path' in made)) return made;
      errors.push({ ...made, path: prefix(index) + made.path });
      return null;
    });
    if (errors.length > 0) throw new FeedbackInvalid(errors);
    const taken = rows.filter((row) => row !== null);
    await manager.insert(FeedbackEntity, taken);
    return taken as FeedbackEntity[];
  }
}

function toRow(
  { projectId, apiKeyId }: RequestContext,
  item: FeedbackItem,
  prediction: PredictionEntity | undefined,
  { labels, createdAt }: { labels: ReadonlyMap<string, readonly string[]>; createdAt: Date },
): Omit<FeedbackEntity, 'prediction' | 'deployment'> | FieldError {
  if (!prediction) {
    const message = `expected the id of a logged prediction; found "${item.prediction}", which there is none of`;
    return { path: 'prediction', message };
  }
  const verdict = judgeAnswer(item, prediction, labels.get(prediction.modelId) ?? null);
  if ('path' in verdict) return verdict;
  const { rating = null, comment = null, source = null } = item;
  return {
    id: newId('fbk'),
    projectId,
    predictionId: prediction.id,
    deploymentId: prediction.deploymentId,
    ...verdict,
    rating,
    comment,
    source,
    createdBy: apiKeyId,
    createdAt,
  };
}
