/** A number for each text or pair of texts. */
import type { Calibration } from '../calibration/calibration.js';
import { MOST_SCORES } from '../calibration/conformal.js';
import { type CalibrationPlan, identity } from '../calibration/fit-calibration.js';
import { errorScores, judgeIntervals } from '../calibration/interval-report.js';
import { aboutExample, excerptOf, type Prediction, worstFirst } from '../evaluation/prediction.js';
import { evaluateRegression } from '../evaluation/regression/evaluate-regression.js';
import { regressionOutcomes } from '../evaluation/regression/regression-outcomes.js';
import { RegressionTally } from '../evaluation/regression/regression-tally.js';
import { regression, regressionTargets } from '../tasks/text-objectives.js';
import { TextRows } from './rows/text-rows.js';
import type { TaskType } from './task-type.js';
import { textRows } from './text-input.js';
import { plainResult } from './uncalibrated.js';

export interface ValueObservation {
  value: number;
  predicted: number;
}

export const textRegression: TaskType<'text-regression', ValueObservation> = {
  name: 'text-regression',
  head: () => 'classification',
  headLabels: () => ['value'],
  labelsOf: () => [],
  objective: () => regression,
  rows(examples, scope) {
    const { mean, deviation } = scope.scale;
    const { rows, truncated } = textRows(examples, scope);
    const targeted = rows.map((row, i) => ({ ...row, target: (examples[i]!.value - mean) / deviation }));
    return new TextRows(targeted, scope.tokenizer.padId, truncated, regressionTargets);
  },
  excerpt: ({ text }) => excerptOf(text),
  watched: ['mse', 'spearman'],
  observe: (examples, _rows, outputs, { scale: { mean, deviation } }) =>
    examples.map(({ value }, i) => ({ value, predicted: mean + deviation * outputs[i]![0]! })),
  measure(observations, { scale: { deviation } }) {
    const { mse, spearman } = tallyOf(observations).metrics();
    // What training minimises is the error of standardised values.
    return { loss: mse / deviation ** 2, mse, spearman };
  },
  calibrate: (observations, plan) => ({ ...WITHOUT_PROBABILITIES, ...intervalsFrom(observations, plan) }),
  judge({ examples, observations, ...options }) {
    const { conformal } = options.calibration;
    const judged = conformal ? judgeIntervals(observations, conformal, options) : null;
    const result = evaluateRegression({
      ...options,
      predictions: observations.map(({ predicted }) => predicted),
      truths: observations.map(({ value }) => value),
    });
    const errorOf = (row: number) => Math.abs(observations[row]!.predicted - observations[row]!.value);
    const prediction = (row: number): Prediction => ({
      ...aboutExample(examples[row]!),
      value: observations[row]!.value,
      predictedValue: observations[row]!.predicted,
      ...(judged && judged.report.meanWidth !== null && { interval: judged.intervals[row]! }),
    });
    const measured = { ...plainResult(result), predictionIntervals: judged?.report ?? null };
    return { result: measured, predictions: worstFirst(examples.length, errorOf, prediction) };
  },
};

const WITHOUT_PROBABILITIES = identity('A value has no probability that could be calibrated.');

/** Of absolute errors, on all rows: nothing else is fitted on them. */
function intervalsFrom(
  observations: readonly ValueObservation[],
  { conformal }: CalibrationPlan,
): Pick<Calibration, 'conformal'> {
  if (!conformal || observations.length === 0) return {};
  const scores = errorScores(observations.slice(0, MOST_SCORES));
  return { conformal: { kind: 'interval', coverage: conformal.coverage, scores } };
}

function tallyOf(observations: readonly ValueObservation[]): RegressionTally {
  const outcomes = regressionOutcomes(
    observations.map(({ predicted }) => predicted),
    observations.map(({ value }) => value),
  );
  const tally = new RegressionTally(outcomes);
  for (let row = 0; row < outcomes.rows; row++) tally.add(row);
  return tally;
}
