import type { EntityManager } from 'typeorm';
import type { TaskEntity, TaskError } from './task.entity.js';
import type { WritableEvent } from './task-event-writer.js';

/** Records an event of the task while it is staged, when there is no worker yet that could. */
export type StageReport = (event: WritableEvent) => void;

/**
 * What a feature registers for each kind of task: the parent's side of it. The child's side is the handler of the same
 * name in `src/worker/handlers`. Tasks are done at least once: every method may be called again for the same task, after
 * a crash at any point, and has to come out the same.
 */
export interface TaskKind {
  readonly name: string;

  /** Whether the handler answers a pause with a checkpoint. Others cannot be paused, and start over after a shutdown. */
  readonly pausable: boolean;

  /** Lays the task's files into the scratch folder and returns the handler's input (JSON). What takes long reports. */
  stage(task: TaskEntity, scratch: string, signal: AbortSignal, report: StageReport): Promise<unknown>;

  /**
   * Long work between the handler's end and `publish`, outside any transaction: moving files to the object store. What
   * it returns replaces the handler's output. A task that is cancelled or fenced meanwhile is never published, so this
   * writes under keys that nothing refers to yet.
   */
  upload?(task: TaskEntity, output: unknown, scratch: string, signal: AbortSignal): Promise<unknown>;

  /** Writes the result's rows in the transaction that marks the task `succeeded`. */
  publish(tx: EntityManager, task: TaskEntity, output: unknown, scratch: string): Promise<void>;

  /** Called in the transaction that marks the task `failed`. */
  failed?(tx: EntityManager, task: TaskEntity, error: TaskError): Promise<void>;

  /** Some time after a task's end, whatever it was: removes what it kept in the object store and nobody needs any more. */
  clean?(task: TaskEntity): Promise<void>;
}
