import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DeploymentReplicaEntity, ReplicaError, ReplicaState } from '../deployments/deployment-replica.entity.js';
import { applyCalibration } from '../ml/calibration/calibration.js';
import type { ModelEntity } from '../models/model.entity.js';
import { DomainError } from '../platform/errors/problem.js';
import { ObjectCorrupted } from '../platform/storage/object-store.js';
import { describeExit } from '../runner/worker-exit.js';
import type { ModelInput } from '../worker/model-protocol.js';
import { backoffOf } from './backoff.js';
import type { Classification } from './classification.js';
import { MicroBatcher } from './micro-batcher.js';
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

type Attempt = { lived: number } & ({ error: ReplicaError; final: boolean } | { error: null });

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

  async classify(inputs: readonly ModelInput[], signal: AbortSignal): Promise<Classification> {
    const model = this.description;
    if (this.state !== 'ready' || !model) throw new NotServedHere();
    const call = this.batcher.add(inputs, signal);
    this.calls.add(call);
    try {
      const logits = await call;
      return {
        revision: this.wanted.revision,
        model: this.wanted.model.id,
        labels: [...model.labels],
        calibrated: model.calibration.method !== 'none',
        probabilities: applyCalibration(model.calibration, logits).map((row) => [...row]),
      };
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
      const attempt = await this.live();
      if (signal.aborted || attempt.error === null) return;
      deaths = attempt.lived >= settings.soundAfterMs ? 1 : deaths + 1;
      const isFinal = attempt.final || (!this.description && deaths >= settings.loadAttempts);
      this.current = isFinal ? 'failed' : this.description ? 'restarting' : 'loading';
      this.lastError = attempt.error;
      this.log.error({ error: attempt.error, deaths, state: this.current }, "a model's process ended");
      changed();
      if (isFinal) return this.batcher.refuse(new NotServedHere());
      metrics.restarted(this.wanted.deploymentId);
      await delay(backoffOf(deaths, settings), undefined, { signal }).catch(() => {});
    }
  }

  /** One life of the process, from the files to its end. */
  private async live(): Promise<Attempt> {
    const { settings, folders, metrics, changed } = this.parts;
    const { deploymentId, model } = this.wanted;
    const { workerEntry: entry, threads, batchTimeoutMs } = settings;
    let readyAt: number | undefined;
    const lived = () => (readyAt === undefined ? 0 : performance.now() - readyAt);
    let acquired = false;
    try {
      const folder = await folders.acquire(model);
      acquired = true;
      if (this.closing.signal.aborted) return { error: null, lived: 0 };
      const child = new ModelProcess({ entry, folder, threads, batchTimeoutMs, logger: this.log });
      this.process = child;
      this.description = await child.loaded;
      readyAt = performance.now();
      this.current = 'ready';
      this.lastError = null;
      this.log.info({ pid: child.pid }, 'model ready');
      this.batcher.connect((inputs) => metrics.batch(deploymentId, inputs.length, () => child.classify(inputs)));
      changed();
      const error = describeExit(await child.exit);
      return { error: { code: error.code, message: error.message }, final: false, lived: lived() };
    } catch (error) {
      return { ...toFailure(error), lived: lived() };
    } finally {
      this.process?.kill();
      await this.process?.exit;
      if (acquired) await folders.release(model);
    }
  }
}

/** What another try would not mend: the model itself, or its files. */
function toFailure(error: unknown): { error: ReplicaError; final: boolean } {
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
