/** Which calibrations a task has, and how many rows each takes. */
import type { DatasetTask } from '../data/example.js';
import { type CalibrationMethod, FITTED_METHODS, type FittedMethod } from './calibration.js';
import { type ConformalChoice, scoresFor } from './conformal.js';
import { SMALLEST_CALIBRATION_SET } from './fit-method.js';

/** Vector scaling of independent labels would be Platt scaling. Tags get one temperature, so that no text needs many. */
const METHODS: Readonly<Partial<Record<DatasetTask, readonly FittedMethod[]>>> = {
  'text-classification': FITTED_METHODS,
  'multi-label-classification': ['temperature', 'platt', 'isotonic'],
  'token-classification': ['temperature'],
};
const WITH_COVERAGE: readonly DatasetTask[] = ['text-classification', 'multi-label-classification', 'text-regression'];

export interface CalibrationRequest {
  method: CalibrationMethod;
  conformal: ConformalChoice | null;
  /** Whether the score of sets was named. */
  setsNamed: boolean;
}

/** Something that was asked for and that a task, or its rows, can't give. */
export interface CalibrationProblem {
  field: 'method' | 'coverage' | 'sets';
  /** What would do instead. */
  expected: string;
  found: string | number;
}

export const methodsOf = (task: DatasetTask): readonly FittedMethod[] => METHODS[task] ?? [];

export function unsuitable(task: DatasetTask, request: CalibrationRequest): CalibrationProblem | null {
  const { method, conformal, setsNamed } = request;
  if (method !== 'auto' && method !== 'none' && !methodsOf(task).includes(method)) {
    const expected = ['"none"', '"auto"', ...methodsOf(task).map((name) => `"${name}"`)].join(' or ');
    return { field: 'method', expected, found: method };
  }
  if (conformal && !WITH_COVERAGE.includes(task)) {
    const expected = `no coverage: there are sets and intervals for ${WITH_COVERAGE.join(', ')}`;
    return { field: 'coverage', expected, found: conformal.coverage };
  }
  if (conformal && setsNamed && task !== 'text-classification') {
    return {
      field: 'sets',
      expected: 'none: only sets of single labels have a choice of score',
      found: conformal.score,
    };
  }
  return null;
}

/** Rows that are needed for what was asked for by name. */
export interface RowsNeeded {
  field: 'method' | 'coverage';
  what: string;
  rows: number;
}

/** The most demanding first. `auto` needs none: it says what it could not do. */
export function rowsNeeded(task: DatasetTask, { method, conformal }: CalibrationRequest): RowsNeeded[] {
  const fitted = method === 'auto' || method === 'none' ? 0 : SMALLEST_CALIBRATION_SET[method];
  const needs: RowsNeeded[] = fitted ? [{ field: 'method', what: `calibration by ${method}`, rows: fitted }] : [];
  if (!conformal) return needs;
  const scores = scoresFor(conformal.coverage);
  // Where there is a map to fit, or a penalty to choose, half of the rows goes there.
  const halved = task !== 'text-regression' && (method !== 'none' || conformal.score === 'raps');
  const rows = halved ? 2 * Math.max(scores, fitted) : scores;
  return [{ field: 'coverage', what: `a coverage of ${conformal.coverage}`, rows }, ...needs];
}
