import { applyCalibration } from './apply-calibration.js';
import type { FittedMethod, MethodScore } from './calibration.js';
import { type CalibrationRows, meanOf, rowNlls, rowsAt } from './calibration-rows.js';
import { fitMap, PLAIN, SMALLEST_CALIBRATION_SET } from './fit-method.js';
import { crossFit, foldsOf, sampleOf } from './folds.js';

/** Of more, a random part says as well which method is better: there are six fits of each to make. */
const MOST_ROWS = 5000;

export interface MethodChoice {
  method: FittedMethod;
  scores: MethodScore[];
}

/**
 * The method with the best likelihood on folds that it was not fitted on; or the first of those that are worse by no more
 * than the standard error of the difference (the one-standard-error rule of Breiman et al., "Classification and Regression
 * Trees", 1984, with errors of paired differences).
 *
 * @param candidates the simplest first
 */
export function chooseMethod(all: CalibrationRows, candidates: readonly FittedMethod[], seed: number): MethodChoice {
  const rows = all.groups ? all : sampleOf(all, MOST_ROWS, seed);
  const able = candidates.filter((method) => rows.logits.length >= SMALLEST_CALIBRATION_SET[method]);
  const nlls = new Map<MethodScore['method'], Float64Array>([
    ['none', rowNlls(rows, applyCalibration(PLAIN, rows.logits, rows.space))],
  ]);
  const folds = foldsOf(rows, seed);
  for (const method of able) {
    const probabilities = crossFit(
      folds,
      (others) => fitMap(method, rowsAt(rows, others)),
      (map, held) => applyCalibration(map, rowsAt(rows, held).logits, rows.space),
    );
    nlls.set(method, rowNlls(rows, probabilities));
  }
  const fitted = able.map((method) => nlls.get(method)!);
  const best = fitted.reduce((least, nll) => (meanOf(nll) < meanOf(least) ? nll : least));
  const scores = [...nlls].map(([method, nll]): MethodScore => {
    const differences = nll.map((value, row) => value - best[row]!);
    return { method, nll: meanOf(nll), excess: meanOf(differences), error: standardError(differences) };
  });
  const method = able.find((name) => {
    const { excess, error } = scores.find((score) => score.method === name)!;
    return excess <= error;
  });
  return { method: method!, scores };
}

function standardError(values: Float64Array): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}
