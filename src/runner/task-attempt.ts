import type { Logger } from 'pino';
import type { AttemptControl } from './attempt-control.js';
import type { Outcome } from './settlement.js';
import type { TaskEntity } from './task.entity.js';
import type { TaskClaim } from './task-claim.js';
import type { TaskRunParts } from './task-run-parts.js';

/** How the work of one attempt is done: in a worker, or by the trainer itself. */
export interface TaskAttempt {
  /** What it came to; rejects where this side failed, or when it was told to stop. */
  work(): Promise<Outcome>;
  /** Told after `control` knows of it. */
  pause(): void;
  cancel(): void;
  /** Stops what is left of it, at once. */
  kill(): void;
  /** Whether it is done, and only publishing is left. */
  readonly done: boolean;
  /** Whether it takes long to stop, and may be asked to pause instead of being killed when the trainer shuts down. */
  readonly drains: boolean;
}

export interface AttemptParts extends TaskRunParts {
  readonly claim: TaskClaim;
  readonly task: TaskEntity;
  readonly scratch: string;
  readonly control: AttemptControl;
  readonly log: Logger;
}
