import { applyCalibration } from '../../../../src/ml/calibration/apply-calibration.js';
import { Calibration, FITTED_METHODS } from '../../../../src/ml/calibration/calibration.js';
import type { ExclusiveRows } from '../../../../src/ml/calibration/calibration-rows.js';
import { chooseMethod } from '../../../../src/ml/calibration/choose-method.js';
import { calibrate } from '../../../../src/ml/calibration/fit-calibration.js';
import { fitMap, fitMethod } from '../../../../src/ml/calibration/fit-method.js';
import { foldsOf } from '../../../../src/ml/calibration/folds.js';
import { softmax } from '../../../../src/ml/evaluation/softmax.js';
import { Random } from '../../../../src/ml/random.js';

/** Labels drawn from what `honest` makes of the logits. */
function rowsWith(count: number, honest: (logits: number[]) => Float64Array, seed = 1): ExclusiveRows {
  const random = new Random(seed);
  const logits = Array.from({ length: count }, () => Array.from({ length: 3 }, () => 8 * random.uniform() - 4));
  const labels = logits.map((row) => {
    const [a, b] = honest(row);
    const at = random.uniform();
    return at < a! ? 0 : at < a! + b! ? 1 : 2;
  });
  return { space: 'exclusive', logits, labels };
}
const tooSure = (logits: number[]) => softmax(logits, 3);
const biased = ([a, b, c]: number[]) => softmax([a! + 2, 0.3 * b! - 1, c!]);

describe('auto', () => {
  it('takes the simplest of what is as good', () => {
    const { method, scores } = chooseMethod(rowsWith(600, tooSure), FITTED_METHODS, 1);
    expect(method).toBe('temperature');
    expect(scores.map((score) => score.method)).toEqual(['none', ...FITTED_METHODS]);
    expect(scores[0]!.excess).toBeGreaterThan(scores[0]!.error);
    expect(Math.min(...scores.slice(1).map(({ excess }) => excess))).toBe(0);
  });

  it('takes more where it is better beyond noise', () => {
    expect(chooseMethod(rowsWith(600, biased), FITTED_METHODS, 1).method).toBe('vector');
  });

  it('tries what the rows can carry', () => {
    const tried = chooseMethod(rowsWith(59, tooSure), FITTED_METHODS, 1).scores.map(({ method }) => method);
    expect(tried).toEqual(['none', 'temperature']);
  });

  it('is the same for the same seed', () => {
    const rows = rowsWith(200, biased);
    expect(chooseMethod(rows, FITTED_METHODS, 5)).toEqual(chooseMethod(rows, FITTED_METHODS, 5));
    expect(foldsOf(rows, 5)).not.toEqual(foldsOf(rows, 6));
  });
});

describe('folds', () => {
  it('have as even a share of each label as can be', () => {
    const labels = Array.from({ length: 100 }, (_, i) => (i < 10 ? 1 : 0));
    const rows: ExclusiveRows = { space: 'exclusive', logits: labels.map(() => [0, 0]), labels };
    const folds = foldsOf(rows, 1);
    for (let fold = 0; fold < 5; fold++) {
      expect(labels.filter((label, row) => label === 1 && folds[row] === fold)).toHaveLength(2);
      expect(folds.filter((one) => one === fold)).toHaveLength(20);
    }
  });

  it('keep groups together', () => {
    const groups = Array.from({ length: 60 }, (_, i) => i % 7);
    const rows: ExclusiveRows = { space: 'exclusive', logits: groups.map(() => [0, 0]), labels: groups, groups };
    const folds = foldsOf(rows, 1);
    for (const [row, group] of groups.entries()) expect(folds[row]).toBe(folds[groups.indexOf(group)]);
  });
});

describe('every method', () => {
  const rows = rowsWith(300, biased);

  it.each(FITTED_METHODS)('gives probabilities, fits its rows better, and is read back: %s', (method) => {
    const fitted = fitMethod(method, rows);
    expect(fitted.fit.nllAfter).toBeLessThan(fitted.fit.nllBefore);
    for (const row of applyCalibration(fitted, rows.logits)) {
      expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      for (const p of row) expect(p).toBeGreaterThan(0);
    }
    expect(Calibration.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
  });

  it.each(FITTED_METHODS)('is finite for logits that are far apart, and labels that are not there: %s', (method) => {
    const far = { ...rows, logits: rows.logits.map((row) => Array.from(row, (z) => 200 * z)) };
    for (const given of [far, { ...rows, labels: rows.logits.map((_, i) => i % 2) }]) {
      const map = fitMap(method, given);
      for (const row of applyCalibration(map, given.logits)) for (const p of row) expect(Number.isFinite(p)).toBe(true);
    }
  });
});

describe('a calibration that was asked for by name', () => {
  it('is the identity, with the reason, where the rows are too few', () => {
    const plan = { method: 'isotonic', conformal: null, seed: 1 } as const;
    expect(calibrate(rowsWith(199, biased), plan, ['a', 'b', 'c'])).toMatchObject({
      method: 'none',
      reason:
        'Isotonic regression needs at least 200 validation examples, found 199: make the validation split larger.',
    });
  });

  it('leaves labels apart that nothing is known of', () => {
    const truths = Array.from({ length: 80 }, () => [0, 0]);
    const logits = truths.map((_, i) => [i - 40, 40 - i]);
    const plan = { method: 'platt', conformal: null, seed: 1 } as const;
    expect(calibrate({ space: 'independent', logits, truths }, plan, ['a', 'b'])).toMatchObject({
      method: 'none',
      reason: expect.stringContaining('no label true of any'),
    });
    const some = truths.map((_, i) => [i > 40 ? 1 : 0, 0]);
    expect(calibrate({ space: 'independent', logits, truths: some }, plan, ['a', 'b'])).toMatchObject({
      parameters: { slopes: [expect.any(Number), 1], intercepts: [expect.any(Number), 0] },
    });
  });
});
