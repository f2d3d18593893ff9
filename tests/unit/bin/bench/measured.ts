import { evaluateClassifier } from '../../../../src/ml/evaluation/evaluate-classifier.js';
import type { EvaluationResult } from '../../../../src/ml/evaluation/evaluation-result.js';

/** `examples` of which the first `wrong` are taken for the other class, with those odds. */
export function measured({ examples = 1000, wrong = 20, odds = 30 } = {}): EvaluationResult {
  const labels = Array.from({ length: examples }, (_, i) => i % 2);
  const logits = labels.map((label, i) => {
    const predicted = i < wrong ? 1 - label : label;
    return [0, 1].map((k) => (k === predicted ? Math.log(odds) : 0));
  });
  const calibration = {
    method: 'temperature',
    parameters: { temperature: 0.78 },
    fit: { rows: 1, nllBefore: 1, nllAfter: 1, note: null },
  } as const;
  const labelNames = ['ham', 'spam'];
  return evaluateClassifier({ logits, labels, labelNames, calibration, evidence: 'test', seed: 1, resamples: 20 })
    .result;
}
