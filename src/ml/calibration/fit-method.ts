import { applyCalibration } from './apply-calibration.js';
import type { CalibrationFit, CalibrationMap, FittedMethod } from './calibration.js';
import { type CalibrationRows, meanOf, rowNlls } from './calibration-rows.js';
import { fitIsotonic } from './isotonic-regression.js';
import { labelColumn, logOdds } from './one-vs-rest.js';
import { fitPlatt } from './platt-scaling.js';
import { fitTemperature, type TemperatureFit } from './temperature-scaling.js';
import { fitVector } from './vector-scaling.js';

/**
 * Rows that each method needs: one parameter says something sooner than many. Isotonic regression is known to overfit below
 * a thousand (Niculescu-Mizil & Caruana, ICML 2005); `auto` sees that for itself from here on.
 */
export const SMALLEST_CALIBRATION_SET: Readonly<Record<FittedMethod, number>> = {
  temperature: 30,
  vector: 60,
  platt: 60,
  isotonic: 200,
};

export type FittedMap = CalibrationMap & { fit: CalibrationFit };

/** Fits one method, however few the rows are. @throws RangeError for `vector` on independent labels: they have `platt` */
export function fitMap(method: FittedMethod, rows: CalibrationRows): CalibrationMap {
  switch (method) {
    case 'temperature':
      return { method, parameters: { temperature: temperatureFit(rows).temperature } };
    case 'vector': {
      if (rows.space === 'independent') throw new RangeError('expected labels of which exactly one is true');
      const { temperature } = fitTemperature(rows.logits, rows.labels);
      return { method, parameters: fitVector(rows.logits, rows.labels, temperature) };
    }
    case 'platt': {
      const odds = rows.logits.map((row) => logOdds(row, rows.space));
      const fits = labels(rows).map((k) => {
        const { scores, truths } = labelColumn(rows, odds, k);
        return fitPlatt(scores, truths);
      });
      const parameters = {
        slopes: fits.map(({ slope }) => slope),
        intercepts: fits.map(({ intercept }) => intercept),
      };
      return { method, parameters };
    }
    case 'isotonic':
      return { method, parameters: { curves: isotonicCurves(rows) } };
  }
}

/** As `fitMap`, with what it gained on its own rows. */
export function fitMethod(method: FittedMethod, rows: CalibrationRows): FittedMap {
  if (method === 'temperature') {
    const { temperature, ...fit } = temperatureFit(rows);
    return { method, parameters: { temperature }, fit: { rows: rows.logits.length, ...fit } };
  }
  const map = fitMap(method, rows);
  const nll = (calibration: CalibrationMap | typeof PLAIN) =>
    meanOf(rowNlls(rows, applyCalibration(calibration, rows.logits, rows.space)));
  return { ...map, fit: { rows: rows.logits.length, nllBefore: nll(PLAIN), nllAfter: nll(map), note: null } };
}

/** The identity, as something to apply. */
export const PLAIN = { method: 'temperature', parameters: { temperature: 1 } } as const satisfies CalibrationMap;

/** Of independent labels one temperature for all: a label of a row is a softmax of two logits, its own and 0. */
function temperatureFit(rows: CalibrationRows): TemperatureFit {
  if (rows.space === 'exclusive') return fitTemperature(rows.logits, rows.labels);
  const cells = rows.logits.flatMap((row) => Array.from(row, (logit) => [logit, 0]));
  const applies = rows.truths.flatMap((truth) => Array.from(truth, (one) => (one === 1 ? 0 : 1)));
  return fitTemperature(cells, applies);
}

/**
 * No row of n can show that something never happens: curves stay between 1 / (n + 2) and (n + 1) / (n + 2), as Platt's
 * targets do. A label that is true of none of the rows, or of all, keeps its probabilities.
 */
function isotonicCurves(rows: CalibrationRows) {
  const bounds = [1 / (rows.logits.length + 2), (rows.logits.length + 1) / (rows.logits.length + 2)] as const;
  const probabilities = rows.logits.map((row) => applyCalibration(PLAIN, [row], rows.space)[0]!);
  return labels(rows).map((k) => {
    const { scores, truths } = labelColumn(rows, probabilities, k);
    const present = truths.reduce((sum, truth) => sum + truth, 0);
    return present === 0 || present === truths.length ? { x: [0, 1], y: [0, 1] } : fitIsotonic(scores, truths, bounds);
  });
}

const labels = (rows: CalibrationRows): number[] => Array.from(rows.logits[0]!, (_, k) => k);
