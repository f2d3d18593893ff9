import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { lowerIsBetter } from '../../../ml/evaluation/metric-direction.js';
import { dimensionsOf } from '../../../ml/tuning/dimension.js';
import { type Course, isAmongTheWorst } from '../../../ml/tuning/median-stopping.js';
import type { Point } from '../../../ml/tuning/search-space.js';
import type { TaskEntity } from '../../../runner/task.entity.js';
import { TaskService } from '../../../runner/task.service.js';
import type { ReportEvent } from '../../../runner/task-kind.js';
import { isFinal } from '../../../runner/task-status.js';
import { chosenHyperparameters } from '../../chosen-hyperparameters.js';
import { bestOf, isCompleted, isOpen, lossOf, type SweepState, shownValue, whileStill } from './sweep-state.js';
import { SweepTrialEntity } from './sweep-trial.entity.js';
import { courseOf } from './trial-course.js';

/** Of what a fine-tuning job leaves with its task. */
const TrialOutput = z.object({ output: z.object({ bestStep: z.int().nullable() }) });

/** Notes what became of trials, and ends those that are among the worst. */
@Injectable()
export class TrialEnds {
  constructor(@Inject(TaskService) private readonly tasks: TaskService) {}

  /** Those that have ended since it looked last; answers with how many. */
  async record(tx: EntityManager, state: SweepState, report: ReportEvent): Promise<number> {
    const ended = state.trials.filter((trial) => isOpen(trial) && isFinal(trial.job.task.status));
    for (const trial of ended) await this.recordOne(tx, state, trial, report);
    return ended.length;
  }

  async stopWorst(tx: EntityManager, { choices, trials }: SweepState, report: ReportEvent): Promise<void> {
    const { stopWorst, objective } = choices;
    if (!stopWorst) return;
    const finished = trials.filter(isCompleted).map(({ course }) => course ?? []);
    if (finished.length < stopWorst.minTrials) return;
    // The defaults run to their end: what is found is compared with them.
    const running = trials.filter(
      (trial) => isOpen(trial) && trial.number > 0 && trial.stoppedAt === null && trial.job.task.status === 'running',
    );
    for (const { sweepId, number, job } of running) {
      const course = await courseOf(tx, job.task, objective.metric);
      if (!isAmongTheWorst(course, finished, stopWorst, !lowerIsBetter(objective.metric))) continue;
      const stoppedAt = course.at(-1)!.share;
      const stopped = await whileStill(tx, job.task, ['running'], (id) => this.tasks.cancel(tx, id));
      if (!stopped) continue;
      await tx.update(SweepTrialEntity, { sweepId, number }, { stoppedAt });
      const percent = Math.round(100 * stoppedAt);
      report({
        type: 'log',
        level: 'info',
        message: `Trial ${number} is among the worst after ${percent} % of its steps, and is stopped.`,
        data: { trial: number, job: job.id, stoppedAt },
      });
    }
  }

  private async recordOne(tx: EntityManager, state: SweepState, trial: SweepTrialEntity, report: ReportEvent) {
    const { metric } = state.choices.objective;
    const { task } = trial.job;
    const course = await courseOf(tx, task, metric);
    const before = bestOf(state);
    const recorded = {
      endedAt: new Date(),
      course,
      objective: trial.stoppedAt === null ? worthOf(task, course) : bestSoFar(state, course),
      sampled: trial.number === 0 ? await defaultsTried(tx, state, trial) : trial.sampled,
    };
    await tx.update(SweepTrialEntity, { sweepId: trial.sweepId, number: trial.number }, recorded as object);
    Object.assign(trial, recorded);
    this.tell(state, trial, before?.objective, report);
  }

  private tell(state: SweepState, trial: SweepTrialEntity, before: number | undefined, report: ReportEvent): void {
    const { metric } = state.choices.objective;
    const { number, job, objective } = trial;
    const data = { trial: number, job: job.id, status: job.task.status, objective };
    if (!isCompleted(trial)) {
      if (trial.stoppedAt !== null) return;
      const why = job.task.error ? `failed: ${job.task.error.message}` : 'was cancelled.';
      report({ type: 'log', level: 'warn', message: `Trial ${number} ${why}`, data });
      return;
    }
    const value = shownValue(trial.objective);
    report({ type: 'log', level: 'info', message: `Trial ${number} ended: ${metric} ${value}.`, data });
    const best = bestOf(state)!;
    if (best === trial && before !== undefined) {
      const message = `Trial ${number} is the best so far: ${metric} ${value}, before it ${shownValue(before)}.`;
      report({ type: 'log', level: 'info', message, data });
    }
    const step = state.trials.filter((other) => !isOpen(other)).length;
    const measured = { type: 'metric', step, epoch: null, split: 'validation' } as const;
    report({ ...measured, name: metric, value: trial.objective });
    report({ ...measured, name: `best.${metric}`, value: best.objective });
  }
}

/** What the weights that it kept were worth: those of its best step, or else its last. */
function worthOf({ status, output, progress }: TaskEntity, course: Course): number | null {
  if (status !== 'succeeded' || course.length === 0) return null;
  const { bestStep } = TrialOutput.parse(output).output;
  const kept = bestStep === null ? undefined : course.find(({ share }) => share === bestStep / progress!.totalSteps!);
  return (kept ?? course.at(-1)!).value;
}

function bestSoFar(state: SweepState, course: Course): number | null {
  if (course.length === 0) return null;
  return course.map(({ value }) => value).reduce((a, b) => (lossOf(state, b) < lossOf(state, a) ? b : a));
}

/** Where in the space the defaults lie, as far as they do. */
async function defaultsTried(tx: EntityManager, { choices }: SweepState, trial: SweepTrialEntity): Promise<Point> {
  const chosen = (await chosenHyperparameters(tx, [trial.job.taskId])).get(trial.job.taskId);
  const tried: Record<string, unknown> = { ...chosen, method: choices.method };
  const names = dimensionsOf(choices.space).map(({ name }) => name);
  return Object.fromEntries(names.filter((name) => name in tried).map((name) => [name, tried[name]]));
}
