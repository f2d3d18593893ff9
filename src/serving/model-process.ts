import type { Logger } from 'pino';
import type { Promised } from '../ml/calibration/conformal.js';
import type { DatasetTask } from '../ml/data/example.js';
import type { Answer, ModelInput } from '../ml/inference/answer.js';
import { describeExit, type WorkerExit } from '../runner/worker-exit.js';
import { WorkerProcess } from '../runner/worker-process.js';
import { FromModelWorker, type ToModelWorker } from '../worker/model-protocol.js';
import type { WorkerFailure } from '../worker/protocol.js';
import { ModelRefused } from './serving.errors.js';
import type { ServingSettings } from './serving-settings.js';

type Settings = Pick<ServingSettings, 'workerEntry' | 'threads' | 'device' | 'loadTimeoutMs' | 'batchTimeoutMs'>;

/** The process is gone, or was killed because it hung. */
export class ModelDied extends Error {
  override readonly name = 'ModelDied';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** It said itself why it can't hold this model. */
export class ModelNotLoaded extends Error {
  override readonly name = 'ModelNotLoaded';

  constructor(readonly failure: WorkerFailure) {
    super(failure.message);
  }
}

export interface ModelDescription {
  readonly task: DatasetTask;
  /** In the order of probabilities; empty for tasks without. */
  readonly labels: readonly string[];
  readonly calibrated: boolean;
  /** What its sets or intervals can promise. */
  readonly promised?: Promised | undefined;
}

interface Pending {
  resolve(answers: Answer[]): void;
  reject(error: Error): void;
}

/** A child process that holds one model. */
export class ModelProcess {
  /** Rejects with `ModelNotLoaded`, or with `ModelDied` when it ends before it has said anything. */
  readonly loaded: Promise<ModelDescription>;
  readonly exit: Promise<WorkerExit>;
  private readonly worker: WorkerProcess<FromModelWorker, ToModelWorker>;
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private died: ModelDied | undefined;

  /** @param folder the model folder */
  constructor(
    private readonly settings: Settings,
    private readonly folder: string,
    private readonly logger: Logger,
  ) {
    this.worker = new WorkerProcess<FromModelWorker, ToModelWorker>(settings.workerEntry, folder, FromModelWorker);
    this.exit = this.worker.exit;
    const loading = Promise.withResolvers<ModelDescription>();
    this.loaded = this.watched(loading.promise, settings.loadTimeoutMs);
    // Also without anybody waiting for it yet: a rejection nobody handles would end this process.
    this.loaded.catch(() => {});
    void this.receive(loading.resolve, loading.reject);
  }

  get pid(): number | undefined {
    return this.worker.pid;
  }

  /** An answer for each input. Rejects with `ModelDied`, or with what the model says against the texts. */
  answer(inputs: ModelInput[]): Promise<Answer[]> {
    if (this.died) return Promise.reject(this.died);
    const id = ++this.lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Answer[]>();
    this.pending.set(id, { resolve, reject });
    this.worker.send({ type: 'answer', id, inputs });
    return this.watched(promise, this.settings.batchTimeoutMs);
  }

  kill(): void {
    this.worker.kill();
  }

  private async receive(loaded: (model: ModelDescription) => void, notLoaded: (error: Error) => void): Promise<void> {
    for await (const message of this.worker.messages()) {
      if (message.type === 'listening') this.load();
      else if (message.type === 'loaded') loaded(message);
      else if (message.type === 'failed') notLoaded(new ModelNotLoaded(message.error));
      else this.settle(message);
    }
    const { code, message } = describeExit(await this.exit);
    this.died = new ModelDied(code, message);
    notLoaded(this.died);
    for (const { reject } of this.pending.values()) reject(this.died);
    this.pending.clear();
  }

  private load(): void {
    const { threads, device } = this.settings;
    this.worker.send({ type: 'load', folder: this.folder, threads, device });
  }

  /** A process that takes longer hangs, and nothing but its end will settle the work. */
  private watched<T>(work: Promise<T>, milliseconds: number): Promise<T> {
    const watchdog = setTimeout(() => {
      this.logger.error({ pid: this.pid, milliseconds }, 'a model hangs: killing its process');
      this.kill();
    }, milliseconds);
    return work.finally(() => clearTimeout(watchdog));
  }

  private settle(message: Extract<FromModelWorker, { id: number }>): void {
    const call = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.type === 'answers') call?.resolve(message.answers);
    else call?.reject(toError(message.error));
  }
}

/** What another try would not mend is the texts' fault; the rest is a defect. */
function toError({ code, message, retry, detail }: WorkerFailure): Error {
  return retry ? new Error(`the model failed: ${detail ?? message}`) : new ModelRefused(code, message);
}
