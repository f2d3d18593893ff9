import { fitCalibration } from '../../ml/calibration/fit-calibration.js';
import type { Split } from '../../ml/data/example.js';
import { TextBaseline } from '../../ml/evaluation/baseline/text-baseline.js';
import { evaluateClassifier } from '../../ml/evaluation/evaluate-classifier.js';
import type { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';

/** What evaluations draw their bootstrap with by default. */
const SEED = 1;

interface LabelledText {
  text: string;
  label: string;
}

/**
 * TF-IDF and logistic regression on the splits that a model was trained on: calibrated on validation and measured on
 * test by the same functions.
 */
export function evaluateBaseline(
  { train, validation, test }: Record<Split, readonly LabelledText[]>,
  labelNames: readonly string[],
): ClassificationResult {
  const texts = (rows: readonly LabelledText[]) => rows.map(({ text }) => text);
  const classes = (rows: readonly LabelledText[]) => rows.map(({ label }) => labelNames.indexOf(label));
  const baseline = TextBaseline.train(texts(train), classes(train), labelNames.length);
  const calibration = fitCalibration('auto', baseline.logits(texts(validation)), classes(validation), labelNames);
  const logits = baseline.logits(texts(test));
  const labels = classes(test);
  return evaluateClassifier({ logits, labels, labelNames, calibration, evidence: 'test', seed: SEED }).result;
}
