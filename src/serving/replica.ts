import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DeploymentReplicaEntity, ReplicaError, ReplicaState } from '../deployments/deployment-replica.entity.js';
import type { ModelInput } from '../ml/inference/answer.js';
import type { ModelEntity } from '../models/model.entity.js';
import { DomainError } from '../platform/errors/problem.js';
import { ObjectCorrupted } from '../platform/storage/object-store.js';
import { describeExit } from '../runner/worker-exit.js';
import { backoffOf } from './backoff.js';
import { MicroBatcher } from './micro-batcher.js';
import type { ModelAnswers } from './model-answers.js';
import type { ModelFolders } from './model-folders.js';
import { type ModelDescription, ModelDied, ModelNotLoaded, ModelProcess } from './model-process.js';
import { NotServedHere } from './serving.errors.js';
import type { ServingMetrics } from './serving-metrics.js';
import type { ServingSettings } from './serving-settings.js';

export interface ReplicaParts {
  readonly settings: ServingSettings;
  readonly folders: Pick<ModelFolders, 'acquire' | 'release'>;
  readonly metrics: ServingMetrics;
  readonly logger: Logger;
  /** Called whenever `state` has changed. */
  readonly changed: () => void;
}

/** A revision that is to be served. */
export interface WantedRevision {
  readonly deploymentId: string;
  readonly revision: number;
  readonly starts: number;
  readonly model: ModelEntity;
}

/** How one life of the process ended. */
interface End {
  readonly error: ReplicaError;
  /** Whether another try would end the same way. */
  readonly final: boolean;
}

/** One revision on this server: its model's process, started again when it dies, and the queue before it. */
export class Replica {
  private current: ReplicaState = 'loading';
  private lastError: ReplicaError | null = null;
  private description: ModelDescription | undefined;
  private process: ModelProcess | undefined;
  private readonly batcher: MicroBatcher;
  private readonly closing = new AbortController();
  private readonly done: Promise<void>;
  /** Calls that have not been answered. */
  private readonly calls = new Set<Promise<unknown>>();
  private readonly log: Logger;

  constructor(
    readonly wanted: WantedRevision,
    private readonly parts: ReplicaParts,
  ) {
    const { deploymentId, revision } = wanted;
    this.log = parts.logger.child({ deploymentId, revision, model: wanted.model.id });
    this.batcher = new MicroBatcher(parts.settings.batching);
    this.done = this.keepAlive();
  }

  get state(): ReplicaState {
    return this.current;
  }

  get queueDepth(): number {
    return this.batcher.depth;
  }

  /** What is told to everybody. */
  get report(): Pick<DeploymentReplicaEntity, 'deploymentId' | 'revision' | 'state' | 'error'> {
    const { deploymentId, revision } = this.wanted;
    return { deploymentId, revision, state: this.state, error: this.lastError };
  }

  async answer(inputs: readonly ModelInput[], signal: AbortSignal): Promise<ModelAnswers> {
    const model = this.description;
    if (this.state !== 'ready' || !model) throw new NotServedHere();
    const call = this.batcher.add(inputs, signal);
    this.calls.add(call);
    try {
      const answers = await call;
      const { task, labels, calibrated, promised } = model;
      const { revision, model: served } = this.wanted;
      return { revision, model: served.id, task, labels: [...labels], calibrated, promised, answers };
    } finally {
      this.calls.delete(call);
    }
  }

  /** Answers what it has taken, then frees the memory. Whoever calls this sends it nothing more. */
  async close(): Promise<void> {
    if (this.state === 'ready') await Promise.allSettled([...this.calls]);
    this.closing.abort();
    this.process?.kill();
    await this.done;
    this.batcher.refuse(new NotServedHere());
  }

  private async keepAlive(): Promise<void> {
    const { signal } = this.closing;
    const { settings, metrics, changed } = this.parts;
    let deaths = 0;
    while (!signal.aborted) {
      const started = performance.now();
      const { error, final } = await this.live();
      if (signal.aborted) return;
      deaths = performance.now() - started > settings.soundAfterMs ? 1 : deaths + 1;
      const givenUp = final || (!this.description && deaths >= settings.loadAttempts);
      this.current = givenUp ? 'failed' : this.description ? 'restarting' : 'loading';
      this.lastError = error;
      this.log.error({ error, deaths, state: this.current }, "a model's process ended");
      changed();
      if (givenUp) return this.batcher.refuse(new NotServedHere());
      metrics.restarted(this.wanted.deploymentId);
      await delay(backoffOf(deaths, settings), undefined, { signal }).catch(() => {});
    }
  }

  /** One life of the process, from the files to its end. */
  private async live(): Promise<End> {
    const { folders } = this.parts;
    const { model } = this.wanted;
    const { signal } = this.closing;
    try {
      const folder = await folders.acquire(model, signal);
      try {
        signal.throwIfAborted();
        return await this.run(folder);
      } finally {
        this.process?.kill();
        await this.process?.exit;
        folders.release(model);
      }
    } catch (error) {
      return toEnd(error);
    }
  }

  private async run(folder: string): Promise<End> {
    const { settings, metrics, changed } = this.parts;
    const { deploymentId } = this.wanted;
    const child = new ModelProcess(settings, folder, this.log);
    this.process = child;
    this.description = await child.loaded;
    this.current = 'ready';
    this.lastError = null;
    this.log.info({ pid: child.pid }, 'model ready');
    this.batcher.connect((inputs) => metrics.batch(deploymentId, inputs.length, () => child.answer(inputs)));
    changed();
    const { code, message } = describeExit(await child.exit);
    return { error: { code, message }, final: false };
  }
}

/** What another try would not mend is the model itself, or its files. */
function toEnd(error: unknown): End {
  if (error instanceof ModelNotLoaded) {
    const { code, message, retry } = error.failure;
    return { error: { code, message }, final: !retry };
  }
  if (error instanceof ModelDied) return { error: { code: error.code, message: error.message }, final: false };
  if (error instanceof DomainError) return { error: { code: error.code, message: error.detail }, final: true };
  if (error instanceof ObjectCorrupted)
    return { error: { code: 'object-corrupted', message: error.message }, final: true };
  const message = error instanceof Error ? error.message : String(error);
  return { error: { code: 'model-not-started', message }, final: false };
}
