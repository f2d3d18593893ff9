/** Any number of labels for each text or pair of texts. */
import { multiLabel, multiLabelTargets } from '../tasks/text-objectives.js';
import { labelIndex } from './label-index.js';
import { TextRows } from './rows/text-rows.js';
import type { TaskType } from './task-type.js';
import { textRows } from './text-input.js';

export interface LabelsObservation {
  /** Of each class whether it applies: 0 or 1. */
  truth: Uint8Array;
  logits: Float32Array;
}

export const multiLabelClassification: TaskType<'multi-label-classification', LabelsObservation> = {
  name: 'multi-label-classification',
  head: () => 'classification',
  headLabels: (labels) => labels,
  labelsOf: (headLabels) => headLabels,
  objective: ({ headLabels }, labelSmoothing) => multiLabel(headLabels.length, labelSmoothing),
  rows(examples, scope) {
    const indexOf = labelIndex(scope.headLabels);
    const { rows, truncated } = textRows(examples, scope);
    const targeted = rows.map((row, i) => {
      const { labels, id } = examples[i]!;
      return { ...row, target: labels.map((label) => indexOf(label, id)) };
    });
    return new TextRows<number[]>(targeted, scope.tokenizer.padId, truncated, (present, shares) =>
      multiLabelTargets(present, scope.headLabels.length, shares),
    );
  },
  watched: ['macroF1', 'microF1'],
  observe(examples, _rows, outputs, { headLabels }) {
    const indexOf = labelIndex(headLabels);
    return examples.map(({ id, labels }, i) => {
      const truth = new Uint8Array(headLabels.length);
      for (const label of labels) truth[indexOf(label, id)] = 1;
      return { truth, logits: outputs[i]! };
    });
  },
  measure(observations, { headLabels }) {
    throw new Error(`${observations.length}${headLabels.length}`);
  },
};
