import { shownPrediction, toPrediction, topScores } from '../../../src/serving/to-prediction.js';

const classified = (labels: string[], probabilities: number[]) =>
  toPrediction('text-classification', labels, { probabilities });

describe('a prediction', () => {
  it('is the most probable label, with every score, the largest first', () => {
    const { label, probability, scores, answer } = classified(['a', 'b', 'c'], [0.2, 0.5, 0.3]);
    expect({ label, probability, answer }).toEqual({ label: 'b', probability: 0.5, answer: null });
    expect(Object.entries(scores!)).toEqual([
      ['b', 0.5],
      ['c', 0.3],
      ['a', 0.2],
    ]);
  });

  it('is the first of two labels that are equally probable', () => {
    expect(classified(['x', 'y'], [0.5, 0.5]).label).toBe('x');
  });

  it('shows as many scores as were asked for, also of labels that are numbers', () => {
    const scores = classified(['0', '1', '2'], [0.1, 0.2, 0.7]).scores!;
    expect(topScores(scores, 2)).toEqual({ '2': 0.7, '1': 0.2 });
    expect(topScores(scores, 9)).toEqual(scores);
  });

  it('shows what its task gives and nothing else', () => {
    const shown = shownPrediction(classified(['a', 'b'], [0.2, 0.8]), 1);
    expect(shown).toEqual({ label: 'b', probability: 0.8, scores: { b: 0.8 } });
  });
});

describe('a prediction of other tasks', () => {
  const nothing = { label: null, probability: null, scores: null };

  it('has the labels that are at least as probable as asked for, the likeliest first', () => {
    const answer = { probabilities: [0.4, 0.5, 0.9] };
    const labelsAt = (threshold?: number) =>
      toPrediction('multi-label-classification', ['a', 'b', 'c'], answer, threshold).answer;
    expect(labelsAt()).toEqual({ labels: ['c', 'b'] });
    expect(labelsAt(0.4)).toEqual({ labels: ['c', 'b', 'a'] });
    expect(labelsAt(0.95)).toEqual({ labels: [] });
    const predicted = toPrediction('multi-label-classification', ['a', 'b', 'c'], answer);
    expect(predicted).toMatchObject({ label: null, probability: null, scores: { a: 0.4, b: 0.5, c: 0.9 } });
    expect(shownPrediction(predicted, 1)).toEqual({ labels: ['c', 'b'], scores: { c: 0.9 } });
  });

  it.each([
    ['text-regression' as const, { value: 0 }],
    ['token-classification' as const, { spans: [{ start: 0, end: 3, label: 'PERSON', probability: 0.9 }] }],
    ['text-generation' as const, { text: '', tokens: 0, ended: true }],
    ['chat' as const, { text: 'Hello.', tokens: 3, ended: false }],
  ])('of %s is what the model answers', (task, answer) => {
    const predicted = toPrediction(task, [], answer);
    expect(predicted).toEqual({ ...nothing, answer });
    expect(shownPrediction(predicted)).toEqual(answer);
  });
});
