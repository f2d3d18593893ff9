import { classificationOutcomes } from '../../../../../src/ml/evaluation/classification-outcomes.js';
import { ClassificationTally } from '../../../../../src/ml/evaluation/classification-tally.js';
import { measure } from '../../../../../src/ml/evaluation/measurement.js';
import { evaluateRegression } from '../../../../../src/ml/evaluation/regression/evaluate-regression.js';
import { Resampler } from '../../../../../src/ml/evaluation/resampler.js';
import { Random } from '../../../../../src/ml/random.js';
import { REFERENCE } from './judging-reference.js';

const { classifiers, regressions } = REFERENCE;
const RESAMPLES = 1000;

function expectClose(found: readonly number[], expected: readonly number[]): void {
  const width = expected[1]! - expected[0]!;
  expect(Math.abs(found[0]! - expected[0]!)).toBeLessThan(0.1 * width);
  expect(Math.abs(found[1]! - expected[1]!)).toBeLessThan(0.1 * width);
}

const outcomes = classificationOutcomes(
  classifiers.a.map((predicted) => [0, 1, 2].map((k) => (k === predicted ? 0.8 : 0.1))),
  classifiers.labels,
  3,
);
type Options = { groups?: string[]; slices?: { by: string; values: string[] }[]; resamples?: number };
const measured = (options: Options) =>
  measure(150, () => new ClassificationTally(outcomes), 'accuracy', { seed: 1, resamples: RESAMPLES, ...options });

/** Of what is right alone: thousands of choices of it take no time. */
const right = classifiers.a.map((predicted, row) => (predicted === classifiers.labels[row] ? 1 : 0));
const sliced = (options: Options) =>
  measure(
    150,
    () => {
      let sum = 0;
      let rows = 0;
      return {
        add(row) {
          sum += right[row]!;
          rows += 1;
        },
        metrics: () => ({ accuracy: sum / rows }),
      };
    },
    'accuracy',
    { seed: 1, resamples: 200, ...options },
  );

describe('bootstrap intervals', () => {
  const { intervals: ofClasses } = measured({});
  const { truths, a: predictions } = regressions;
  const { intervals: ofValues } = evaluateRegression({ predictions, truths, seed: 1, resamples: RESAMPLES });

  it.each(['accuracy', 'macroF1'] as const)("of %s are scipy's", (metric) => {
    expectClose(ofClasses[metric], classifiers.intervals[metric]);
  });

  it.each(['mse', 'mae', 'r2', 'pearson'] as const)("of %s are scipy's", (metric) => {
    expectClose(ofValues[metric], regressions.intervals[metric]);
  });

  it('draw groups as wholes, and are wider for it', () => {
    const groups = classifiers.groups.map(String);
    const found = measured({ groups });
    expect(found.groups).toBe(30);
    expectClose(found.intervals.accuracy, classifiers.clustered.accuracy);
  });

  it('draw rows where every row is a group of its own, and where groups are too few', () => {
    expect(measured({ groups: classifiers.labels.map((_, row) => String(row)), resamples: 5 }).groups).toBeNull();
    expect(measured({ groups: classifiers.labels.map((_, row) => String(row % 9)), resamples: 5 }).groups).toBeNull();
  });
});

describe('a draw of groups', () => {
  it('takes all rows of each, and rows without a group alone', () => {
    const groups = Array.from({ length: 24 }, (_, row) => (row < 8 ? 'a' : row < 14 ? null : `b${row % 5}`));
    const resampler = new Resampler(24, groups);
    expect(resampler.groups).toBe(12);
    const drawn: number[] = [];
    resampler.draw(new Random(4), (row) => drawn.push(row));
    const times = (row: number) => drawn.filter((other) => other === row).length;
    for (let row = 1; row < 8; row++) expect(times(row)).toBe(times(0));
    expect(times(15)).toBe(times(20));
  });
});

describe('slices', () => {
  const values = classifiers.slice.map((inside) => (inside ? 'hard' : 'easy'));
  const [report] = sliced({ slices: [{ by: 'metadata.kind', values }] }).slices!;
  const of = (value: string) => report!.values.find((slice) => slice.value === value)!;

  it("that are worse by more than chance are called so, with Fisher's p-value", () => {
    expect(Math.abs(of('hard').pValue! - classifiers.sliceWorse)).toBeLessThan(0.01);
    expect(of('hard')).toMatchObject({ worse: true });
    expect(of('easy')).toMatchObject({ worse: false });
    expect(report!.metric).toBe('accuracy');
  });

  it('have intervals that hold their metrics', () => {
    for (const { metrics, intervals } of report!.values) {
      for (const [name, [low, high]] of Object.entries(intervals!)) {
        expect(low).toBeLessThanOrEqual(metrics[name as 'accuracy']);
        expect(high).toBeGreaterThanOrEqual(metrics[name as 'accuracy']);
      }
    }
  });

  it('that are too small are measured, but neither tested nor given an interval', () => {
    const few = values.map((_, row) => (row < 19 ? 'few' : 'many'));
    const [{ values: slices }] = sliced({ slices: [{ by: 'group', values: few }], resamples: 10 }).slices as [
      NonNullable<typeof report>,
    ];
    expect(slices.find(({ value }) => value === 'few')).toMatchObject({
      examples: 19,
      intervals: null,
      pValue: null,
      adjustedPValue: null,
      worse: null,
    });
  });

  it('of many that chance made, hardly any is called worse', () => {
    const random = new Random(5);
    const fields = Array.from({ length: 2 }, (_, field) => ({
      by: `metadata.${field}`,
      values: values.map(() => String(random.below(5))),
    }));
    const reports = sliced({ slices: fields, resamples: 50 }).slices!;
    const tested = reports.flatMap(({ values: slices }) => slices.filter(({ worse }) => worse !== null));
    expect(tested.length).toBeGreaterThan(7);
    expect(tested.filter(({ worse }) => worse)).toEqual([]);
    for (const { pValue, adjustedPValue } of tested) expect(adjustedPValue).toBeGreaterThanOrEqual(pValue!);
  });

  it('of whole groups are held against other groups', () => {
    const values = classifiers.groups.map((group) => (classifiers.slice[group * 5] ? 'hard' : 'easy'));
    const groups = classifiers.groups.map(String);
    const slices = [{ by: 'metadata.kind', values }];
    const pOf = (options: object) =>
      sliced({ slices, resamples: 5, ...options }).slices![0]!.values.find(({ value }) => value === 'hard')!.pValue!;
    expect(pOf({ groups })).toBeGreaterThanOrEqual(pOf({}));
    expect(pOf({ groups })).toBeLessThan(0.05);
  });

  it('are not tested where there is one alone', () => {
    const [only] = sliced({ slices: [{ by: 'group', values: values.map(() => 'all') }], resamples: 10 }).slices!;
    expect(only!.values[0]).toMatchObject({ examples: 150, worse: null });
  });
});
