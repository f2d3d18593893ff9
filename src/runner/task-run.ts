import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AttemptControl } from './attempt-control.js';
import { CoordinatedAttempt } from './coordinated-attempt.js';
import { throughLostConnections } from './lost-connection.js';
import type { Outcome } from './settlement.js';
import type { TaskEntity } from './task.entity.js';
import type { TaskAttempt } from './task-attempt.js';
import { ClaimLost, type TaskClaim } from './task-claim.js';
import { TaskHeartbeat } from './task-heartbeat.js';
import { coordinates, type TaskKind } from './task-kind.js';
import type { TaskRunParts } from './task-run-parts.js';
import { trainerFailure } from './trainer-failure.js';
import { WorkerAttempt } from './worker-attempt.js';

/** One attempt at one task, from the claim to the moment when the row says what became of it. */
export class TaskRun {
  private readonly control = new AttemptControl();
  private readonly attempt: TaskAttempt;
  private readonly heartbeat: TaskHeartbeat;
  private readonly scratch: string;
  private readonly log: Logger;
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
    const { scratch, control, log } = this;
    const attempt = { ...parts, claim, task, scratch, control, log };
    this.attempt = coordinates(kind) ? new CoordinatedAttempt(kind, attempt) : new WorkerAttempt(kind, attempt);
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
      const outcome = await this.attempt.work().catch((error: unknown) => this.outcomeOf(error));
      this.control.assertHeld(this.claim);
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
    if (!this.attempt.drains) {
      this.halt();
      return;
    }
    this.pause();
    this.timers.push(setTimeout(() => this.halt(), this.parts.settings.drainGraceMs));
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
    const { kind } = this;
    if (coordinates(kind) || !kind.upload) return { type: 'succeeded', output };
    const uploaded = await kind.upload(this.task, output, this.scratch, this.control.signal);
    return { type: 'succeeded', output: uploaded };
  }

  /** What it means that something on this side threw. */
  private outcomeOf(error: unknown): Outcome {
    if (error instanceof ClaimLost) throw error;
    this.control.assertHeld(this.claim);
    return this.control.signal.aborted ? { type: 'stopped' } : trainerFailure(error);
  }

  private pause(): void {
    this.control.pauseWanted = true;
    this.attempt.pause();
  }

  private cancel(): void {
    if (this.control.signal.aborted) return;
    this.attempt.cancel();
    this.control.stop();
    this.timers.push(setTimeout(() => this.attempt.kill(), this.parts.settings.cancelGraceMs));
  }

  private lose(): void {
    this.control.lose();
    this.attempt.kill();
  }

  /** What is finished is published even while the trainer shuts down. */
  private halt(): void {
    if (this.attempt.done) return;
    this.control.stop();
    this.attempt.kill();
  }
}
