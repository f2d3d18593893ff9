/** Calibrates a freshly trained model on validation and measures it on test, or cross-fitted on validation. */
import type { KeptEvaluation } from '../../../ml/artifact/evaluation-file.js';
import type { Calibration } from '../../../ml/calibration/calibration.js';
import { summaryOf } from '../../../ml/calibration/calibration-summary.js';
import type { Split } from '../../../ml/data/example.js';
import type { EvaluationResult } from '../../../ml/evaluation/evaluation-result.js';
import type { Prediction } from '../../../ml/evaluation/prediction.js';
import type { Network, TaskScope, TaskType } from '../../../ml/task-types/task-type.js';
import type { EncodedSplit } from '../../../ml/training/fine-tuning.js';
import type { ModelJobInput } from '../../../ml/training/model-job.schemas.js';
import { judged } from '../judged-examples.js';

export type EncodedSplits = Record<Split, EncodedSplit>;

export interface Verdict {
  calibration: Calibration;
  /** What it was measured on; null where there is neither a test nor a validation split. */
  evaluated: Evaluated | null;
}

export interface Evaluated {
  split: 'test' | 'validation';
  result: EvaluationResult;
  /** The worst first. */
  predictions: Prediction[];
}

/** A network with what its examples are read with. */
export interface JudgedNetwork extends Network {
  options: { type: TaskType; scope: TaskScope };
}

/** @param given the calibration of a model that has one already: only measured then, as it is served */
export async function judge(
  tuning: JudgedNetwork,
  splits: Record<'validation' | 'test', EncodedSplit>,
  { calibration: method, conformal, seed }: Pick<ModelJobInput, 'calibration' | 'conformal' | 'seed'>,
  given?: Calibration,
): Promise<Verdict> {
  const { type, scope } = tuning.options;
  const observe = async ({ examples, rows }: EncodedSplit) =>
    type.observe(examples, rows, await tuning.outputs(rows), scope);
  const onValidation = await observe(splits.validation);
  const calibration = given ?? type.calibrate(onValidation, { method, conformal, seed }, scope);
  const split = splits.test.examples.length ? 'test' : 'validation';
  const { examples } = splits[split];
  if (!examples.length) return { calibration, evaluated: null };
  const observations = split === 'test' ? await observe(splits.test) : onValidation;
  await type.complete?.(examples, observations, scope, tuning);
  const judgement = type.judge({
    ...judged(type, examples),
    observations,
    scope,
    calibration,
    evidence: split === 'test' ? 'test' : 'cross-fitted',
    seed,
  });
  return { calibration, evaluated: { split, result: judgement.result, predictions: [...judgement.predictions] } };
}

/** What the folder of the model says of it. */
export function keptEvaluation({ evaluated }: Verdict): KeptEvaluation | null {
  if (!evaluated) return null;
  const { metrics, intervals, calibration } = evaluated.result;
  return { split: evaluated.split, metrics, intervals, calibration: calibration && summaryOf(calibration) };
}
