import type { TaskProgress } from '../../../worker/protocol.js';
import { isOpen, type SweepState } from './sweep-state.js';

/** Trials that have ended, of how many; and how long the others take, going by those. */
export function progressOf({ trials, choices }: SweepState): TaskProgress {
  const ended = trials.filter((trial) => !isOpen(trial));
  const seconds = ended.flatMap(({ job: { task } }) =>
    task.startedAt && task.finishedAt ? [(task.finishedAt.getTime() - task.startedAt.getTime()) / 1000] : [],
  );
  const left = choices.trials - ended.length;
  const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
  const etaSeconds = seconds.length ? (mean * left) / Math.min(choices.concurrency, Math.max(1, left)) : null;
  return { step: ended.length, totalSteps: choices.trials, etaSeconds };
}
