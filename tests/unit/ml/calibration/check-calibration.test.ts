import { Calibration } from '../../../../src/ml/calibration/calibration.js';
import { calibrationProblem } from '../../../../src/ml/calibration/check-calibration.js';
import type { DatasetTask } from '../../../../src/ml/data/example.js';

const fit = { rows: 100, nllBefore: 1, nllAfter: 0.9, note: null };
const none = { method: 'none', parameters: {}, reason: 'No calibration was asked for.' };
const vector = { method: 'vector', parameters: { weights: [1, 1], biases: [0, 0] }, fit };
const isotonic = (x: number[], y: number[]) => ({
  method: 'isotonic',
  parameters: { curves: [{ x: [0, 1], y: [0, 1] }, { x, y }] }, // biome-ignore format: short
  fit,
});
const interval = { kind: 'interval', coverage: 0.9, scores: [1, 2] };

describe('a calibration from outside', () => {
  it.each<[string, DatasetTask, object]>([
    ['none', 'chat', none],
    ['vector', 'text-classification', vector],
    ['isotonic', 'multi-label-classification', isotonic([0.2, 0.4], [0.1, 0.9])],
    ['intervals', 'text-regression', { ...none, conformal: interval }],
  ])('is taken where it fits the model: %s', (_, task, calibration) => {
    expect(calibrationProblem(Calibration.parse(calibration), task, 2)).toBeNull();
  });

  it.each<[string, DatasetTask, object, RegExp]>([
    ['another task', 'multi-label-classification', vector, /temperature, platt, isotonic; found vector/],
    [
      'other labels',
      'text-classification',
      { ...vector, parameters: { weights: [1], biases: [0] } },
      /2 labels; found 1/,
    ],
    ['a curve that falls', 'text-classification', isotonic([0.2, 0.4], [0.9, 0.1]), /rising curves/],
    ['a curve that stands still', 'text-classification', isotonic([0.2, 0.2], [0.1, 0.9]), /rising curves/],
    ['a curve with parts missing', 'text-classification', isotonic([0.2, 0.4], [0.1]), /for label 1/],
    ['more than is certain', 'text-classification', isotonic([0.2, 0.4], [0.1, 1.1]), /probabilities/],
    ['intervals of labels', 'text-classification', { ...none, conformal: interval }, /expected sets.*found interval/],
    ['scores in disorder', 'text-regression', { ...none, conformal: { ...interval, scores: [2, 1] } }, /increasing/],
  ])('is refused with %s', (_, task, calibration, message) => {
    expect(calibrationProblem(Calibration.parse(calibration), task, 2)).toMatch(message);
  });
});
