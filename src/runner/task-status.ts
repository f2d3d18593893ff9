import { Conflict } from '../platform/errors/problem.js';

export const TASK_STATUSES = [
  'queued',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'succeeded',
  'failed',
  'cancelled',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/**
 * Every legal move; all others throw. `running → queued` is a dead worker or a trainer that shuts down; `pausing →
 * succeeded` a task that ended before it saw the request; `pausing → failed` one that died for the last time; `queued →
 * paused` one that is held back because what it is part of is paused.
 */
const MOVES: Readonly<Record<TaskStatus, readonly TaskStatus[]>> = {
  queued: ['running', 'paused', 'cancelled'],
  running: ['queued', 'pausing', 'cancelling', 'succeeded', 'failed'],
  pausing: ['paused', 'cancelling', 'succeeded', 'failed'],
  paused: ['queued', 'cancelled'],
  cancelling: ['cancelled'],
  succeeded: [],
  failed: [],
  cancelled: [],
};

/** Statuses in which a trainer holds the task. */
export const HELD_STATUSES = ['running', 'pausing', 'cancelling'] as const satisfies readonly TaskStatus[];

export function isFinal(status: TaskStatus): boolean {
  return MOVES[status].length === 0;
}

export class IllegalTaskMove extends Conflict {
  constructor(from: TaskStatus, to: TaskStatus) {
    // What is running is cancelled in two moves, and both are one wish.
    const goals: TaskStatus[] = to === 'cancelled' || to === 'cancelling' ? ['cancelling', 'cancelled'] : [to];
    const sources = TASK_STATUSES.filter(
      (status) => !goals.includes(status) && goals.some((goal) => MOVES[status].includes(goal)),
    );
    super('illegal-state', `Expected the status ${sources.join(' or ')}, from which ${to} follows; found ${from}.`);
  }
}

export function assertMove(from: TaskStatus, to: TaskStatus): void {
  if (!MOVES[from].includes(to)) throw new IllegalTaskMove(from, to);
}
