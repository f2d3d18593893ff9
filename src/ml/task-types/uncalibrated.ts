import type { Calibration } from '../calibration/calibration.js';
import { type CalibrationPlan, identity } from '../calibration/fit-calibration.js';
import type { EvaluationResult } from '../evaluation/evaluation-result.js';

/** For tasks whose answers are given as the network has them. */
export const uncalibrated = (_observations: unknown, { method }: CalibrationPlan): Calibration =>
  identity(
    method === 'none'
      ? 'No calibration was asked for.'
      : 'Models that learn texts give no probabilities that could be calibrated.',
  );

type PlainResult = Pick<EvaluationResult, 'metrics' | 'intervals' | 'slices' | 'groups' | 'seed'> & {
  perClass?: EvaluationResult['perClass'];
  counts: Omit<EvaluationResult['counts'], 'correct'> & { correct?: number };
};

/** The result of a task that has neither a confusion matrix nor a calibration. */
export const plainResult = ({ perClass = null, counts, ...result }: PlainResult): EvaluationResult => ({
  ...result,
  perClass,
  confusionMatrix: null,
  calibration: null,
  counts: { correct: null, ...counts },
});
