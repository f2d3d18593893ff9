import type { Calibration, CalibrationMethod } from '../calibration/calibration.js';
import { identity } from '../calibration/fit-calibration.js';
import type { EvaluationResult } from '../evaluation/evaluation-result.js';

/** For tasks whose answers are given as the network has them. */
export const uncalibrated = (_observations: unknown, method: CalibrationMethod): Calibration =>
  identity(
    method === 'none'
      ? 'No calibration was asked for.'
      : 'This version calibrates models for text-classification; the answers of this one are as the network gives them.',
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
