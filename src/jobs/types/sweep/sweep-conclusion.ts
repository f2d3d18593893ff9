import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { EvaluationsService } from '../../../evaluations/evaluations.service.js';
import { Invalid } from '../../../platform/errors/problem.js';
import { isFinal } from '../../../runner/task-status.js';
import type { SweepResult } from './sweep.schemas.js';
import { resultOf } from './sweep-result.js';
import { bestOf, type CompletedTrial, type SweepState } from './sweep-state.js';
import { SweepTrialEntity } from './sweep-trial.entity.js';

export interface SweepOutput {
  model: string;
  evaluation: string | null;
  result: SweepResult;
}

/** A failure, what is waited for, or the end. */
export type Conclusion = { failure: Invalid } | { waitFor: string } | { output: SweepOutput };

/** What happens once every trial has ended: the winner alone is measured on the test split, and once. */
@Injectable()
export class SweepConclusion {
  constructor(@Inject(EvaluationsService) private readonly evaluations: EvaluationsService) {}

  async conclude(tx: EntityManager, state: SweepState): Promise<Conclusion> {
    const best = bestOf(state);
    if (!best) return { failure: noneSucceeded(state) };
    const model = best.job.resultModelId;
    if (model === null) return { failure: winnerGone(best) };
    const version = state.sweep.heldVersion!;
    if (!version.counts?.test) {
      return { output: { model, evaluation: best.job.resultEvaluationId, result: resultOf(state, best, false) } };
    }
    const { testEvaluation } = best;
    if (!testEvaluation) return { waitFor: await this.startEvaluation(tx, state, best, model) };
    const { status, error } = testEvaluation.task;
    if (!isFinal(status)) return { waitFor: testEvaluation.taskId };
    if (status !== 'succeeded') return { failure: notMeasured(best, error?.message ?? `it was ${status}`) };
    return { output: { model, evaluation: testEvaluation.id, result: resultOf(state, best, true) } };
  }

  private async startEvaluation(tx: EntityManager, { sweep }: SweepState, best: CompletedTrial, modelId: string) {
    const { projectId, heldVersionId, seed } = sweep;
    const { id, taskId } = await this.evaluations.start(tx, {
      projectId,
      modelId,
      datasetVersionId: heldVersionId!,
      split: 'test',
      sliceBy: [],
      seed,
    });
    await tx.update(SweepTrialEntity, { sweepId: sweep.id, number: best.number }, { testEvaluationId: id });
    return taskId;
  }
}

function noneSucceeded({ trials }: SweepState): Invalid {
  const failed = trials.find(({ job }) => job.task.error) ?? trials[0]!;
  const why = failed.job.task.error?.message ?? 'It was cancelled.';
  return new Invalid(
    'no-trial-succeeded',
    `Expected at least one trial to end well; none of ${trials.length} did. Trial ${failed.number}, the job ${failed.jobId}: ${why}`,
  );
}

const winnerGone = ({ number, jobId }: CompletedTrial) =>
  new Invalid(
    'winner-deleted',
    `Expected the model of the best trial, ${number}; it was deleted while the sweep ran. Repeat the job ${jobId} for it.`,
  );

const notMeasured = ({ number, job }: CompletedTrial, why: string) =>
  new Invalid(
    'winner-not-evaluated',
    `The model of the best trial, ${number}, is ${job.resultModelId}; its evaluation on the test split failed: ${why} POST /v1/evaluations repeats it.`,
  );
