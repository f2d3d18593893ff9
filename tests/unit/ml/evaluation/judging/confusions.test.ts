import { alignPredictions } from '../../../../../src/ml/evaluation/comparison/align-predictions.js';
import { Disagreement, disagreements } from '../../../../../src/ml/evaluation/comparison/disagreements.js';
import { ConfusionTally } from '../../../../../src/ml/evaluation/confusions.js';
import type { Prediction } from '../../../../../src/ml/evaluation/prediction.js';

const about = { example: 'ex', text: 'text' };

function confused(predictions: Partial<Prediction>[]) {
  const tally = new ConfusionTally();
  for (const prediction of predictions) tally.add({ ...about, ...prediction });
  return tally.mostFrequent();
}

describe('confusions', () => {
  it('of labels are counted, the most frequent first', () => {
    const pairs = ['ab', 'ab', 'ba', 'aa', 'ab', 'ac'];
    const found = confused(pairs.map(([label, predicted]) => ({ label: label!, predicted: predicted! })));
    expect(found).toEqual([
      { label: 'a', predicted: 'b', count: 3, share: 0.6 },
      { label: 'a', predicted: 'c', count: 1, share: 0.2 },
      { label: 'b', predicted: 'a', count: 1, share: 0.2 },
    ]);
  });

  it('of several labels pair what was missed with what was made up', () => {
    const found = confused([
      { labels: ['a', 'b'], predictedLabels: ['b', 'c'] },
      { labels: ['a'], predictedLabels: [] },
      { labels: [], predictedLabels: ['c'] },
    ]);
    expect(found!.map(({ label, predicted }) => [label, predicted])).toEqual([
      ['a', 'c'],
      ['a', null],
      [null, 'c'],
    ]);
  });

  it('of spans tell wrong labels, wrong ends, missed and made-up ones', () => {
    const span = (start: number, end: number, label: string) => ({ start, end, label });
    const found = confused([
      {
        spans: [span(0, 4, 'PER'), span(6, 9, 'ORG'), span(20, 24, 'LOC'), span(30, 34, 'PER')],
        predictedSpans: [
          { ...span(0, 4, 'PER'), probability: 1 },
          { ...span(6, 9, 'LOC'), probability: 1 },
          { ...span(20, 22, 'LOC'), probability: 1 },
          { ...span(50, 52, 'ORG'), probability: 1 },
        ],
      },
    ]);
    expect(found!.map(({ label, predicted }) => [label, predicted])).toEqual([
      ['LOC', 'LOC'],
      ['ORG', 'LOC'],
      ['PER', null],
      [null, 'ORG'],
    ]);
  });

  it('are none of values', () => {
    expect(confused([{ value: 1, predictedValue: 2 }])).toBeNull();
  });
});

describe('disagreements', () => {
  const says = (example: string, predicted: string, p: number): Prediction => ({
    example,
    text: 'text',
    label: 'a',
    predicted,
    correct: predicted === 'a',
    after: { a: p, b: 1 - p },
  });
  const a = [says('1', 'a', 0.9), says('2', 'b', 0.4), says('3', 'a', 0.6), says('4', 'b', 0.1)];
  const b = [says('4', 'a', 0.8), says('3', 'b', 0.45), says('2', 'b', 0.2), says('1', 'a', 0.7)];
  const found = disagreements(a, alignPredictions(a, b));

  it('are the examples that only one gets right, the widest gap first', () => {
    expect(found.map(({ example, better }) => [example, better])).toEqual([
      ['4', 'b'],
      ['3', 'a'],
    ]);
    expect(found[0]!.gap).toBeCloseTo(Math.log(8), 9);
    expect(found[0]).toMatchObject({ label: 'a', a: { predicted: 'b' }, b: { predicted: 'a' } });
    for (const each of found) expect(Disagreement.parse(each)).toEqual(each);
  });

  it('of values are all that one is closer to', () => {
    const value = (predictedValue: number, example: string): Prediction => ({
      example,
      text: '',
      value: 5,
      predictedValue,
    });
    const close = disagreements(
      [value(5, '1'), value(9, '2'), value(6, '3')],
      [value(8, '1'), value(4, '2'), value(4, '3')],
    );
    expect(close.map(({ example, better, gap }) => [example, better, gap])).toEqual([
      ['1', 'a', 3],
      ['2', 'b', 3],
    ]);
  });

  it('are refused of different examples', () => {
    expect(() => alignPredictions(a, b.slice(1))).toThrow('of 4 and 3 they share 3');
  });
});
