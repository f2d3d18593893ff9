import { bootstrapIntervals, percentileInterval, quantile } from '../../../../src/ml/evaluation/bootstrap-intervals.js';
import { Resampler } from '../../../../src/ml/evaluation/resampler.js';
import { Random } from '../../../../src/ml/random.js';

const meanOf = (values: number[]) => () => {
  let sum = 0;
  let rows = 0;
  return {
    add(row: number) {
      sum += values[row]!;
      rows += 1;
    },
    metrics: () => ({ mean: sum / rows }),
  };
};

describe('bootstrap intervals', () => {
  const values = Array.from({ length: 200 }, (_, i) => Number(i < 150));

  it('are as wide as theory says of a proportion', () => {
    const { mean } = bootstrapIntervals(
      new Resampler(200),
      meanOf(values),
      { mean: 0.75 },
      { seed: 1, resamples: 1000 },
    );
    const error = 1.96 * Math.sqrt((0.75 * 0.25) / 200);
    expect(Math.abs(mean[0] - (0.75 - error))).toBeLessThan(0.007);
    expect(Math.abs(mean[1] - (0.75 + error))).toBeLessThan(0.007);
  });

  it('cover the truth about as often as they claim', () => {
    let covered = 0;
    for (let seed = 0; seed < 100; seed++) {
      const random = new Random(seed, 9);
      const sample = Array.from({ length: 40 }, () => Number(random.uniform() < 0.7));
      const estimate = sample.reduce((sum, value) => sum + value, 0) / 40;
      const { mean } = bootstrapIntervals(
        new Resampler(40),
        meanOf(sample),
        { mean: estimate },
        { seed, resamples: 100 },
      );
      if (mean[0] <= 0.7 && 0.7 <= mean[1]) covered += 1;
    }
    expect(covered).toBeGreaterThanOrEqual(88);
    expect(covered).toBeLessThan(100);
  });

  it('repeat for a seed and differ for another', () => {
    const draw = (seed: number) =>
      bootstrapIntervals(new Resampler(200), meanOf(values), { mean: 0.75 }, { seed, resamples: 50 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('hold their estimate even where replicates are biased', () => {
    expect(percentileInterval(new Float64Array(10).fill(0.3), 0.1)).toEqual([0.1, 0.3]);
  });

  it("take quantiles as numpy's default does", () => {
    expect(quantile([1, 2, 4, 8], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 4, 8], 1)).toBe(8);
  });
});
