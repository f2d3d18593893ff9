import { Injectable } from '@nestjs/common';
import type { DeploymentEntity } from '../deployments/deployment.entity.js';
import { DeploymentIsStopped } from '../deployments/deployment.errors.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { newId } from '../platform/ids.js';
import type { ModelInput } from '../worker/model-protocol.js';
import type { Classification } from './classification.js';
import type { PredictAnswer, PredictRequest } from './predict.schemas.js';
import { PredictionLog } from './prediction-log.js';
import { PredictionRouter } from './prediction-router.js';
import { PredictTimedOut } from './serving.errors.js';
import { ServingMetrics } from './serving-metrics.js';
import { toPrediction, topScores } from './to-prediction.js';

const TIMEOUT_MS = 30_000;

@Injectable()
export class PredictService {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly router: PredictionRouter,
    private readonly log: PredictionLog,
    private readonly metrics: ServingMetrics,
  ) {}

  async predict(
    { projectId }: RequestContext,
    reference: string,
    request: PredictRequest,
    gone: AbortSignal,
  ): Promise<PredictAnswer> {
    const deployment = await this.deployments.find(projectId, reference);
    if (deployment.wanted === 'stopped') throw new DeploymentIsStopped(deployment.name);
    return this.metrics.predict(deployment.id, () => this.answer(deployment, request, gone));
  }

  private async answer(
    deployment: DeploymentEntity,
    { inputs, options: { topK, log } }: PredictRequest,
    gone: AbortSignal,
  ): Promise<PredictAnswer> {
    const classification = await this.classify(deployment, inputs, gone);
    const { revision, model, labels, calibrated, probabilities } = classification;
    const predictions = probabilities.map((row) => ({
      id: log ? newId('prd') : null,
      ...toPrediction(labels, row),
      calibrated,
    }));
    const { projectId, id: deploymentId } = deployment;
    const createdAt = new Date();
    const rows = predictions.flatMap(({ id, ...prediction }, index) => {
      const { text, textPair = null } = inputs[index]!;
      const answered = { projectId, deploymentId, revision, modelId: model, createdAt };
      return id === null ? [] : [{ id, ...answered, text, textPair, ...prediction }];
    });
    if (rows.length > 0) await this.log.write(rows);
    const shown = predictions.map((prediction) => ({
      ...prediction,
      scores: topScores(prediction.scores, topK ?? labels.length),
    }));
    return { deployment: deployment.name, revision, model, predictions: shown };
  }

  private async classify(
    deployment: DeploymentEntity,
    inputs: ModelInput[],
    gone: AbortSignal,
  ): Promise<Classification> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await this.router.classify(deployment, inputs, AbortSignal.any([gone, timeout]));
    } catch (error) {
      throw timeout.aborted && error === timeout.reason ? new PredictTimedOut(TIMEOUT_MS / 1_000) : error;
    }
  }
}
