import { bootstrapIntervals, quantile } from '../../../../src/ml/evaluation/bootstrap-intervals.js';
import { Random } from '../../../../src/ml/random.js';

const meanOf = (values: number[]) => (drawn: Uint32Array) => ({
  mean: drawn.reduce((sum, row) => sum + values[row]!, 0) / drawn.length,
});

describe('bootstrap intervals', () => {
  const values = Array.from({ length: 200 }, (_, i) => Number(i < 150));

  it('are as wide as theory says of a proportion', () => {
    const { mean } = bootstrapIntervals(200, meanOf(values), { mean: 0.75 }, { seed: 1, resamples: 1000 });
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
      const { mean } = bootstrapIntervals(40, meanOf(sample), { mean: estimate }, { seed, resamples: 100 });
      if (mean[0] <= 0.7 && 0.7 <= mean[1]) covered += 1;
    }
    expect(covered).toBeGreaterThanOrEqual(88);
    expect(covered).toBeLessThan(100);
  });

  it('repeat for a seed and differ for another', () => {
    const draw = (seed: number) => bootstrapIntervals(200, meanOf(values), { mean: 0.75 }, { seed, resamples: 50 });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('hold their estimate even where replicates are biased', () => {
    const { biased } = bootstrapIntervals(5, () => ({ biased: 0.3 }), { biased: 0.1 }, { seed: 1, resamples: 10 });
    expect(biased).toEqual([0.1, 0.3]);
  });

  it("take quantiles as numpy's default does", () => {
    expect(quantile([1, 2, 4, 8], 0.25)).toBe(1.75);
    expect(quantile([1, 2, 4, 8], 1)).toBe(8);
  });
});
