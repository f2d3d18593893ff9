import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../../../src/ml/random.js';
import { ChoiceEstimator, RangeEstimator } from '../../../../src/ml/tuning/parzen-estimators.js';

interface Reference {
  ranges: { low: number; high: number; observations: number[]; points: number[]; logDensities: number[] }[];
  choices: { values: number; observations: number[]; probabilities: number[] }[];
}
const reference: Reference = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../reference/tuning.json'), 'utf8'),
);

describe('a Parzen estimator', () => {
  it.each(reference.ranges)('of a range has the densities that Optuna gives: %#', (range) => {
    const estimator = new RangeEstimator(range.observations, range.low, range.high);
    for (const [i, point] of range.points.entries()) {
      expect(estimator.logDensity(point)).toBeCloseTo(range.logDensities[i]!, 5);
    }
  });

  it.each(reference.choices)('of values has the probabilities that Optuna gives: %#', (choice) => {
    const { probabilities } = new ChoiceEstimator(choice.observations, choice.values);
    for (const [i, probability] of probabilities.entries()) {
      expect(probability).toBeCloseTo(choice.probabilities[i]!, 10);
    }
  });

  it('draws as densely as it says', () => {
    const random = new Random(1);
    const estimator = new RangeEstimator([0.2, 0.25], 0, 1);
    const draws = Array.from({ length: 4000 }, () => estimator.sample(random));
    expect(draws.every((draw) => draw >= 0 && draw <= 1)).toBe(true);
    const cells = Array.from({ length: 100 }, (_, i) => (i + 0.5) / 100);
    const expected = cells.filter((x) => x < 0.4).reduce((sum, x) => sum + Math.exp(estimator.logDensity(x)) / 100, 0);
    expect(draws.filter((draw) => draw < 0.4).length / draws.length).toBeCloseTo(expected, 1);

    const choices = new ChoiceEstimator([2, 2, 2], 3);
    const seen = Array.from({ length: 4000 }, () => choices.sample(random));
    expect(seen.filter((place) => place === 2).length / seen.length).toBeCloseTo(choices.probabilities[2]!, 1);
  });
});
