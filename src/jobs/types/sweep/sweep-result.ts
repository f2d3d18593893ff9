/** What a sweep comes to, in numbers and in words. */
import type { SweepResult } from './sweep.schemas.js';
import { type CompletedTrial, isCompleted, lossOf, type SweepState, shownValue } from './sweep-state.js';

/** @param test whether the best is measured on a test split */
export function resultOf(state: SweepState, best: CompletedTrial, test: boolean): SweepResult {
  const { trials } = state;
  const defaults = trials[0]!;
  const compared = isCompleted(defaults) ? defaults.objective : null;
  const gain = compared === null ? null : lossOf(state, compared) - lossOf(state, best.objective);
  const stopped = trials.filter(({ stoppedAt }) => stoppedAt !== null).length;
  return {
    best: {
      trial: best.number,
      job: best.jobId,
      values: best.sampled as SweepResult['best']['values'],
      objective: best.objective,
    },
    defaults: { job: defaults.jobId, objective: compared },
    gain,
    beatsDefaults: gain === null ? null : gain > 0,
    ended: trials.length,
    stopped,
    failed: trials.length - trials.filter(isCompleted).length - stopped,
    statement: `${verdict(state, best, compared)} ${caution(trials.length, test)}`,
  };
}

function verdict({ choices, trials }: SweepState, best: CompletedTrial, defaults: number | null): string {
  const { metric } = choices.objective;
  const value = `${metric} ${shownValue(best.objective)}`;
  if (defaults === null) {
    return `Whether it beats the defaults is not known, because their trial failed. Trial ${best.number} is the best on validation: ${value}.`;
  }
  if (best.number === 0) {
    return `No trial of ${trials.length - 1} beats the defaults on validation, which have ${value}: the model is theirs.`;
  }
  return `Trial ${best.number} beats the defaults on validation: ${value}, the defaults ${shownValue(defaults)}.`;
}

function caution(trials: number, test: boolean): string {
  const optimistic = `The best of ${trials} on one validation split looks better than it is`;
  return test
    ? `${optimistic}: resultEvaluation has what it is worth on the test split, which nothing was chosen by.`
    : `${optimistic}, and there is no test split to tell by how much.`;
}
