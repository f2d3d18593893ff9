import type { EntityManager } from 'typeorm';
import type { TaskEntity, TaskError } from './task.entity.js';
import type { WritableEvent } from './task-event-writer.js';

/** Records an event of the task on behalf of the trainer itself. */
export type ReportEvent = (event: WritableEvent) => void;

/**
 * What a feature registers for each kind of task. Tasks are done at least once: every method may be called again for the
 * same task, after a crash at any point, and has to come out the same.
 */
export type TaskKind = WorkerKind | CoordinatingKind;

interface AnyKind {
  readonly name: string;

  /** Whether a pause can be asked for. What is not pausable starts over after a shutdown. */
  readonly pausable: boolean;

  /** Writes the result's rows in the transaction that marks the task `succeeded`. */
  publish(tx: EntityManager, task: TaskEntity, output: unknown, scratch: string): Promise<void>;

  /** Called in the transaction that marks the task `failed`. */
  failed?(tx: EntityManager, task: TaskEntity, error: TaskError): Promise<void>;

  /** Called in the transaction that marks the task `cancelled`. */
  cancelled?(tx: EntityManager, task: TaskEntity): Promise<void>;

  /** Some time after a task's end, whatever it was: removes what it kept in the object store and nobody needs any more. */
  clean?(task: TaskEntity): Promise<void>;
}

/**
 * Heavy work, done in a process of its own: this is the parent's side of it, and the child's is the handler of the same
 * name in `src/worker/handlers`. Where it is pausable, the handler answers a pause with a checkpoint.
 */
export interface WorkerKind extends AnyKind {
  /** Lays the task's files into the scratch folder and returns the handler's input (JSON). What takes long reports. */
  stage(task: TaskEntity, scratch: string, signal: AbortSignal, report: ReportEvent): Promise<unknown>;

  /**
   * Long work between the handler's end and `publish`, outside any transaction: moving files to the object store. What
   * it returns replaces the handler's output. A task that is cancelled or fenced meanwhile is never published, so this
   * writes under keys that nothing refers to yet.
   */
  upload?(task: TaskEntity, output: unknown, scratch: string, signal: AbortSignal): Promise<unknown>;
}

/**
 * Work that starts other tasks, waits for them and decides. It is done in the trainer's own process and takes none of the
 * places for tasks: else it would keep what it waits for from being done.
 */
export interface CoordinatingKind extends AnyKind {
  /** Resolves with the output, or with `STOPPED` once a pause was asked for and has been seen to. */
  coordinate(task: TaskEntity, context: CoordinationContext): Promise<unknown>;
}

/** What `coordinate` resolves with when it stopped on request: what there is to know for going on is in the database. */
export const STOPPED = Symbol('stopped');

export type CoordinatedChange<T> = (tx: EntityManager, task: TaskEntity, report: ReportEvent) => Promise<T>;

export interface CoordinationContext {
  /** Aborts when the task is cancelled, lost to another trainer, or handed back because this one shuts down. */
  readonly signal: AbortSignal;

  /**
   * A transaction that has the task's row locked, and finds it held by this attempt. What is reported within is recorded
   * with it, or not at all.
   */
  transaction<T>(work: CoordinatedChange<T>): Promise<T>;

  /**
   * Resolves when something happened to one of these tasks, when a pause is asked for, when `signal` aborts, or after some
   * seconds; at once where one of them is new, whose news were not heard until now. It may resolve without need: look.
   */
  wait(taskIds: readonly string[]): Promise<void>;
}

export const coordinates = (kind: TaskKind): kind is CoordinatingKind => 'coordinate' in kind;
