import { toPrediction, topScores } from '../../../src/serving/to-prediction.js';

describe('a prediction', () => {
  it('is the most probable label, with every score, the largest first', () => {
    const { label, probability, scores } = toPrediction(['a', 'b', 'c'], [0.2, 0.5, 0.3]);
    expect({ label, probability }).toEqual({ label: 'b', probability: 0.5 });
    expect(Object.entries(scores)).toEqual([
      ['b', 0.5],
      ['c', 0.3],
      ['a', 0.2],
    ]);
  });

  it('is the first of two labels that are equally probable', () => {
    expect(toPrediction(['x', 'y'], [0.5, 0.5]).label).toBe('x');
  });

  it('shows as many scores as were asked for, also of labels that are numbers', () => {
    const { scores } = toPrediction(['0', '1', '2'], [0.1, 0.2, 0.7]);
    expect(topScores(scores, 2)).toEqual({ '2': 0.7, '1': 0.2 });
    expect(topScores(scores, 9)).toEqual(scores);
  });
});
