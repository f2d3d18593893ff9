/** Calibrates a freshly trained classifier on validation and measures it on test, or cross-fitted on validation. */
import type { Calibration, CalibrationMethod } from '../../../ml/calibration/calibration.js';
import { fitCalibration } from '../../../ml/calibration/fit-calibration.js';
import { evaluateClassifier } from '../../../ml/evaluation/evaluate-classifier.js';
import type { EvaluationResult } from '../../../ml/evaluation/evaluation-result.js';
import { type Prediction, predictionsWorstFirst } from '../../../ml/evaluation/prediction.js';
import type { ClassifierFineTuning } from '../../../ml/training/classifier-fine-tuning.js';
import type { EncodedSplit, LabelledExample } from './labelled-splits.js';

export interface Verdict {
  calibration: Calibration;
  /** What it was measured on; null where there is neither a test nor a validation split. */
  evaluated: { split: 'test' | 'validation'; result: EvaluationResult; predictions: Iterable<Prediction> } | null;
}

export interface JudgedSplits {
  examples: Record<'validation' | 'test', LabelledExample[]>;
  encoded: Record<'validation' | 'test', EncodedSplit>;
}

export async function judgeClassifier(
  tuning: ClassifierFineTuning,
  { examples, encoded }: JudgedSplits,
  { labels, calibration: method, seed }: { labels: readonly string[]; calibration: CalibrationMethod; seed: number },
): Promise<Verdict> {
  const validationLogits = await tuning.logits(encoded.validation.sequences);
  const calibration = fitCalibration(method, validationLogits, encoded.validation.labels, labels);
  const split = examples.test.length ? 'test' : 'validation';
  if (!examples[split].length) return { calibration, evaluated: null };
  const logits = split === 'test' ? await tuning.logits(encoded.test.sequences) : validationLogits;
  const { result, before, after } = evaluateClassifier({
    logits,
    labels: encoded[split].labels,
    labelNames: labels,
    calibration,
    evidence: split === 'test' ? 'test' : 'cross-fitted',
    seed,
  });
  const rows = { examples: examples[split], labels: encoded[split].labels, labelNames: labels, before, after };
  return { calibration, evaluated: { split, result, predictions: predictionsWorstFirst(rows) } };
}
