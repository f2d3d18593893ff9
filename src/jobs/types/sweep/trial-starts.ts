import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { HyperparameterChoices } from '../../../ml/training/hyperparameters.js';
import { propose } from '../../../ml/tuning/propose.js';
import type { Point } from '../../../ml/tuning/search-space.js';
import type { ReportEvent } from '../../../runner/task-kind.js';
import { JobWriter } from '../../job-writer.js';
import type { FineTuneJobChoices } from '../fine-tune/fine-tune.schemas.js';
import { withValues } from './corners.js';
import type { SweepTrial } from './sweep.schemas.js';
import { isCompleted, isOpen, lossOf, type SweepState } from './sweep-state.js';
import { SweepTrialEntity } from './sweep-trial.entity.js';

/** Starts trials: ordinary fine-tuning jobs, judged on validation. */
@Injectable()
export class TrialStarts {
  constructor(@Inject(JobWriter) private readonly jobs: JobWriter) {}

  /** As many as may run at once and are wanted still; answers with how many it started. */
  async start(tx: EntityManager, state: SweepState, report: ReportEvent): Promise<number> {
    const { choices, trials } = state;
    const places = choices.concurrency - trials.filter(isOpen).length;
    const wanted = choices.trials - trials.length;
    const points = trials.map((trial) => ({
      point: trial.sampled,
      loss: isCompleted(trial) ? lossOf(state, trial.objective) : null,
    }));
    let started = 0;
    for (; started < Math.min(places, wanted); started++) {
      const number = trials.length + started;
      const { seed } = state.sweep;
      const point = number === 0 ? {} : propose(choices.space, choices.search, points, { seed, number });
      if (!point) break;
      const job = await this.startOne(tx, state, number, point);
      points.push({ point, loss: null });
      const what = number === 0 ? 'the defaults' : JSON.stringify(point);
      const message = `Trial ${number} has been started, with ${what}.`;
      report({
        type: 'log',
        level: 'info',
        message,
        data: { trial: number, job, values: point as SweepTrial['values'] },
      });
    }
    return started;
  }

  private async startOne(tx: EntityManager, state: SweepState, number: number, point: Point): Promise<string> {
    const { sweep, choices } = state;
    const { id: sweepId, projectId, calibration, seed, outputName } = sweep;
    const base = { method: choices.method, hyperparameters: sweep.hyperparameters as HyperparameterChoices };
    const { method, hyperparameters } = withValues(base, point);
    const own: FineTuneJobChoices = { method, evaluateOn: 'validation' };
    const name = `${sweep.name ?? outputName} trial ${number}`;
    const jobId = await this.jobs.write(
      tx,
      { projectId, type: 'fine-tune', name, calibration, seed, outputName },
      {
        model: sweep.heldModel!,
        dataset: sweep.heldVersion!.dataset,
        version: sweep.heldVersion!,
        choices: own,
        hyperparameters,
      },
    );
    await tx.insert(SweepTrialEntity, { sweepId, number, projectId, jobId, sampled: point } as object);
    return jobId;
  }
}
