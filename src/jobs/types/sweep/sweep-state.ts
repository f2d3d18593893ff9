/** Where a sweep stands: what it was told, and its trials with the tasks of their jobs. */
import { type EntityManager, In } from 'typeorm';
import { lowerIsBetter } from '../../../ml/evaluation/metric-direction.js';
import { TaskEntity } from '../../../runner/task.entity.js';
import type { TaskStatus } from '../../../runner/task-status.js';
import { JobEntity } from '../../job.entity.js';
import { SweepChoices } from './sweep.schemas.js';
import { SweepTrialEntity } from './sweep-trial.entity.js';

export interface SweepState {
  sweep: JobEntity;
  choices: SweepChoices;
  /** By number. */
  trials: SweepTrialEntity[];
}

export async function loadSweep(tx: EntityManager, task: TaskEntity): Promise<SweepState> {
  const sweep = await tx.findOneOrFail(JobEntity, {
    where: { taskId: task.id },
    relations: { heldModel: true, heldVersion: { dataset: true } },
  });
  const trials = await tx.find(SweepTrialEntity, {
    where: { sweepId: sweep.id },
    relations: { job: { task: true }, testEvaluation: { task: true } },
    order: { number: 'ASC' },
  });
  return { sweep, choices: SweepChoices.parse(sweep.choices), trials };
}

/**
 * Locks a trial's task and does something to it, if it still is in one of these statuses. Trials are locked one by one, and
 * when there is something to do: a trainer that would take a queued one waits for the lock.
 */
export async function whileStill(
  tx: EntityManager,
  { id }: Pick<TaskEntity, 'id'>,
  statuses: readonly TaskStatus[],
  change: (id: string) => Promise<unknown>,
): Promise<boolean> {
  const still = await tx.findOne(TaskEntity, {
    where: { id, status: In([...statuses]) },
    lock: { mode: 'for_no_key_update' },
  });
  if (still) await change(id);
  return still !== null;
}

export const isOpen = ({ endedAt }: SweepTrialEntity): boolean => endedAt === null;

/** A trial that ran to its end, and what it was worth. */
export type CompletedTrial = SweepTrialEntity & { objective: number };

export const isCompleted = (trial: SweepTrialEntity): trial is CompletedTrial =>
  !isOpen(trial) && trial.stoppedAt === null && trial.objective !== null;

/** Less is better, whichever way the metric goes. */
export function lossOf({ choices: { objective } }: SweepState, value: number): number {
  return lowerIsBetter(objective.metric) ? value : -value;
}

/** The best that ran to its end, of equals the first; undefined without one. */
export function bestOf(state: SweepState): CompletedTrial | undefined {
  const [first, ...others] = state.trials.filter(isCompleted);
  return others.reduce(
    (best, trial) => (best && lossOf(state, trial.objective) < lossOf(state, best.objective) ? trial : best),
    first,
  );
}

/** How a value of the objective is written. */
export const shownValue = (value: number): string => String(Number(value.toPrecision(4)));
