import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { FromWorker, type StagedCheckpoint, type ToWorker, type WorkerEvent } from '../worker/protocol.js';
import { throughLostConnections } from './lost-connection.js';
import { identityOf } from './process-identity.js';
import type { Outcome } from './settlement.js';
import type { TaskEntity } from './task.entity.js';
import { ClaimLost, type TaskClaim } from './task-claim.js';
import { TaskEventWriter } from './task-event-writer.js';
import { TaskHeartbeat } from './task-heartbeat.js';
import type { TaskKind } from './task-kind.js';
import type { TaskRunParts } from './task-run-parts.js';
import { trainerFailure } from './trainer-failure.js';
import { describeExit } from './worker-exit.js';
import { WorkerProcess } from './worker-process.js';

type Worker = WorkerProcess<FromWorker, ToWorker>;

/** One attempt at one task, from the claim to the moment when the row says what became of it. */
export class TaskRun {
  /** Aborts when nothing of this attempt is wanted any more. */
  private readonly stop = new AbortController();
  private readonly heartbeat: TaskHeartbeat;
  private readonly scratch: string;
  private readonly log: Logger;
  private worker: Worker | undefined;
  private pauseWanted = false;
  private claimLost = false;
  private workerDone = false;
  private over = false;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly claim: TaskClaim,
    private readonly task: TaskEntity,
    private readonly kind: TaskKind,
    scratchFolder: string,
    private readonly parts: TaskRunParts,
  ) {
    this.scratch = join(scratchFolder, `${claim.taskId}-${claim.attempt}`);
    this.log = parts.logger.child({ taskId: claim.taskId, kind: kind.name, attempt: claim.attempt });
    this.heartbeat = new TaskHeartbeat(claim, parts.ledger, parts.notifications, parts.settings, this.log, {
      pause: () => this.pause(),
      cancel: () => this.cancel(),
      lost: () => this.lose(),
    });
  }

  /** Never rejects: what goes wrong is the task's outcome, or for others to find when the lease ends. */
  async execute(): Promise<void> {
    this.heartbeat.start();
    try {
      await rm(this.scratch, { recursive: true, force: true });
      await mkdir(this.scratch, { recursive: true });
      const outcome = await this.attempt().catch((error: unknown) => this.outcomeOf(error));
      await this.settle(outcome);
    } catch (err) {
      if (err instanceof ClaimLost) this.log.warn({ err }, 'the task went on without this trainer');
      else this.log.error({ err }, 'could not record what became of an attempt; its lease will end');
    } finally {
      this.over = true;
      this.heartbeat.stop();
      for (const timer of this.timers) clearTimeout(timer);
      await rm(this.scratch, { recursive: true, force: true }).catch((err: unknown) => {
        this.log.warn({ err }, 'cannot remove a scratch folder');
      });
    }
  }

  /** The trainer shuts down: checkpoint if that can be done, and let somebody else go on. */
  handBack(): void {
    if (this.over) return;
    if (!this.kind.pausable || !this.worker) {
      this.halt();
      return;
    }
    this.pause();
    this.timers.push(setTimeout(() => this.halt(), this.parts.settings.drainGraceMs));
  }

  private async attempt(): Promise<Outcome> {
    const input = await this.stage();
    const checkpoint = await this.parts.checkpoints.restore(this.task, join(this.scratch, 'restored'));
    if (this.pauseWanted || this.stop.signal.aborted) return this.stopped();
    return this.work(input, checkpoint);
  }

  /** What staging reports is written before there is a worker, so that the task's events stay in order. */
  private async stage(): Promise<unknown> {
    const writer = this.openWriter(() => {});
    try {
      return await this.kind.stage(this.task, this.scratch, this.stop.signal, (event) => writer.add(event));
    } finally {
      await this.closeWriter(writer);
    }
  }

  private async work(input: unknown, checkpoint: StagedCheckpoint | null): Promise<Outcome> {
    const { workerEntry } = this.parts.settings;
    const worker = new WorkerProcess<FromWorker, ToWorker>(workerEntry, this.scratch, FromWorker);
    this.worker = worker;
    const writer = this.openWriter((events) => worker.send({ type: 'written', events }));
    try {
      await this.recordWorker(worker);
      for await (const message of worker.messages()) {
        if (message.type === 'ready') this.start(worker, input, checkpoint);
        else if (message.type === 'event') await this.handle(message.event, worker, writer);
        else return this.ended(message);
      }
      const exit = await worker.exit;
      if (this.stop.signal.aborted) return this.stopped();
      return { type: 'failed', error: describeExit(exit), retry: { afterSeconds: 0 } };
    } finally {
      // The process is gone before the row says that the task is: its memory and device are free by then.
      worker.kill();
      await worker.exit;
      await this.closeWriter(writer);
    }
  }

  private openWriter(written: (events: number) => void): TaskEventWriter {
    return new TaskEventWriter(this.parts.dataSource, this.claim, written, (err) => this.writeFailed(err));
  }

  private async closeWriter(writer: TaskEventWriter): Promise<void> {
    try {
      if (!this.claimLost) await throughLostConnections(() => writer.flush());
    } finally {
      writer.stop();
    }
  }

  private async recordWorker({ pid }: Worker): Promise<void> {
    const child = pid === undefined ? null : identityOf(pid);
    if (child && this.task.worker) {
      await this.parts.ledger.recordWorker(this.claim, { ...this.task.worker, child });
    }
  }

  private start(worker: Worker, input: unknown, checkpoint: StagedCheckpoint | null): void {
    if (this.stop.signal.aborted) {
      worker.kill();
      return;
    }
    const { threads, device } = this.parts.settings;
    const { kind, attempt } = this.task;
    worker.send({ type: 'run', kind, attempt, scratch: this.scratch, threads, device, checkpoint, input });
    if (this.pauseWanted) worker.send({ type: 'pause' });
  }

  private async handle(event: WorkerEvent, worker: Worker, writer: TaskEventWriter): Promise<void> {
    if (event.type !== 'checkpoint') {
      writer.add(event);
      return;
    }
    const { checkpoints, ledger } = this.parts;
    const stored = await checkpoints.save(this.task, join(this.scratch, event.path), event.step);
    try {
      await throughLostConnections(() => writer.flush());
      const old = await throughLostConnections(() => ledger.addCheckpoint(this.claim, stored, event.data));
      worker.send({ type: 'stored' });
      for (const checkpoint of old) await checkpoints.remove(checkpoint);
    } catch (error) {
      if (error instanceof ClaimLost) await checkpoints.remove(stored);
      throw error;
    }
  }

  private ended(message: Exclude<FromWorker, { type: 'ready' | 'event' }>): Outcome {
    this.workerDone = true;
    switch (message.type) {
      case 'result':
        return { type: 'succeeded', output: message.output };
      case 'error': {
        const { retry, ...error } = message.error;
        return { type: 'failed', error, retry: retry && { afterSeconds: 0 } };
      }
      case 'paused':
      case 'cancelled':
        return this.stopped();
    }
  }

  private async settle(outcome: Outcome): Promise<void> {
    const { ledger } = this.parts;
    try {
      const final = outcome.type === 'succeeded' ? await this.upload(outcome.output) : outcome;
      const output = final.type === 'succeeded' ? final.output : undefined;
      const status = await throughLostConnections(() =>
        ledger.settle(this.claim, final, (tx, task) => this.kind.publish(tx, task, output, this.scratch)),
      );
      this.log.info({ status, outcome: final.type }, 'attempt ended');
    } catch (error) {
      const failure = this.outcomeOf(error);
      await throughLostConnections(() => ledger.settle(this.claim, failure, async () => {}));
      this.log.warn({ err: error }, 'attempt failed');
    }
  }

  private async upload(output: unknown): Promise<Outcome> {
    if (!this.kind.upload) return { type: 'succeeded', output };
    const uploaded = await this.kind.upload(this.task, output, this.scratch, this.stop.signal);
    return { type: 'succeeded', output: uploaded };
  }

  /** What it means that something on this side threw. */
  private outcomeOf(error: unknown): Outcome {
    if (error instanceof ClaimLost) throw error;
    return this.stop.signal.aborted ? this.stopped() : trainerFailure(error);
  }

  private stopped(): Outcome {
    if (this.claimLost) throw new ClaimLost(this.claim);
    return { type: 'stopped' };
  }

  private pause(): void {
    this.pauseWanted = true;
    this.worker?.send({ type: 'pause' });
  }

  private cancel(): void {
    if (this.stop.signal.aborted) return;
    this.worker?.send({ type: 'cancel' });
    this.stop.abort();
    this.timers.push(setTimeout(() => this.worker?.kill(), this.parts.settings.cancelGraceMs));
  }

  private lose(): void {
    this.claimLost = true;
    this.stop.abort();
    this.worker?.kill();
  }

  /** What a worker has finished is published even while the trainer shuts down. */
  private halt(): void {
    if (this.workerDone) return;
    this.stop.abort();
    this.worker?.kill();
  }

  private writeFailed(err: unknown): void {
    if (err instanceof ClaimLost) this.lose();
    else this.log.warn({ err }, 'cannot write events; trying again');
  }
}
