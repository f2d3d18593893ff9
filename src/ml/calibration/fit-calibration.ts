import { checkScores, type Scores } from '../evaluation/scores.js';
import { applyCalibration } from './apply-calibration.js';
import { type Calibration, type CalibrationMethod, FITTED_METHODS, type FittedMethod } from './calibration.js';
import { type CalibrationRows, isTrue } from './calibration-rows.js';
import { chooseMethod } from './choose-method.js';
import type { ConformalChoice } from './conformal.js';
import { fitMethod, SMALLEST_CALIBRATION_SET } from './fit-method.js';
import { halvesOf } from './folds.js';
import { conformalSets } from './prediction-sets.js';

export interface CalibrationPlan {
  method: CalibrationMethod;
  /** With which coverage there are to be sets or intervals; null for none. */
  conformal: ConformalChoice | null;
  seed: number;
}

/**
 * Fits a calibration, and what prediction sets are made of. Where the rows cannot carry a fit it is the identity and says
 * why.
 *
 * The promise of a set rests on rows that are, to the model, like new ones. So a random half of the rows is left out of the
 * fit (and of the choice of method, and of RAPS's penalty) and gives the scores alone, where there is anything to fit.
 */
export function calibrate(rows: CalibrationRows, plan: CalibrationPlan, labelNames: readonly string[]): Calibration {
  const { conformal, method, seed } = plan;
  if (!conformal) return fitOn(rows, plan, labelNames);
  const tunes = conformal.score === 'raps' && rows.space === 'exclusive';
  const [fitting, scored] = method === 'none' && !tunes ? [null, rows] : halvesOf(rows, seed);
  const calibration = fitOn(fitting ?? rows, plan, labelNames);
  if (scored.logits.length === 0) return calibration;
  const served = (some: CalibrationRows) => applyCalibration(calibration, some.logits, some.space);
  const tuning = tunes && fitting ? { rows: fitting, probabilities: served(fitting) } : null;
  return { ...calibration, conformal: conformalSets(scored, served(scored), conformal, tuning) };
}

/** Of single labels, without sets. @param logits [rows, classes] @param labels a class for each row */
export const fitCalibration = (
  method: CalibrationMethod,
  logits: Scores,
  labels: ArrayLike<number>,
  labelNames: readonly string[],
): Calibration => calibrate({ space: 'exclusive', logits, labels }, { method, conformal: null, seed: 1 }, labelNames);

function fitOn(rows: CalibrationRows, { method, seed }: CalibrationPlan, labelNames: readonly string[]): Calibration {
  if (method === 'none') return identity('No calibration was asked for.');
  const refusal = refusalOf(rows, method, labelNames);
  if (refusal !== null) return identity(refusal);
  if (rows.space === 'exclusive') checkScores(rows.logits, rows.labels, labelNames.length);
  if (method !== 'auto') return fitMethod(method, rows);
  const candidates = methodsFor(rows);
  const { method: chosen, scores } = chooseMethod(rows, candidates, seed);
  const { fit, ...map } = fitMethod(chosen, rows);
  return { ...map, fit: { ...fit, scores } };
}

/** Tags of tokens get one temperature: most labels have few tokens, and texts are few beside their tokens. */
const methodsFor = (rows: CalibrationRows): readonly FittedMethod[] => {
  if (rows.groups) return ['temperature'];
  return rows.space === 'exclusive' ? FITTED_METHODS : FITTED_METHODS.filter((method) => method !== 'vector');
};

const NAMES: Readonly<Record<FittedMethod, string>> = {
  temperature: 'A temperature',
  vector: 'Vector scaling',
  platt: 'Platt scaling',
  isotonic: 'Isotonic regression',
};

function refusalOf(rows: CalibrationRows, asked: FittedMethod | 'auto', labelNames: readonly string[]): string | null {
  const method = asked === 'auto' ? 'temperature' : asked;
  const needed = SMALLEST_CALIBRATION_SET[method];
  const found = rows.groups ? new Set(Array.from(rows.groups)).size : rows.logits.length;
  if (found < needed) {
    return `${NAMES[method]} needs at least ${needed} validation examples, found ${found}: make the validation split larger.`;
  }
  if (rows.space === 'exclusive') {
    const present = new Set(Array.from(rows.labels));
    if (present.size >= 2) return null;
    const only = labelNames[rows.labels[0]!];
    return `${NAMES[method]} needs validation examples of at least 2 labels, found only "${only}": stratify the split or add examples.`;
  }
  const cells = rows.truths.flatMap((_, row) => labelNames.map((__, k) => isTrue(rows, row, k)));
  if (cells.includes(true) && cells.includes(false)) return null;
  const all = cells.includes(true) ? 'every label true of each' : 'no label true of any';
  return `${NAMES[method]} needs validation examples with and without labels, found ${all}: add others.`;
}

/** No calibration, and why. */
export const identity = (reason: string): Extract<Calibration, { method: 'none' }> => ({
  method: 'none',
  parameters: {},
  reason,
});
