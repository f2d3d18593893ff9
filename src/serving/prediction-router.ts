import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { DeploymentEntity } from '../deployments/deployment.entity.js';
import type { DeploymentReplicaEntity } from '../deployments/deployment-replica.entity.js';
import { conditionOf } from '../deployments/deployment-status.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import type { ModelInput } from '../ml/inference/answer.js';
import { LOGGER } from '../platform/logging/logger.js';
import { machineId } from '../runner/process-identity.js';
import { ModelAnswers } from './model-answers.js';
import { DeploymentNotReady, ForwardedProblem, NotServedHere } from './serving.errors.js';
import { ServingService } from './serving.service.js';

const RemoteProblem = z.object({ status: z.int(), code: z.string(), detail: z.string() });

/** Finds a server that can answer: the one in this process, else any other that says it is ready. */
@Injectable()
export class PredictionRouter {
  private readonly machine = machineId();

  constructor(
    private readonly deployments: DeploymentsService,
    private readonly serving: ServingService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async answer(deployment: DeploymentEntity, inputs: ModelInput[], signal: AbortSignal): Promise<ModelAnswers> {
    const { id, name } = deployment;
    const local = await orElsewhere(this.serving.server?.answer(id, inputs, signal));
    if (local) return local;
    const replicas = await this.deployments.liveReplicas([id]);
    for (const replica of this.reachable(replicas)) {
      const answer = await orElsewhere(this.forward(replica, inputs, signal));
      if (answer) return answer;
    }
    const { status, error } = conditionOf(deployment, replicas, new Date());
    const reason = error?.message ?? (status === 'starting' ? null : 'no server that has it could be reached.');
    throw new DeploymentNotReady(name, status, reason);
  }

  /** The newest revision first, and of its replicas a random one, so that all get their share. */
  private reachable(replicas: readonly DeploymentReplicaEntity[]): DeploymentReplicaEntity[] {
    return replicas
      .filter(({ state, address }) => state === 'ready' && address !== null)
      .filter(({ machine }) => machine === null || machine === this.machine)
      .map((replica) => ({ replica, order: Math.random() }))
      .sort((left, right) => right.replica.revision - left.replica.revision || left.order - right.order)
      .map(({ replica }) => replica);
  }

  private async forward(
    { deploymentId, address, token }: DeploymentReplicaEntity,
    inputs: ModelInput[],
    signal: AbortSignal,
  ): Promise<ModelAnswers> {
    const url = new URL(`internal/deployments/${deploymentId}/answer`, `${address!.replace(/\/+$/, '')}/`);
    const { response, body } = await this.post(url, token!, inputs, signal);
    if (response.ok) return ModelAnswers.parse(body);
    const problem = RemoteProblem.safeParse(body).data;
    if (!problem || problem.code === NotServedHere.code || problem.status === 401 || problem.status === 404) {
      throw new NotServedHere();
    }
    throw new ForwardedProblem(problem, Number(response.headers.get('retry-after')) || undefined);
  }

  private async post(url: URL, token: string, inputs: ModelInput[], signal: AbortSignal) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        // Never longer than what the client sent, so that what is small enough here is small enough there.
        body: JSON.stringify({ inputs: inputs }),
        redirect: 'error',
        signal,
      });
      return { response, body: (await response.json()) as unknown };
    } catch (err) {
      signal.throwIfAborted();
      this.logger.warn({ err, url: url.href }, 'a server that says it is ready cannot be reached');
      throw new NotServedHere();
    }
  }
}

/** Undefined where another server may have what this one has not. */
async function orElsewhere(answer: Promise<ModelAnswers> | undefined): Promise<ModelAnswers | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotServedHere) return undefined;
    throw error;
  }
}
