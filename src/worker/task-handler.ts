import type { StagedCheckpoint, WorkerEvent } from './protocol.js';

/** What a handler returns after it was asked to pause and has yielded its checkpoint. */
export const PAUSED = Symbol('paused');

/** Asked between steps. A `cancel` needs no answer: the handler is stopped at its next event. */
export interface TaskControl {
  requested(): 'none' | 'pause' | 'cancel';
}

export interface TaskContext {
  /** This attempt's own folder (absolute). What the parent publishes is left here. */
  readonly scratch: string;
  readonly attempt: number;
  readonly threads: number;
  readonly device: string;
  /** Where an earlier attempt or a pause left off; null at the beginning. */
  readonly checkpoint: StagedCheckpoint | null;
  readonly control: TaskControl;
  /** Aborted on cancel, not on pause. */
  readonly signal: AbortSignal;
}

/**
 * The work of one kind of task: pure ML on files. It parses `input` itself, yields what happens, and returns what the
 * parent's `publish` gets (JSON). Yielding a checkpoint waits until the parent has stored it; its folder is removed
 * afterwards. A handler that can pause looks at `context.control` between steps, yields a checkpoint and returns
 * `PAUSED`. It throws `InputError` when the input is at fault.
 */
export type TaskHandler = (
  input: unknown,
  context: TaskContext,
) => AsyncGenerator<WorkerEvent, unknown | typeof PAUSED, void>;

/** Handlers by kind, each loaded when its task comes, so that no child loads an engine it does not need. */
export type TaskHandlers = Readonly<Record<string, () => Promise<TaskHandler>>>;
