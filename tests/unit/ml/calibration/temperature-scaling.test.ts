import { applyCalibration } from '../../../../src/ml/calibration/apply-calibration.js';
import { Calibration, CalibrationMethod } from '../../../../src/ml/calibration/calibration.js';
import { fitCalibration } from '../../../../src/ml/calibration/fit-calibration.js';
import { fitTemperature, meanNll } from '../../../../src/ml/calibration/temperature-scaling.js';
import { argmax } from '../../../../src/ml/evaluation/scores.js';
import { Random } from '../../../../src/ml/random.js';
import { REFERENCE_CASES } from '../evaluation/reference-cases.js';

/** Logits whose softmax at `temperature` is where the labels are drawn from: the truth is known. */
function drawn(rows: number, classes: number, temperature: number, seed: number) {
  const random = new Random(seed);
  const logits = Array.from({ length: rows }, () => Array.from({ length: classes }, () => 6 * random.uniform()));
  const labels = logits.map((row) => {
    const weights = row.map((logit) => Math.exp(logit / temperature));
    let place = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
    return weights.findIndex((weight) => {
      place -= weight;
      return place < 0;
    });
  });
  return { logits, labels };
}

describe('temperature scaling', () => {
  it.each(REFERENCE_CASES)('finds the temperature that scipy finds for $name', ({ logits, labels, temperature }) => {
    const fit = fitTemperature(logits, labels);
    expect(Math.abs(fit.temperature - temperature.temperature) / temperature.temperature).toBeLessThan(1e-6);
    expect(fit.nllBefore).toBeCloseTo(temperature.nllBefore, 10);
    expect(fit.nllAfter).toBeCloseTo(temperature.nllAfter, 10);
    expect(fit.note).toBeNull();
  });

  it.each([0.5, 1, 2, 4])('recovers a temperature of %d', (temperature) => {
    const { logits, labels } = drawn(4000, 3, temperature, 1);
    expect(Math.abs(fitTemperature(logits, labels).temperature / temperature - 1)).toBeLessThan(0.1);
  });

  it('never makes the likelihood of what it was fitted on worse', () => {
    for (let seed = 0; seed < 50; seed++) {
      const { logits, labels } = drawn(5 + seed, 2 + (seed % 4), 0.2 + (seed % 7), seed);
      const { nllBefore, nllAfter, temperature } = fitTemperature(logits, labels);
      expect(nllAfter).toBeLessThanOrEqual(nllBefore);
      expect(nllAfter).toBe(meanNll(logits, labels, temperature));
    }
  });

  it('sharpens a faultless classifier, and the more so the more examples say so', () => {
    const faultless = (rows: number) => {
      const labels = Array.from({ length: rows }, (_, row) => row % 2);
      return fitTemperature(labels.map((label) => (label ? [0, 1] : [1, 0])), labels); // biome-ignore format: one call
    };
    const [few, many] = [faultless(40), faultless(4000)];
    expect(few.note).toBe('separable');
    // softmax([1, 0] / T) gives the true class (n + 1) / (n + 2).
    expect(few.temperature).toBeCloseTo(1 / Math.log(41), 6);
    expect(many.temperature).toBeCloseTo(1 / Math.log(4001), 6);
  });

  it('leaves a faultless classifier that is already as sure as its examples allow', () => {
    const labels = Array.from({ length: 40 }, (_, row) => row % 2);
    const fit = fitTemperature(labels.map((label) => (label ? [0, 9] : [9, 0])), labels); // biome-ignore format: one call
    expect(fit).toMatchObject({ temperature: 1, note: 'separable' });
    expect(fit.nllAfter).toBe(fit.nllBefore);
  });

  it('stops at its bounds for a classifier that is worse than chance', () => {
    const { logits, labels } = drawn(200, 2, 1, 3);
    const opposite = labels.map((label) => 1 - label);
    expect(fitTemperature(logits, opposite)).toMatchObject({ temperature: 20, note: 'at-bound' });
  });

  it('survives logits that would overflow', () => {
    const { logits, labels } = drawn(200, 3, 2, 4);
    const huge = logits.map((row) => row.map((logit) => logit * 300));
    const fit = fitTemperature(huge, labels);
    expect(Number.isFinite(fit.nllBefore)).toBe(true);
    expect(fit.nllAfter).toBeLessThan(fit.nllBefore);
  });

  it('treats logits that are all alike as they are', () => {
    const fit = fitTemperature(Array.from({ length: 40 }, () => [1, 1]), Array.from({ length: 40 }, (_, i) => i % 2)); // biome-ignore format: one call
    expect(fit.nllAfter).toBeCloseTo(Math.log(2), 12);
    expect(fit.temperature).toBe(1);
  });
});

describe('calibration', () => {
  const { logits, labels } = REFERENCE_CASES[1]!;
  const names = ['a', 'b', 'c', 'd', 'e'];

  it('keeps the most probable class of every row', () => {
    const calibration = fitCalibration('auto', logits, labels, names);
    expect(applyCalibration(calibration, logits).map(argmax)).toEqual(logits.map(argmax));
  });

  it('reads back from calibration.json what was written', () => {
    for (const calibration of [
      fitCalibration('auto', logits, labels, names),
      fitCalibration('none', logits, labels, names),
    ]) {
      expect(Calibration.parse(JSON.parse(JSON.stringify(calibration)))).toEqual(calibration);
    }
    expect(Calibration.safeParse({ method: 'temperature', parameters: { temperature: -1 }, fit: {} }).success).toBe(
      false,
    );
  });

  it('is the identity, with the reason, where the validation split cannot carry a fit', () => {
    expect(fitCalibration('auto', logits.slice(0, 29), labels.slice(0, 29), names)).toEqual({
      method: 'none',
      parameters: {},
      reason: 'A temperature needs at least 30 validation examples, found 29: make the validation split larger.',
    });
    const alike = labels.map(() => 2);
    expect(fitCalibration('temperature', logits, alike, names)).toMatchObject({
      method: 'none',
      reason: expect.stringContaining('found only "c"'),
    });
    expect(fitCalibration('auto', [], [], names)).toMatchObject({ method: 'none' });
  });

  it('refuses methods that this version does not offer, by name', () => {
    const parsed = CalibrationMethod.safeParse('beta');
    expect(parsed.error!.issues[0]!.message).toBe(
      'expected one of auto, temperature, vector, platt, isotonic, none; found "beta", which this version does not offer',
    );
  });
});
