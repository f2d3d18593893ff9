import { join } from 'node:path';
import { FromWorker, type StagedCheckpoint, type ToWorker, type WorkerEvent } from '../worker/protocol.js';
import { throughLostConnections } from './lost-connection.js';
import { identityOf } from './process-identity.js';
import type { Outcome } from './settlement.js';
import type { AttemptParts, TaskAttempt } from './task-attempt.js';
import { ClaimLost } from './task-claim.js';
import { TaskEventWriter } from './task-event-writer.js';
import type { WorkerKind } from './task-kind.js';
import { describeExit } from './worker-exit.js';
import { WorkerProcess } from './worker-process.js';

type Worker = WorkerProcess<FromWorker, ToWorker>;

/** Stages a task's inputs, has a worker do it, and relays what that says. */
export class WorkerAttempt implements TaskAttempt {
  done = false;
  private worker: Worker | undefined;

  constructor(
    private readonly kind: WorkerKind,
    private readonly parts: AttemptParts,
  ) {}

  get drains(): boolean {
    return this.kind.pausable && this.worker !== undefined;
  }

  async work(): Promise<Outcome> {
    const { checkpoints, task, scratch, control } = this.parts;
    const input = await this.stage();
    const checkpoint = await checkpoints.restore(task, join(scratch, 'restored'));
    if (control.stopWanted) return { type: 'stopped' };
    return this.run(input, checkpoint);
  }

  pause(): void {
    this.worker?.send({ type: 'pause' });
  }

  cancel(): void {
    this.worker?.send({ type: 'cancel' });
  }

  kill(): void {
    this.worker?.kill();
  }

  /** What staging reports is written before there is a worker, so that the task's events stay in order. */
  private async stage(): Promise<unknown> {
    const { task, scratch, control } = this.parts;
    const writer = this.openWriter(() => {});
    try {
      return await this.kind.stage(task, scratch, control.signal, (event) => writer.add(event));
    } finally {
      await this.closeWriter(writer);
    }
  }

  private async run(input: unknown, checkpoint: StagedCheckpoint | null): Promise<Outcome> {
    const { settings, scratch, control } = this.parts;
    const worker = new WorkerProcess<FromWorker, ToWorker>(settings.workerEntry, scratch, FromWorker);
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
      if (control.signal.aborted) return { type: 'stopped' };
      return { type: 'failed', error: describeExit(exit), retry: { afterSeconds: 0 } };
    } finally {
      // The process is gone before the row says that the task is: its memory and device are free by then.
      worker.kill();
      await worker.exit;
      await this.closeWriter(writer);
    }
  }

  private openWriter(written: (events: number) => void): TaskEventWriter {
    const { dataSource, claim } = this.parts;
    return new TaskEventWriter(dataSource, claim, written, (err) => this.writeFailed(err));
  }

  private async closeWriter(writer: TaskEventWriter): Promise<void> {
    try {
      if (!this.parts.control.claimLost) await throughLostConnections(() => writer.flush());
    } finally {
      writer.stop();
    }
  }

  private writeFailed(err: unknown): void {
    if (!(err instanceof ClaimLost)) {
      this.parts.log.warn({ err }, 'cannot write events; trying again');
      return;
    }
    this.parts.control.lose();
    this.kill();
  }

  private async recordWorker({ pid }: Worker): Promise<void> {
    const { ledger, claim, task } = this.parts;
    const child = pid === undefined ? null : identityOf(pid);
    if (child && task.worker) await ledger.recordWorker(claim, { ...task.worker, child });
  }

  private start(worker: Worker, input: unknown, checkpoint: StagedCheckpoint | null): void {
    const { control, scratch } = this.parts;
    if (control.signal.aborted) {
      worker.kill();
      return;
    }
    const { threads, device } = this.parts.settings;
    const { kind, attempt } = this.parts.task;
    worker.send({ type: 'run', kind, attempt, scratch, threads, device, checkpoint, input });
    if (control.pauseWanted) worker.send({ type: 'pause' });
  }

  private async handle(event: WorkerEvent, worker: Worker, writer: TaskEventWriter): Promise<void> {
    if (event.type !== 'checkpoint') {
      writer.add(event);
      return;
    }
    const { checkpoints, ledger, task, scratch, claim } = this.parts;
    const stored = await checkpoints.save(task, join(scratch, event.path), event.step);
    try {
      await throughLostConnections(() => writer.flush());
      const old = await throughLostConnections(() => ledger.addCheckpoint(claim, stored, event.data));
      worker.send({ type: 'stored' });
      for (const checkpoint of old) await checkpoints.remove(checkpoint);
    } catch (error) {
      if (error instanceof ClaimLost) await checkpoints.remove(stored);
      throw error;
    }
  }

  private ended(message: Exclude<FromWorker, { type: 'ready' | 'event' }>): Outcome {
    this.done = true;
    switch (message.type) {
      case 'result':
        return { type: 'succeeded', output: message.output };
      case 'error': {
        const { retry, ...error } = message.error;
        return { type: 'failed', error, retry: retry && { afterSeconds: 0 } };
      }
      case 'paused':
      case 'cancelled':
        return { type: 'stopped' };
    }
  }
}
