import { readFileSync } from 'node:fs';
import { applyCalibration } from '../../../../src/ml/calibration/apply-calibration.js';
import { brierParts, equalMassError, surenessOf } from '../../../../src/ml/calibration/calibration-error.js';
import type { CalibrationRows, ExclusiveRows } from '../../../../src/ml/calibration/calibration-rows.js';
import { conformalQuantile, sortedScores } from '../../../../src/ml/calibration/conformal.js';
import { fitMap } from '../../../../src/ml/calibration/fit-method.js';
import { fitIsotonic, valueAt } from '../../../../src/ml/calibration/isotonic-regression.js';
import { joined, logOdds } from '../../../../src/ml/calibration/one-vs-rest.js';
import { fitPlatt } from '../../../../src/ml/calibration/platt-scaling.js';
import { rankedScores } from '../../../../src/ml/calibration/prediction-sets.js';
import { softmaxRows } from '../../../../src/ml/evaluation/softmax.js';

/** Of scikit-learn and scipy, and of numpy: tests/reference/calibration.py. */
interface Case {
  logits: number[][];
  labels: number[];
  new: number[][];
  draws: number[];
  sigmoid: { slope: number; intercept: number };
  isotonic: { x: number[]; y: number[] };
  platt: number[][];
  isotonicWhole: number[][];
  isotonicBounded: number[][];
  vector: number[][];
  equalMass: number;
  murphy: Record<string, number>;
  aps: number;
  raps: number;
}
const reference = JSON.parse(readFileSync(new URL('../../../reference/calibration.json', import.meta.url), 'utf8')) as {
  single: Case[];
  multiLabel: Pick<Case, 'logits' | 'new' | 'platt'> & { truths: number[][]; temperature: number };
};

const close = (found: readonly ArrayLike<number>[], expected: number[][]) => {
  for (const [row, values] of expected.entries()) {
    for (const [k, value] of values.entries()) expect(Math.abs(found[row]![k]! - value)).toBeLessThan(1e-6);
  }
};

describe.each(reference.single.map((one) => [one.logits[0]!.length, one] as const))('of %d labels', (classes, one) => {
  const rows: ExclusiveRows = { space: 'exclusive', logits: one.logits, labels: one.labels };
  const probabilities = softmaxRows(one.logits);
  const first = one.labels.map((label) => (label === 0 ? 1 : 0));

  it('fits the sigmoid of scikit-learn', () => {
    const scores = one.logits.map((row) => logOdds(row, 'exclusive')[0]!);
    const { slope, intercept } = fitPlatt(scores, first);
    expect(slope).toBeCloseTo(one.sigmoid.slope, 5);
    expect(intercept).toBeCloseTo(one.sigmoid.intercept, 5);
    close(applyCalibration(fitMap('platt', rows), one.new), one.platt);
  });

  it('fits the isotonic regression of scikit-learn', () => {
    const curve = fitIsotonic(
      probabilities.map((row) => row[0]!),
      first,
    );
    close([curve.x, curve.y], [one.isotonic.x, one.isotonic.y]);
    close(applyCalibration(fitMap('isotonic', rows), one.new), one.isotonicBounded);
    const curves = Array.from({ length: classes }, (_, k) =>
      fitIsotonic(
        probabilities.map((row) => row[k]!),
        one.labels.map((label) => (label === k ? 1 : 0)),
      ),
    );
    const whole = softmaxRows(one.new).map((row) =>
      joined(
        row.map((p, k) => valueAt(curves[k]!, p)),
        'exclusive',
      ),
    );
    close(whole, one.isotonicWhole);
  });

  it('finds the minimum of vector scaling', () => {
    close(applyCalibration(fitMap('vector', rows), one.new), one.vector);
  });

  it('measures equal-mass errors and the parts of the Brier score', () => {
    expect(equalMassError(surenessOf(rows, probabilities))).toBeCloseTo(one.equalMass, 12);
    const parts = brierParts(rows, probabilities);
    for (const [name, value] of Object.entries(one.murphy)) {
      expect(parts[name as keyof typeof parts]).toBeCloseTo(value, 12);
    }
  });

  it('scores labels as APS and RAPS do', () => {
    const threshold = (penalty: number, freeRanks: number) =>
      conformalQuantile(
        sortedScores(
          probabilities.map((p, row) => rankedScores(p, one.draws[row]!, { penalty, freeRanks })[one.labels[row]!]!),
        ),
        0.9,
      );
    expect(threshold(0, 0)).toBeCloseTo(one.aps, 12);
    expect(threshold(0.05, 2)).toBeCloseTo(one.raps, 12);
  });
});

describe('of labels for themselves', () => {
  const { logits, truths, platt, temperature, ...given } = reference.multiLabel;
  const rows: CalibrationRows = { space: 'independent', logits, truths };

  it('fits a sigmoid to each, or one temperature to all', () => {
    close(applyCalibration(fitMap('platt', rows), given.new, 'independent'), platt);
    const map = fitMap('temperature', rows);
    expect(map.method === 'temperature' && map.parameters.temperature).toBeCloseTo(temperature, 6);
  });
});
