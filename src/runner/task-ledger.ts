import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { moveTask } from './move-task.js';
import { RunnerMetrics } from './runner-metrics.js';
import { type Outcome, settle } from './settlement.js';
import { storableJson } from './storable-json.js';
import { type TaskCheckpoint, TaskEntity, type WorkerRecord } from './task.entity.js';
import { announce } from './task-announcement.js';
import { ClaimLost, lockClaimed, type TaskClaim } from './task-claim.js';
import { TaskKindRegistry } from './task-kind.registry.js';
import type { TaskStatus } from './task-status.js';
import { WakeUps } from './wake-ups.js';

/** The newest, and one to fall back on should it turn out unreadable. */
const KEPT_CHECKPOINTS = 2;

export type Publish = (tx: EntityManager, task: TaskEntity) => Promise<void>;

/** Every write of a trainer to a task's row. All but the first, which takes the task, are fenced by the claim. */
@Injectable()
export class TaskLedger {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
    @Inject(RunnerMetrics) private readonly metrics: RunnerMetrics,
  ) {}

  /**
   * Takes a queued task, or answers null: it is not queued (any more), or of a kind this build does not know. It waits for who
   * has the row locked: to pass the task over would use up its wake-up, and what held it may leave it queued.
   */
  claim(taskId: string, trainerId: string, leaseMs: number, worker: WorkerRecord): Promise<TaskEntity | null> {
    return this.dataSource.transaction(async (tx) => {
      const task = await tx.findOne(TaskEntity, {
        where: { id: taskId, status: 'queued', kind: In(this.kinds.names()) },
        lock: { mode: 'for_no_key_update' },
      });
      if (!task) return null;
      const message = `Running: attempt ${task.attempt} of ${task.maxAttempts}.`;
      const changes = { trainerId, worker, startedAt: task.startedAt ?? new Date() };
      await moveTask(tx, task, 'running', changes, { level: 'info', message });
      await this.extendLease(tx, { taskId, attempt: task.attempt, trainerId }, leaseMs);
      return task;
    });
  }

  /** Says that the trainer lives; answers with what is wanted of it. */
  beat(claim: TaskClaim, leaseMs: number): Promise<TaskStatus> {
    return this.extendLease(this.dataSource.manager, claim, leaseMs);
  }

  async recordWorker(claim: TaskClaim, worker: WorkerRecord): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await lockClaimed(tx, claim);
      await tx.update(TaskEntity, { id: claim.taskId }, { worker });
    });
  }

  /** Makes a stored checkpoint the one to go on from; answers with those that no longer count. */
  addCheckpoint(claim: TaskClaim, checkpoint: TaskCheckpoint, data: unknown): Promise<TaskCheckpoint[]> {
    return this.dataSource.transaction(async (tx) => {
      const task = await lockClaimed(tx, claim);
      const all = [...task.checkpoints, checkpoint];
      await tx.update(TaskEntity, { id: task.id }, { checkpoints: all.slice(-KEPT_CHECKPOINTS) });
      await tx.query(
        `INSERT INTO task_events (project_id, task_id, attempt, time, type, level, message, data)
         VALUES ($1, $2, $3, $4, 'checkpoint', 'info', $5, $6)`,
        [
          task.projectId,
          task.id,
          task.attempt,
          checkpoint.createdAt,
          `Checkpoint of step ${checkpoint.step} stored.`,
          storableJson({ id: checkpoint.id, step: checkpoint.step, ...(data === undefined ? {} : { data }) }),
        ],
      );
      await announce(tx, task.id, 'events');
      return all.slice(0, -KEPT_CHECKPOINTS);
    });
  }

  /** Lets go of a claimed task. `publish` writes the result's rows, and only if that is what it comes to. */
  settle(claim: TaskClaim, outcome: Outcome, publish: Publish): Promise<TaskStatus> {
    return this.dataSource.transaction(async (tx) =>
      this.settleLocked(tx, await lockClaimed(tx, claim), outcome, publish),
    );
  }

  /** The same for a row that the caller has locked. */
  async settleLocked(tx: EntityManager, task: TaskEntity, outcome: Outcome, publish?: Publish): Promise<TaskStatus> {
    const { to, changes, note } = settle(task, outcome);
    if (to === 'succeeded') await publish?.(tx, task);
    await moveTask(tx, task, to, changes, note);
    if (to === 'failed' && task.error) await this.kinds.find(task.kind)?.failed?.(tx, task, task.error);
    if (to === 'cancelled') await this.kinds.find(task.kind)?.cancelled?.(tx, task);
    if (to === 'queued') {
      const delay = outcome.type === 'failed' && outcome.retry ? outcome.retry.afterSeconds : 0;
      await this.wakeUps.send(tx, task.id, { lane: this.kinds.laneOf(task.kind), afterSeconds: delay });
    }
    this.metrics.settled(task, outcome.type);
    return to;
  }

  /** By the database's clock: trainers on machines whose clocks differ agree on when a lease ends. */
  private async extendLease(tx: EntityManager, claim: TaskClaim, leaseMs: number): Promise<TaskStatus> {
    const [rows]: [{ status: TaskStatus }[], number] = await tx.query(
      `UPDATE tasks SET lease_until = clock_timestamp() + $4 * interval '1 millisecond'
       WHERE id = $1 AND attempt = $2 AND trainer_id = $3 RETURNING status`,
      [claim.taskId, claim.attempt, claim.trainerId, leaseMs],
    );
    const [row] = rows;
    if (!row) throw new ClaimLost(claim);
    return row.status;
  }
}
