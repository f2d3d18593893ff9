/** Calibrates a freshly trained model on validation and measures it on test, or cross-fitted on validation. */
import type { Calibration } from '../../../ml/calibration/calibration.js';
import type { Split } from '../../../ml/data/example.js';
import type { EvaluationResult } from '../../../ml/evaluation/evaluation-result.js';
import type { Prediction } from '../../../ml/evaluation/prediction.js';
import type { FineTuneInput } from '../../../ml/training/fine-tune.schemas.js';
import type { EncodedSplit, FineTuning } from '../../../ml/training/fine-tuning.js';
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

export async function judge(
  tuning: FineTuning,
  splits: EncodedSplits,
  { calibration: method, seed }: Pick<FineTuneInput, 'calibration' | 'seed'>,
): Promise<Verdict> {
  const { type, scope } = tuning.options;
  const observe = async ({ examples, rows }: EncodedSplit) =>
    type.observe(examples, rows, await tuning.outputs(rows), scope);
  const onValidation = await observe(splits.validation);
  const calibration = type.calibrate(onValidation, method, scope);
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
