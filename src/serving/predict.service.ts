import { Injectable } from '@nestjs/common';
import type { DeploymentEntity } from '../deployments/deployment.entity.js';
import { DeploymentIsStopped } from '../deployments/deployment.errors.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import type { DatasetTask } from '../ml/data/example.js';
import type { ModelInput } from '../ml/inference/answer.js';
import type { RequestContext } from '../platform/auth/request-context.js';
import { newId } from '../platform/ids.js';
import type { ModelAnswers } from './model-answers.js';
import type { PredictAnswer, PredictRequest } from './predict.schemas.js';
import { PredictionLog } from './prediction-log.js';
import { PredictionRouter } from './prediction-router.js';
import { CoverageUnsuitable, OptionUnsuitable, PredictTimedOut } from './serving.errors.js';
import { ServingMetrics } from './serving-metrics.js';
import { shownPrediction, toPrediction } from './to-prediction.js';

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
    { inputs, options }: PredictRequest,
    gone: AbortSignal,
  ): Promise<PredictAnswer> {
    const { topK, log, threshold, maxTokens, coverage } = options;
    const asked = inputs.map((input) => ({
      ...input,
      ...(maxTokens !== undefined && { maxTokens }),
      ...(coverage !== undefined && { coverage }),
    }));
    const { revision, model, task, labels, calibrated, promised, answers } = await this.ask(deployment, asked, gone);
    checkOptions(options, task);
    if (coverage !== undefined) checkCoverage(coverage, model, promised);
    const predictions = answers.map((answer) => ({
      id: log ? newId('prd') : null,
      ...toPrediction(task, labels, answer, threshold),
      calibrated,
    }));
    const { projectId, id: deploymentId } = deployment;
    const createdAt = new Date();
    const rows = predictions.flatMap(({ id, ...prediction }, index) => {
      const { text, textPair = null, messages = null } = inputs[index]!;
      const input = { text: text ?? messages?.at(-1)?.content ?? '', textPair, messages };
      const answered = { projectId, deploymentId, revision, modelId: model, createdAt };
      return id === null ? [] : [{ id, ...answered, ...input, ...prediction }];
    });
    if (rows.length > 0) await this.log.write(rows);
    const shown = predictions.map(({ id, ...prediction }) => ({
      id,
      ...shownPrediction(prediction, topK),
      calibrated,
    }));
    return { deployment: deployment.name, revision, model, predictions: shown };
  }

  private async ask(deployment: DeploymentEntity, inputs: ModelInput[], gone: AbortSignal): Promise<ModelAnswers> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await this.router.answer(deployment, inputs, AbortSignal.any([gone, timeout]));
    } catch (error) {
      throw timeout.aborted && error === timeout.reason ? new PredictTimedOut(TIMEOUT_MS / 1_000) : error;
    }
  }
}

/** What was not fitted, or on too few rows, can't be promised. */
function checkCoverage(coverage: number, model: string, promised: ModelAnswers['promised']): void {
  if (!promised) throw CoverageUnsuitable.unfitted(model);
  if (coverage > promised.largest) throw CoverageUnsuitable.tooLarge(coverage, promised.largest);
}

/** An option that means nothing to the model is a mistake, not to be passed over. */
function checkOptions({ threshold, maxTokens, topK }: PredictRequest['options'], task: DatasetTask): void {
  const refuse = (option: string, tasks: string) => {
    throw new OptionUnsuitable(option, tasks, task);
  };
  if (threshold !== undefined && task !== 'multi-label-classification') refuse('threshold', 'multi-label models');
  if (maxTokens !== undefined && task !== 'text-generation' && task !== 'chat')
    refuse('maxTokens', 'models that write');
  const hasScores = task === 'text-classification' || task === 'multi-label-classification';
  if (topK !== undefined && !hasScores) refuse('topK', 'models with labels for texts');
}
