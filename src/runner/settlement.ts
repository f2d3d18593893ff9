import type { StatusNote } from './move-task.js';
import type { TaskEntity, TaskError } from './task.entity.js';
import type { TaskStatus } from './task-status.js';

/** How a trainer's hold on a task ended. */
export type Outcome =
  | { type: 'succeeded'; output: unknown }
  /** It stopped on request, or was stopped by the trainer's own shutdown: no attempt is used up. */
  | { type: 'stopped' }
  /** It failed. `retry` is false where another attempt would end the same way, else the delay before the next one. */
  | { type: 'failed'; error: TaskError; retry: false | { afterSeconds: number } };

export interface Settlement {
  to: TaskStatus;
  changes: Partial<TaskEntity>;
  note: StatusNote;
}

type Held = Pick<TaskEntity, 'status' | 'attempt' | 'maxAttempts' | 'checkpoints'>;

/**
 * Where a held task goes when its trainer lets go of it. What users asked for meanwhile, which is the row's status,
 * comes first: a cancelled task is cancelled whatever became of it, and one that dies while pausing is paused.
 */
export function settle(task: Held, outcome: Outcome): Settlement {
  if (task.status === 'cancelling') return { to: 'cancelled', changes: {}, note: info('Cancelled.') };
  const waiting = task.status === 'pausing' ? 'paused' : 'queued';
  switch (outcome.type) {
    case 'succeeded':
      return { to: 'succeeded', changes: { output: outcome.output, error: null }, note: info('Succeeded.') };
    case 'stopped': {
      const message = waiting === 'paused' ? 'Paused' : 'Handed back by a trainer that shuts down';
      return { to: waiting, changes: {}, note: info(`${message}, ${position(task)}.`) };
    }
    case 'failed':
      return outcome.retry !== false && task.attempt < task.maxAttempts
        ? retry(task, waiting, outcome.error)
        : fail(task, outcome.error, outcome.retry !== false);
  }
}

function retry(task: Held, to: 'queued' | 'paused', error: TaskError): Settlement {
  const message = `Attempt ${task.attempt} of ${task.maxAttempts} failed: ${error.message} The next one starts ${position(task)}.`;
  return { to, changes: { attempt: task.attempt + 1 }, note: { level: 'warn', message, data: { error } } };
}

function fail(task: Held, error: TaskError, retried: boolean): Settlement {
  const message = retried
    ? `Attempt ${task.attempt} of ${task.maxAttempts}, the last one, failed: ${error.message}`
    : error.message;
  const final = { ...error, message };
  return { to: 'failed', changes: { error: final }, note: { level: 'error', message, data: { error: final } } };
}

function position(task: Held): string {
  const last = task.checkpoints.at(-1);
  return last ? `from the checkpoint of step ${last.step}` : 'from the beginning';
}

const info = (message: string): StatusNote => ({ level: 'info', message });
