/** A number for each text or pair of texts. */
import { regression, regressionTargets } from '../tasks/text-objectives.js';
import { TextRows } from './rows/text-rows.js';
import type { TaskType } from './task-type.js';
import { textRows } from './text-input.js';

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
  watched: ['mse', 'spearman'],
  observe: (examples, _rows, outputs, { scale: { mean, deviation } }) =>
    examples.map(({ value }, i) => ({ value, predicted: mean + deviation * outputs[i]![0]! })),
  measure(observations) {
    throw new Error(`${observations.length}`);
  },
};
