import { evaluateClassifier } from '../../../../src/ml/evaluation/evaluate-classifier.js';
import { Prediction, predictionsWorstFirst } from '../../../../src/ml/evaluation/prediction.js';
import { sliceValue } from '../../../../src/ml/evaluation/slice-report.js';
import { REFERENCE_CASES } from './reference-cases.js';

const { logits, labels } = REFERENCE_CASES[0]!;
const labelNames = ['ham', 'spam'];
const calibration = { method: 'none', parameters: {}, reason: 'not asked for' } as const;
const settings = { logits, labels, labelNames, calibration, evidence: 'test', seed: 1, resamples: 2 } as const;

describe('predictions', () => {
  const { before, after } = evaluateClassifier(settings);
  const examples = labels.map((_, row) => ({ id: `ex_${row}`, text: `text ${row}` }));
  const predictions = [...predictionsWorstFirst({ examples, labels, labelNames, before, after })];

  it('are there for every example, the worst first', () => {
    expect(new Set(predictions.map(({ example }) => example)).size).toBe(60);
    const ofTruth = predictions.map(({ label, after }) => after![label!]!);
    expect(ofTruth).toEqual([...ofTruth].sort((a, b) => a - b));
    expect(predictions[0]!.predicted).not.toBe(predictions[0]!.label);
  });

  it('keep probabilities to 1e-8 and name the example', () => {
    for (const prediction of predictions) {
      expect(Prediction.parse(prediction)).toEqual(prediction);
      const row = Number(prediction.example.slice(3));
      expect(prediction.text).toBe(`text ${row}`);
      expect(Math.abs(prediction.after!.spam! - after[row]![1]!)).toBeLessThan(1e-8);
    }
  });

  it('repeat only the beginning of a text, and never half a character', () => {
    const long = [{ id: 'a', text: `${'x'.repeat(499)}😀` }];
    const [first] = predictionsWorstFirst({ examples: long, labels: [0], labelNames, before, after });
    expect(first!.text).toBe(`${'x'.repeat(499)}\u{fffd}`);
  });
});

describe('slices', () => {
  const whole = evaluateClassifier(settings).result;

  it('measure each kind of example', () => {
    const values = labels.map((_, row) => (row < 40 ? 'long' : row < 55 ? 'short' : null));
    const { slices } = evaluateClassifier({ ...settings, slices: [{ by: 'metadata.length', values }] }).result;
    expect(slices![0]!.values.map(({ value, examples }) => [value, examples])).toEqual([
      ['long', 40],
      ['short', 15],
      [null, 5],
    ]);
    const mean = slices![0]!.values.reduce((sum, { examples, metrics }) => sum + examples * metrics.accuracy!, 0) / 60;
    expect(mean).toBeCloseTo(whole.metrics.accuracy!, 12);
  });

  it('leave out the rarest of too many values', () => {
    const values = labels.map((_, row) => String(row));
    const { slices } = evaluateClassifier({ ...settings, slices: [{ by: 'group', values }] }).result;
    expect(slices![0]!.values).toHaveLength(50);
    expect(slices![0]!.omitted).toBe(10);
  });

  it('are made by groups and by columns of whatever type', () => {
    const example = { group: 'g', metadata: { language: 'de', pages: 3, tags: ['a'] } };
    expect(sliceValue(example, 'group')).toBe('g');
    expect(sliceValue(example, 'metadata.language')).toBe('de');
    expect(sliceValue(example, 'metadata.pages')).toBe('3');
    expect(sliceValue(example, 'metadata.tags')).toBe('["a"]');
    expect(sliceValue(example, 'metadata.author')).toBeNull();
    expect(sliceValue({}, 'metadata.language')).toBeNull();
  });

  it('are not made unless asked for', () => {
    expect(whole.slices).toBeNull();
  });
});
