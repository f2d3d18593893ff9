/** A number for each text or pair of texts. */
import { aboutExample, excerptOf, type Prediction, worstFirst } from '../evaluation/prediction.js';
import { evaluateRegression } from '../evaluation/regression/evaluate-regression.js';
import { regressionOutcomes } from '../evaluation/regression/regression-outcomes.js';
import { RegressionTally } from '../evaluation/regression/regression-tally.js';
import { regression, regressionTargets } from '../tasks/text-objectives.js';
import { TextRows } from './rows/text-rows.js';
import type { TaskType } from './task-type.js';
import { textRows } from './text-input.js';
import { plainResult, uncalibrated } from './uncalibrated.js';

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
  calibrate: uncalibrated,
  judge({ examples, observations, ...options }) {
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
    });
    return { result: plainResult(result), predictions: worstFirst(examples.length, errorOf, prediction) };
  },
};

function tallyOf(observations: readonly ValueObservation[]): RegressionTally {
  const outcomes = regressionOutcomes(
    observations.map(({ predicted }) => predicted),
    observations.map(({ value }) => value),
  );
  const tally = new RegressionTally(outcomes);
  for (let row = 0; row < outcomes.rows; row++) tally.add(row);
  return tally;
}
