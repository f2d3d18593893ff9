import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { DeploymentNotFound } from '../deployments/deployment.errors.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { type PageOf, paginate } from '../platform/http/pagination.js';
import { type LoggedPrediction, type PredictionListQuery, toLoggedPrediction } from './predict.schemas.js';
import { PredictionEntity } from './prediction.entity.js';

export type NewPrediction = Omit<PredictionEntity, 'deployment'>;

const FOREIGN_KEY_VIOLATION = '23503';

/** What deployments have answered. */
@Injectable()
export class PredictionLog {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly deployments: DeploymentsService,
  ) {}

  /** All of a request's in one statement: an id that a client has seen can be given feedback on at once, and is never lost. */
  async write(predictions: readonly NewPrediction[]): Promise<void> {
    try {
      await this.dataSource.manager.insert(PredictionEntity, [...predictions]);
    } catch (error) {
      const { code } = (error as { driverError?: { code?: string } }).driverError ?? {};
      // Its deployment was deleted while it was made.
      if (code === FOREIGN_KEY_VIOLATION) throw new DeploymentNotFound(predictions[0]!.deploymentId);
      throw error;
    }
  }

  async list(
    { projectId }: RequestContext,
    reference: string,
    { since, label, ...page }: PredictionListQuery,
  ): Promise<PageOf<LoggedPrediction>> {
    const { id } = await this.deployments.find(projectId, reference);
    const query = this.dataSource.manager
      .createQueryBuilder(PredictionEntity, 'prediction')
      .where('prediction.deploymentId = :id', { id });
    if (since) query.andWhere('prediction.createdAt >= :since', { since: new Date(since) });
    if (label) query.andWhere('prediction.label = :label', { label });
    return paginate(query, page, 'prd', toLoggedPrediction);
  }

  /** Those of the project's predictions that have one of these ids. */
  find(manager: EntityManager, projectId: string, ids: readonly string[]): Promise<PredictionEntity[]> {
    return manager.find(PredictionEntity, { where: { projectId, id: In(ids) }, relations: { deployment: true } });
  }
}
