import type { ReliabilityBin } from '../evaluation/reliability-bins.js';
import type { Scores } from '../evaluation/scores.js';
import { applyCalibration } from './apply-calibration.js';
import type { Calibration } from './calibration.js';
import { brierParts, equalMassError, surenessOf } from './calibration-error.js';
import type { CalibrationEvidence, CalibrationReport, CalibrationState } from './calibration-report.js';
import { type CalibrationRows, rowsAt } from './calibration-rows.js';
import { fitMap, PLAIN } from './fit-method.js';
import { crossFit, foldsOf, halvesOf } from './folds.js';
import { conformalSets, predictionSet } from './prediction-sets.js';
import { type SetReport, setStateOf, trustingSet } from './set-report.js';

export interface JudgedCalibration {
  calibration: Calibration;
  /** What the rows are to the calibration; see `CalibrationEvidence`. */
  evidence: CalibrationEvidence;
  seed: number;
}

/** What a model says of rows. */
interface Said {
  probabilities: Float64Array;
  /** Labels, the most probable first; null where no coverage is promised. */
  set: number[] | null;
}

export interface ServedRows {
  /** [rows, labels] */
  before: Float64Array[];
  after: Float64Array[];
  /** Of each row; null where no coverage is promised. */
  sets: number[][] | null;
}

/** What the model would have said of the rows, had it never seen them. */
export function servedRows(rows: CalibrationRows, { calibration, evidence, seed }: JudgedCalibration): ServedRows {
  const before = applyCalibration(PLAIN, rows.logits, rows.space);
  const said =
    evidence === 'cross-fitted'
      ? crossFit(
          foldsOf(rows, seed),
          (others) => refitted(calibration, rowsAt(rows, others), seed),
          (anew, held) => sayings(anew, rowsAt(rows, held)),
        )
      : sayings(calibration, rows);
  const sets = said.flatMap(({ set }) => (set ? [set] : []));
  return { before, after: said.map(({ probabilities }) => probabilities), sets: sets.length ? sets : null };
}

function sayings(calibration: Calibration, rows: CalibrationRows): Said[] {
  const { conformal } = calibration;
  return applyCalibration(calibration, rows.logits, rows.space).map((probabilities, row) => ({
    probabilities,
    set:
      conformal && conformal.kind !== 'interval'
        ? predictionSet(probabilities, rows.draws?.[row] ?? 1, conformal, conformal.coverage)
        : null,
  }));
}

/** The same made anew, of other rows. */
function refitted(calibration: Calibration, rows: CalibrationRows, seed: number): Calibration {
  const { method, conformal } = calibration;
  if (!conformal || conformal.kind === 'interval') {
    return method === 'none' ? calibration : { ...calibration, ...fitMap(method, rows) };
  }
  const score = conformal.kind === 'sets' ? conformal.score : 'aps';
  const [fitting, scored] = method === 'none' && score === 'aps' ? [null, rows] : halvesOf(rows, seed);
  const map = method === 'none' || !fitting ? calibration : { ...calibration, ...fitMap(method, fitting) };
  const served = (some: CalibrationRows) => applyCalibration(map, some.logits, some.space);
  const tuning = score === 'raps' && fitting ? { rows: fitting, probabilities: served(fitting) } : null;
  const sets = conformalSets(scored, served(scored), { coverage: conformal.coverage, score }, tuning);
  return { ...map, conformal: sets };
}

/** What a tally of the rows says. */
interface Tallied {
  metrics(): Record<'ece' | 'mce' | 'brier' | 'nll', number>;
  bins(): ReliabilityBin[];
}

export function calibrationReport(
  rows: CalibrationRows,
  { before, after, sets }: ServedRows,
  { calibration, evidence }: JudgedCalibration,
  tallies: { before: Tallied; after: Tallied },
): CalibrationReport {
  const { conformal } = calibration;
  return {
    method: calibration.method,
    parameters: shownParameters(calibration),
    reason: calibration.method === 'none' ? calibration.reason : null,
    chosenBy: (calibration.method !== 'none' && calibration.fit.scores) || null,
    before: stateOf(rows, before, tallies.before),
    after: stateOf(rows, after, tallies.after),
    sets: conformal && sets ? setReport(rows, before, sets, conformal.coverage) : null,
    evidence,
  };
}

const setReport = (
  rows: CalibrationRows,
  before: Scores,
  sets: readonly (readonly number[])[],
  coverage: number,
): SetReport => ({
  coverage,
  before: setStateOf(
    rows,
    before.map((row) => trustingSet(row, rows.space, coverage)),
  ),
  after: setStateOf(rows, sets),
});

function stateOf(rows: CalibrationRows, probabilities: Scores, tally: Tallied): CalibrationState {
  const { ece, mce, brier, nll } = tally.metrics();
  const eceEqualMass = equalMassError(surenessOf(rows, probabilities));
  return { ece, eceEqualMass, mce, brier, brierParts: brierParts(rows, probabilities), nll, bins: tally.bins() };
}

/** Without the curves, which may have as many points as there were examples. */
export function shownParameters({ method, parameters }: Calibration): CalibrationReport['parameters'] {
  return method === 'isotonic' ? { points: parameters.curves.map(({ x }) => x.length) } : parameters;
}
