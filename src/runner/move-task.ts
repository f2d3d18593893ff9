import type { EntityManager } from 'typeorm';
import type { LogLevel } from '../worker/protocol.js';
import { TaskEntity } from './task.entity.js';
import { announce } from './task-announcement.js';
import { assertMove, isFinal, type TaskStatus } from './task-status.js';

export interface StatusNote {
  level: LogLevel;
  message: string;
  data?: Record<string, unknown>;
}

/**
 * The one place where a status changes: checks the move, writes the row, records the status event, announces it. The
 * caller has the row locked (`FOR UPDATE`), which also keeps a task's events in the order of their ids.
 */
export async function moveTask(
  tx: EntityManager,
  task: TaskEntity,
  to: TaskStatus,
  changes: Partial<TaskEntity>,
  note: StatusNote,
): Promise<TaskEntity> {
  assertMove(task.status, to);
  const moved: Partial<TaskEntity> = { ...changes, status: to };
  if (to === 'queued') moved.queuedAt = new Date();
  if (isFinal(to)) moved.finishedAt = new Date();
  // Nobody holds a task that is neither running nor about to stop.
  if (to === 'queued' || to === 'paused' || isFinal(to)) {
    Object.assign(moved, { trainerId: null, leaseUntil: null, worker: null });
  }
  await tx.update(TaskEntity, { id: task.id }, moved as object);
  Object.assign(task, moved);
  await recordStatus(tx, task, note);
  return task;
}

export async function recordStatus(tx: EntityManager, task: TaskEntity, note: StatusNote): Promise<void> {
  const data = { status: task.status, attempt: task.attempt, ...note.data };
  await tx.query(
    `INSERT INTO task_events (project_id, task_id, attempt, time, type, level, message, data)
     VALUES ($1, $2, $3, clock_timestamp(), 'status', $4, $5, $6)`,
    [task.projectId, task.id, task.attempt, note.level, note.message, JSON.stringify(data)],
  );
  await announce(tx, task.id, 'status');
}
