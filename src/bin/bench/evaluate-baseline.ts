import { fitCalibration } from '../../ml/calibration/fit-calibration.js';
import type { Split, StoredExample } from '../../ml/data/example.js';
import { trainBaseline } from '../../ml/evaluation/baseline/train-baseline.js';
import { evaluateClassifier } from '../../ml/evaluation/evaluate-classifier.js';
import type { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';

/** What evaluations draw their bootstrap with by default. */
const SEED = 1;

type Labelled = StoredExample<'text-classification'>;

/** The linear model that jobs compare theirs with: calibrated on validation and measured on test by the same functions. */
export function evaluateBaseline(
  { train, validation, test }: Record<Split, readonly Labelled[]>,
  labelNames: readonly string[],
): ClassificationResult {
  const classes = (rows: readonly Labelled[]) => rows.map(({ label }) => labelNames.indexOf(label));
  const baseline = trainBaseline(train, { task: 'text-classification', labelNames, seed: SEED });
  const calibration = fitCalibration('auto', baseline.outputs(validation), classes(validation), labelNames);
  const logits = baseline.outputs(test);
  const labels = classes(test);
  const groups = test.map(({ group }) => group ?? null);
  return evaluateClassifier({ logits, labels, labelNames, calibration, evidence: 'test', groups, seed: SEED }).result;
}
