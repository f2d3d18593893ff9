import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Conflict, NotFound } from '../platform/errors/problem.js';
import { newId } from '../platform/ids.js';
import { moveTask, recordStatus } from './move-task.js';
import { TaskEntity } from './task.entity.js';
import { TaskKindRegistry } from './task-kind.registry.js';
import { isFinal } from './task-status.js';
import { WakeUps } from './wake-ups.js';

export const DEFAULT_MAX_ATTEMPTS = 3;

export interface NewTask {
  kind: string;
  projectId: string;
  /** JSON: what the kind's `stage` needs to know. */
  input: unknown;
  maxAttempts?: number;
}

/**
 * What features do with tasks. Every method works in the caller's transaction, so that a task and the row it belongs to
 * come and go together; trainers hear of it when that commits.
 */
@Injectable()
export class TaskService {
  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @Inject(WakeUps) private readonly wakeUps: WakeUps,
  ) {}

  async enqueue(tx: EntityManager, { kind, projectId, input, maxAttempts }: NewTask): Promise<TaskEntity> {
    const now = new Date();
    const task = tx.create(TaskEntity, {
      id: newId('tsk'),
      projectId,
      kind: this.kinds.get(kind).name,
      status: 'queued',
      attempt: 1,
      maxAttempts: maxAttempts ?? DEFAULT_MAX_ATTEMPTS,
      input,
      output: null,
      error: null,
      progress: null,
      checkpoints: [],
      trainerId: null,
      leaseUntil: null,
      worker: null,
      createdAt: now,
      queuedAt: now,
      startedAt: null,
      finishedAt: null,
      cleanedAt: null,
    });
    await tx.insert(TaskEntity, task as object);
    await recordStatus(tx, task, { level: 'info', message: 'Queued.' });
    await this.wakeUps.send(tx, task.id, { lane: this.kinds.laneOf(task.kind) });
    return task;
  }

  /** At once where nobody runs it; otherwise its trainer is told, and the status is `cancelling` until it stopped. */
  async cancel(tx: EntityManager, id: string): Promise<TaskEntity> {
    return this.cancelLocked(tx, await this.lock(tx, id));
  }

  /** Cancels what is neither over nor being cancelled. */
  async cancelUnfinished(tx: EntityManager, id: string): Promise<void> {
    const task = await this.lock(tx, id);
    if (!isFinal(task.status) && task.status !== 'cancelling') await this.cancelLocked(tx, task);
  }

  /** The worker writes a checkpoint and ends; then the status is `paused`. */
  async pause(tx: EntityManager, id: string): Promise<TaskEntity> {
    const task = await this.lock(tx, id);
    if (!this.kinds.get(task.kind).pausable) {
      throw new Conflict(
        'not-pausable',
        `Tasks of the kind "${task.kind}" keep no checkpoints: cancel this one instead.`,
      );
    }
    return moveTask(tx, task, 'pausing', {}, { level: 'info', message: 'Pause requested.' });
  }

  /** Keeps a queued task from being taken until it is resumed. */
  async hold(tx: EntityManager, id: string, message: string): Promise<TaskEntity> {
    return moveTask(tx, await this.lock(tx, id), 'paused', {}, { level: 'info', message });
  }

  async resume(tx: EntityManager, id: string): Promise<TaskEntity> {
    const task = await this.lock(tx, id);
    if (task.status !== 'paused') {
      throw new Conflict('illegal-state', `Expected the status paused, which can be resumed; found ${task.status}.`);
    }
    await moveTask(tx, task, 'queued', {}, { level: 'info', message: 'Resumed.' });
    await this.wakeUps.send(tx, task.id, { lane: this.kinds.laneOf(task.kind) });
    return task;
  }

  private async cancelLocked(tx: EntityManager, task: TaskEntity): Promise<TaskEntity> {
    const held = task.status === 'running' || task.status === 'pausing';
    if (held) return moveTask(tx, task, 'cancelling', {}, { level: 'info', message: 'Cancellation requested.' });
    await moveTask(tx, task, 'cancelled', {}, { level: 'info', message: 'Cancelled.' });
    await this.kinds.find(task.kind)?.cancelled?.(tx, task);
    return task;
  }

  private async lock(tx: EntityManager, id: string): Promise<TaskEntity> {
    const task = await tx.findOne(TaskEntity, { where: { id }, lock: { mode: 'for_no_key_update' } });
    if (!task)
      throw new NotFound('task-not-found', `Expected the id of a task; found "${id}", which there is none of.`);
    return task;
  }
}
