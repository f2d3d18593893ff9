import type { Interval } from '../../../../../src/ml/evaluation/bootstrap-intervals.js';
import { comparePredictions } from '../../../../../src/ml/evaluation/comparison/compare-predictions.js';
import { holm } from '../../../../../src/ml/evaluation/comparison/holm.js';
import { exactMcNemar } from '../../../../../src/ml/evaluation/comparison/mcnemar.js';
import type { Prediction } from '../../../../../src/ml/evaluation/prediction.js';
import { REFERENCE } from './judging-reference.js';

const { classifiers, regressions } = REFERENCE;
const NAMES = ['x', 'y', 'z'];
const RESAMPLES = 1000;

/** Two bootstraps of some thousand replicates differ a little in their quantiles. */
function expectClose(found: Interval, expected: Interval, width = expected[1] - expected[0]): void {
  expect(Math.abs(found[0] - expected[0])).toBeLessThan(0.1 * width);
  expect(Math.abs(found[1] - expected[1])).toBeLessThan(0.1 * width);
}

const certain = (predicted: number) => Object.fromEntries(NAMES.map((name, k) => [name, k === predicted ? 0.8 : 0.1]));

const classified = (predicted: readonly number[], grouped = false): Prediction[] =>
  predicted.map((k, row) => ({
    example: `ex_${row}`,
    text: '',
    label: NAMES[classifiers.labels[row]!]!,
    predicted: NAMES[k]!,
    correct: k === classifiers.labels[row],
    after: certain(k),
    ...(grouped && { group: String(classifiers.groups[row]) }),
  }));

const regressed = (predicted: readonly number[]): Prediction[] =>
  predicted.map((predictedValue, row) => ({
    example: `ex_${row}`,
    text: '',
    value: regressions.truths[row]!,
    predictedValue,
  }));

describe("McNemar's exact test", () => {
  it.each(REFERENCE.mcnemar)("is statsmodels' for $onlyA and $onlyB", ({ onlyA, onlyB, pValue }) => {
    expect(exactMcNemar(onlyA, onlyB)).toBeCloseTo(pValue, 12);
    expect(exactMcNemar(onlyB, onlyA)).toBeCloseTo(pValue, 12);
  });
});

describe("Holm's correction", () => {
  it.each(REFERENCE.holm)("is statsmodels' for $pValues", ({ pValues, adjusted }) => {
    const found = holm(pValues);
    for (const [i, p] of adjusted.entries()) expect(found[i]).toBeCloseTo(p, 12);
  });

  it('has nothing to say of nothing', () => {
    expect(holm([])).toEqual([]);
  });
});

describe('two classifiers on the same examples', () => {
  const compared = comparePredictions({
    task: 'text-classification',
    labelNames: NAMES,
    a: classified(classifiers.a),
    b: classified(classifiers.b),
    metric: 'accuracy',
    seed: 1,
    resamples: RESAMPLES,
  });

  it.each(['accuracy', 'macroF1'] as const)("differ in %s as scipy's paired bootstrap says", (metric) => {
    expectClose(compared.metrics[metric]!.interval, classifiers.differences[metric]);
  });

  it("are tested by randomisation as scipy's permutation test does", () => {
    expect(Math.abs(compared.metrics.accuracy!.randomisation! - classifiers.randomisation.accuracy)).toBeLessThan(
      0.006,
    );
  });

  it("are tested by McNemar's test, and counted", () => {
    expect(compared.agreement!.pValue).toBeCloseTo(classifiers.mcnemar, 12);
    const { bothRight, onlyA, onlyB, bothWrong } = compared.agreement!;
    expect(bothRight + onlyA + onlyB + bothWrong).toBe(150);
  });

  it('are told apart in plain words', () => {
    expect(compared.verdict).toMatchObject({ metric: 'accuracy', better: 'b' });
    expect(compared.verdict.statement).toMatch(/^`b` is better: accuracy 0\.\d+ of `b` against 0\.\d+ of `a`/);
    const { a, b, difference } = compared.metrics.accuracy!;
    expect(difference).toBeCloseTo(b - a, 12);
  });

  it('are the other way round when they are swapped', () => {
    const swapped = comparePredictions({
      task: 'text-classification',
      labelNames: NAMES,
      a: classified(classifiers.b),
      b: classified(classifiers.a),
      metric: 'accuracy',
      seed: 1,
      resamples: 100,
    });
    expect(swapped.verdict.better).toBe('a');
    expect(swapped.metrics.accuracy!.difference).toBeCloseTo(-compared.metrics.accuracy!.difference, 12);
  });

  it('are drawn by groups where there are some, without a test that takes rows as independent', () => {
    const grouped = comparePredictions({
      task: 'text-classification',
      labelNames: NAMES,
      a: classified(classifiers.a, true),
      b: classified(classifiers.b, true),
      metric: 'accuracy',
      seed: 1,
      resamples: 100,
    });
    expect(grouped.counts.groups).toBe(30);
    expect(grouped.agreement!.pValue).toBeNull();
  });

  it('repeat for a seed', () => {
    const again = () =>
      comparePredictions({
        task: 'text-classification',
        labelNames: NAMES,
        a: classified(classifiers.a),
        b: classified(classifiers.b),
        metric: 'macroF1',
        seed: 3,
        resamples: 50,
      });
    expect(again()).toEqual(again());
  });
});

describe('a model and itself', () => {
  it('are not told apart', () => {
    const a = classified(classifiers.a);
    const same = comparePredictions({
      task: 'text-classification',
      labelNames: NAMES,
      a,
      b: a,
      metric: 'accuracy',
      seed: 1,
      resamples: 100,
    });
    expect(same.verdict).toMatchObject({ better: null, pValue: 1 });
    expect(same.verdict.statement).toMatch(/^The data do not tell `a` and `b` apart/);
    for (const { better, difference } of Object.values(same.metrics)) {
      expect({ better, difference }).toEqual({ better: null, difference: 0 });
    }
  });
});

describe('chance', () => {
  it('makes a winner of two equal models about as often as the level says', () => {
    let winners = 0;
    for (let seed = 0; seed < 15; seed++) {
      const labels = Array.from({ length: 50 }, (_, row) => (row * 7 + seed) % 3);
      const noisy = (salt: number) =>
        labels.map((label, row) =>
          ((row * 2654435761 + seed * 40503 + salt * 977) >>> 7) % 10 < 7 ? label : (label + 1) % 3,
        );
      const of = (predicted: number[]): Prediction[] =>
        predicted.map((k, row) => ({
          example: `ex_${row}`,
          text: '',
          label: NAMES[labels[row]!]!,
          predicted: NAMES[k]!,
          correct: k === labels[row],
          after: certain(k),
        }));
      const input = {
        task: 'text-classification',
        labelNames: NAMES,
        metric: 'accuracy',
        seed,
        resamples: 60,
      } as const;
      if (comparePredictions({ ...input, a: of(noisy(1)), b: of(noisy(2)) }).verdict.better) winners += 1;
    }
    expect(winners).toBeLessThanOrEqual(3);
  });
});

describe('two regressions on the same examples', () => {
  const compared = comparePredictions({
    task: 'text-regression',
    labelNames: [],
    a: regressed(regressions.a),
    b: regressed(regressions.b),
    metric: 'mse',
    seed: 1,
    resamples: RESAMPLES,
  });

  it.each(['mse', 'mae', 'r2', 'pearson'] as const)("differ in %s as scipy's paired bootstrap says", (metric) => {
    expectClose(compared.metrics[metric]!.interval, regressions.differences[metric]);
  });

  it('are better with less error, and nothing is right or wrong', () => {
    expect(compared.verdict).toMatchObject({ metric: 'mse', better: 'b' });
    expect(compared.metrics.r2!.better).toBe('b');
    expect(compared.agreement).toBeNull();
    expect(Math.abs(compared.metrics.mse!.randomisation! - regressions.randomisation.mse)).toBeLessThan(0.012);
  });
});

describe('language models', () => {
  const said = (loss: number, tokens: number): Prediction[] =>
    Array.from({ length: 40 }, (_, row) => ({ example: `ex_${row}`, text: '', tokens, loss: loss + (row % 5) / 10 }));
  const input = { task: 'text', labelNames: [], metric: 'loss', seed: 1, resamples: 100 } as const;

  it('are compared by the token', () => {
    const { verdict, metrics } = comparePredictions({ ...input, a: said(3, 7), b: said(2.5, 7) });
    expect(verdict.better).toBe('b');
    expect(metrics.loss).toMatchObject({ a: expect.closeTo(3.2, 9), b: expect.closeTo(2.7, 9) });
  });

  it('are not where they cut texts into other tokens', () => {
    expect(() => comparePredictions({ ...input, a: said(3, 7), b: said(2.5, 8) })).toThrow(/Expected a metric/);
  });
});
