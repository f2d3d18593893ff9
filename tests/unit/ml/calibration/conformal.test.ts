import type { ExclusiveRows, IndependentRows } from '../../../../src/ml/calibration/calibration-rows.js';
import {
  conformalQuantile,
  intervalAround,
  largestCoverage,
  scoresFor,
} from '../../../../src/ml/calibration/conformal.js';
import { type CalibrationPlan, calibrate } from '../../../../src/ml/calibration/fit-calibration.js';
import { judgeIntervals } from '../../../../src/ml/calibration/interval-report.js';
import { servedRows } from '../../../../src/ml/calibration/judge-calibration.js';
import { drawOf, predictionSet } from '../../../../src/ml/calibration/prediction-sets.js';
import { setStateOf, trustingSet } from '../../../../src/ml/calibration/set-report.js';
import { softmax } from '../../../../src/ml/evaluation/softmax.js';
import { Random } from '../../../../src/ml/random.js';

/** Labels drawn from probabilities that the logits overstate three times. */
function exclusive(count: number, classes: number, seed: number): ExclusiveRows {
  const random = new Random(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const logits = Array.from({ length: count }, () => Array.from({ length: classes }, () => 4 * normal()));
  const labels = logits.map((row) => {
    return drawn(softmax(row, 3), random.uniform());
  });
  return {
    space: 'exclusive',
    logits,
    labels,
    draws: logits.map(() => random.uniform()),
  };
}

/** The label that a number in [0, 1) falls on. */
function drawn(probabilities: Float64Array, at: number): number {
  let sum = 0;
  const label = probabilities.findIndex((p) => {
    sum += p;
    return at < sum;
  });
  return label < 0 ? probabilities.length - 1 : label;
}

function independent(count: number, width: number, seed: number): IndependentRows {
  const random = new Random(seed);
  const logits = Array.from({ length: count }, () => Array.from({ length: width }, () => 12 * random.uniform() - 7));
  const truths = logits.map((row) => row.map((z) => (random.uniform() < 1 / (1 + Math.exp(-z / 3)) ? 1 : 0)));
  return { space: 'independent', logits, truths };
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const planned = (method: CalibrationPlan['method'], score: 'aps' | 'raps'): CalibrationPlan => ({
  method,
  conformal: { coverage: 0.9, score },
  seed: 1,
});

describe('the quantile of scores', () => {
  it('is the ceil((n + 1) coverage)-th', () => {
    const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect(conformalQuantile(scores, 0.9)).toBe(9);
    expect(conformalQuantile(scores, 0.5)).toBe(5);
    expect(conformalQuantile(scores, 0.51)).toBe(6);
    expect(conformalQuantile(scores, 0.91)).toBe(Number.POSITIVE_INFINITY);
    expect(conformalQuantile(scores, 0.01)).toBe(1);
  });

  it('is finite with as many scores as a coverage takes, and not with one fewer', () => {
    for (const coverage of [0.9, 0.97, 0.99, 0.999]) {
      const count = scoresFor(coverage);
      const scores = Array.from({ length: count }, (_, i) => i);
      expect(largestCoverage(count)).toBeGreaterThanOrEqual(coverage - 1e-12);
      expect(Number.isFinite(conformalQuantile(scores, coverage))).toBe(true);
      if (count > 30) expect(conformalQuantile(scores.slice(1), coverage)).toBe(Number.POSITIVE_INFINITY);
    }
  });
});

describe('prediction sets', () => {
  it.each([
    ['none', 'aps'],
    ['auto', 'aps'],
    ['platt', 'aps'],
    ['isotonic', 'aps'],
    ['temperature', 'raps'],
    ['none', 'raps'],
  ] as const)('hold the true label as often as they say: %s, %s', (method, score) => {
    const calibration = calibrate(exclusive(1000, 6, 1), planned(method, score), NAMES);
    const fresh = exclusive(3000, 6, 2);
    const { sets, before } = servedRows(fresh, { calibration, evidence: 'test', seed: 1 });
    const { covered, meanSize } = setStateOf(fresh, sets!);
    expect(covered).toBeGreaterThan(0.87);
    expect(covered).toBeLessThan(0.93);
    expect(meanSize).toBeLessThan(6);
    const trusting = before.map((row) => trustingSet(row, 'exclusive', 0.9));
    expect(setStateOf(fresh, trusting).covered).toBeLessThan(0.8);
  });

  it('hold all true labels as often as they say, where there may be several', () => {
    const calibration = calibrate(independent(1000, 4, 1), planned('auto', 'aps'), NAMES.slice(0, 4));
    expect(calibration.method).toBe('temperature');
    const fresh = independent(3000, 4, 2);
    const { covered } = setStateOf(fresh, servedRows(fresh, { calibration, evidence: 'test', seed: 1 }).sets!);
    expect(covered).toBeGreaterThan(0.87);
    expect(covered).toBeLessThan(0.93);
  });

  it('are measured on their own rows by what was made of others', () => {
    const rows = exclusive(600, 6, 3);
    const calibration = calibrate(rows, planned('temperature', 'aps'), NAMES);
    const { covered } = setStateOf(rows, servedRows(rows, { calibration, evidence: 'cross-fitted', seed: 1 }).sets!);
    expect(covered).toBeGreaterThan(0.85);
    expect(covered).toBeLessThan(0.95);
  });

  it('keep rows that the map was fitted on apart from those that give the scores', () => {
    const calibration = calibrate(exclusive(101, 3, 4), planned('temperature', 'aps'), NAMES.slice(0, 3));
    expect(calibration).toMatchObject({ method: 'temperature', fit: { rows: 51 } });
    expect(calibration.conformal!.scores).toHaveLength(50);
    const plain = calibrate(exclusive(101, 3, 4), planned('none', 'aps'), NAMES.slice(0, 3));
    expect(plain.conformal!.scores).toHaveLength(101);
  });

  it('are in the order of the probabilities, and may be empty', () => {
    const conformal = { kind: 'sets', score: 'aps', penalty: 0, freeRanks: 0, coverage: 0.5 } as const;
    expect(predictionSet([0.2, 0.5, 0.3], 1, { ...conformal, scores: [0.8] }, 0.5)).toEqual([1, 2]);
    expect(predictionSet([0.2, 0.5, 0.3], 1, { ...conformal, scores: [0.4] }, 0.5)).toEqual([]);
    expect(predictionSet([0.2, 0.5, 0.3], 0, { ...conformal, scores: [0.4] }, 0.5)).toEqual([1]);
  });

  it('are the same for the same text', () => {
    expect(drawOf('a')).toBe(drawOf('a'));
    expect(drawOf('a', 'b')).not.toBe(drawOf('ab'));
    const draws = Array.from({ length: 2000 }, (_, i) => drawOf(`text ${i}`));
    expect(draws.reduce((sum, draw) => sum + draw, 0) / draws.length).toBeCloseTo(0.5, 1);
  });
});

describe('intervals', () => {
  const random = new Random(6);
  const values = Array.from({ length: 400 }, () => ({ value: random.uniform(), predicted: 0.5 }));

  it('reach as far as errors did', () => {
    expect(intervalAround(10, { kind: 'interval', coverage: 0.5, scores: [1, 2, 3] }, 0.5)).toEqual([8, 12]);
  });

  it.each(['test', 'cross-fitted'] as const)('hold the true value as often as they say: %s', (evidence) => {
    const scores = values.map(({ value, predicted }) => Math.abs(value - predicted)).sort((a, b) => a - b);
    const { report, intervals } = judgeIntervals(
      values,
      { kind: 'interval', coverage: 0.8, scores },
      { evidence, seed: 1 },
    );
    expect(report.covered).toBeGreaterThan(0.75);
    expect(report.covered).toBeLessThan(0.85);
    expect(report.meanWidth).toBeCloseTo(0.8, 1);
    expect(intervals).toHaveLength(400);
  });
});
