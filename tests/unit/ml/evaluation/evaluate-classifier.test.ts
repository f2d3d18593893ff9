import { fitCalibration } from '../../../../src/ml/calibration/fit-calibration.js';
import { evaluateClassifier } from '../../../../src/ml/evaluation/evaluate-classifier.js';
import { ClassificationResult } from '../../../../src/ml/evaluation/evaluation-result.js';
import { argmax } from '../../../../src/ml/evaluation/scores.js';
import { REFERENCE_CASES } from './reference-cases.js';

const { logits, labels, metrics } = REFERENCE_CASES[0]!;
const labelNames = ['ham', 'spam'];
const calibration = fitCalibration('temperature', logits, labels, labelNames);
const settings = { logits, labels, labelNames, calibration, seed: 1, resamples: 50 };

describe('evaluateClassifier', () => {
  it('gives a whole result that its schema accepts', () => {
    const { result } = evaluateClassifier({ ...settings, evidence: 'test' });
    expect(ClassificationResult.parse(result)).toEqual(result);
    expect(result.confusionMatrix.labels).toEqual(labelNames);
    expect(result.perClass.spam!.support).toBe(27);
    expect(result.counts).toEqual({ examples: 60, correct: 47, resamples: 50 });
    for (const [name, [low, high]] of Object.entries(result.intervals)) {
      expect(result.metrics[name as keyof typeof result.metrics]).toBeGreaterThanOrEqual(low);
      expect(result.metrics[name as keyof typeof result.metrics]).toBeLessThanOrEqual(high);
      expect(low).toBeLessThan(high);
    }
  });

  it('scores the probabilities as served and shows what they were before', () => {
    const { result } = evaluateClassifier({ ...settings, evidence: 'test' });
    expect(result.metrics.loss).toBeCloseTo(metrics.nll, 9);
    expect(result.calibration.before.nll).toBeCloseTo(metrics.nll, 9);
    expect(result.calibration.before.ece).toBeCloseTo(metrics.ece, 9);
    expect(result.metrics.nll).toBe(result.calibration.after.nll);
    expect(result.metrics.nll).toBeLessThan(result.metrics.loss);
    expect(result.metrics.accuracy).toBe(metrics.accuracy);
  });

  it('pays for the fit when the evidence is cross-fitted', () => {
    const seen = evaluateClassifier({ ...settings, evidence: 'test' });
    const crossFitted = evaluateClassifier({ ...settings, evidence: 'cross-fitted' });
    expect(crossFitted.result.calibration.evidence).toBe('cross-fitted');
    expect(crossFitted.result.metrics.nll).toBeGreaterThan(seen.result.metrics.nll);
    expect(crossFitted.after.map(argmax)).toEqual(crossFitted.before.map(argmax));
    for (const row of crossFitted.after) expect(row[0]! + row[1]!).toBeCloseTo(1, 12);
  });

  it('says why there is no calibration', () => {
    const none = fitCalibration('auto', logits.slice(0, 8), labels.slice(0, 8), labelNames);
    const { result } = evaluateClassifier({ ...settings, calibration: none, evidence: 'cross-fitted' });
    expect(result.calibration).toMatchObject({ method: 'none', reason: expect.stringContaining('found 8') });
    expect(result.calibration.after).toEqual(result.calibration.before);
  });

  it('repeats for a seed', () => {
    const evaluate = (seed: number) => evaluateClassifier({ ...settings, seed, evidence: 'cross-fitted' }).result;
    expect(evaluate(3)).toEqual(evaluate(3));
    expect(evaluate(3).intervals).not.toEqual(evaluate(4).intervals);
  });
});
