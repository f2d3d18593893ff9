import { evaluateRegression } from '../../../../../src/ml/evaluation/regression/evaluate-regression.js';
import { regressionOutcomes } from '../../../../../src/ml/evaluation/regression/regression-outcomes.js';
import { RegressionResult } from '../../../../../src/ml/evaluation/regression/regression-result.js';
import { REGRESSION_METRICS, RegressionTally } from '../../../../../src/ml/evaluation/regression/regression-tally.js';
import { Random } from '../../../../../src/ml/random.js';
import { referenceFile } from './reference-file.js';

interface Case {
  name: string;
  truths: number[];
  predictions: number[];
  /** Null where the reference has no number. */
  metrics: Record<(typeof REGRESSION_METRICS)[number], number | null>;
}
const { cases } = referenceFile<{ cases: Case[] }>('regression');

function metricsOf(predictions: number[], truths: number[], rows = truths.map((_, row) => row)) {
  const tally = new RegressionTally(regressionOutcomes(predictions, truths));
  for (const row of rows) tally.add(row);
  return tally.metrics();
}

describe('regression metrics', () => {
  describe.each(cases)('of $name', ({ predictions, truths, metrics }) => {
    it.each(REGRESSION_METRICS)("equal the reference's %s, 0 where it is undefined", (name) => {
      expect(metricsOf(predictions, truths)[name]).toBeCloseTo(metrics[name] ?? 0, 9);
    });
  });

  it('of rows drawn with replacement are those of a data set with these rows', () => {
    const { predictions, truths } = cases.find(({ name }) => name.includes('ties'))!;
    const random = new Random(3);
    const drawn = truths.map(() => random.below(truths.length));
    const copied = metricsOf(
      drawn.map((row) => predictions[row]!),
      drawn.map((row) => truths[row]!),
    );
    const found = metricsOf(predictions, truths, drawn);
    for (const name of REGRESSION_METRICS) expect(found[name]).toBeCloseTo(copied[name], 9);
  });

  it('take a column for constant though its mean is rounded', () => {
    const found = metricsOf([1, 2, 3, 4, 5, 6, 7], Array(7).fill(0.1));
    expect(found).toMatchObject({ r2: 0, pearson: 0, spearman: 0 });
  });

  it('explain nothing of a single row', () => {
    expect(metricsOf([2], [2])).toEqual({ mse: 0, mae: 0, r2: 0, pearson: 0, spearman: 0 });
  });

  it('name the row that is not as expected', () => {
    expect(() => regressionOutcomes([], [])).toThrow('expected at least one prediction');
    expect(() => regressionOutcomes([1], [1, 2])).toThrow('expected a truth for each of 1 predictions, found 2');
    expect(() => regressionOutcomes([1, Number.NaN], [1, 2])).toThrow('row 1: expected a finite prediction, found NaN');
  });
});

describe('evaluateRegression', () => {
  it('gives a whole result that its schema accepts', () => {
    const { predictions, truths, metrics } = cases[0]!;
    const values = truths.map((value) => (value > 0 ? 'positive' : 'negative'));
    const slices = [{ by: 'metadata.sign', values }];
    const result = evaluateRegression({ predictions, truths, seed: 1, resamples: 50, slices });
    expect(RegressionResult.parse(result)).toEqual(result);
    expect(result.counts).toEqual({ examples: 40, resamples: 50 });
    expect(result.slices![0]!.values.map(({ value }) => value).sort()).toEqual(['negative', 'positive']);
    for (const name of REGRESSION_METRICS) {
      const [low, high] = result.intervals[name];
      expect(low).toBeLessThan(metrics[name]!);
      expect(high).toBeGreaterThan(metrics[name]!);
    }
  });
});
