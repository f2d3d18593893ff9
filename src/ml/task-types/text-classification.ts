/** One label for each text or pair of texts. */
import { calibrate } from '../calibration/fit-calibration.js';
import { drawOf } from '../calibration/prediction-sets.js';
import { classificationOutcomes } from '../evaluation/classification-outcomes.js';
import { ClassificationTally } from '../evaluation/classification-tally.js';
import { evaluateClassifier } from '../evaluation/evaluate-classifier.js';
import { excerptOf, predictionsWorstFirst } from '../evaluation/prediction.js';
import { softmaxRows } from '../evaluation/softmax.js';
import { singleLabel, singleLabelTargets } from '../tasks/text-objectives.js';
import { labelIndex } from './label-index.js';
import { TextRows } from './rows/text-rows.js';
import type { TaskType } from './task-type.js';
import { textRows } from './text-input.js';

export interface LabelObservation {
  /** The true class. */
  label: number;
  logits: Float32Array;
  /** What its prediction set is randomised with. */
  draw: number;
}

export const textClassification: TaskType<'text-classification', LabelObservation> = {
  name: 'text-classification',
  head: () => 'classification',
  headLabels: (labels) => labels,
  labelsOf: (headLabels) => headLabels,
  objective: ({ headLabels }, labelSmoothing) => singleLabel(headLabels.length, labelSmoothing),
  rows(examples, scope) {
    const indexOf = labelIndex(scope.headLabels);
    const { rows, truncated } = textRows(examples, scope);
    const targeted = rows.map((row, i) => ({ ...row, target: indexOf(examples[i]!.label, examples[i]!.id) }));
    return new TextRows(targeted, scope.tokenizer.padId, truncated, singleLabelTargets);
  },
  excerpt: ({ text }) => excerptOf(text),
  watched: ['accuracy', 'macroF1'],
  observe(examples, _rows, outputs, { headLabels }) {
    const indexOf = labelIndex(headLabels);
    return examples.map(({ id, label, text, textPair }, i) => ({
      label: indexOf(label, id),
      logits: outputs[i]!,
      draw: drawOf(text, textPair),
    }));
  },
  measure(observations, { headLabels }) {
    const probabilities = softmaxRows(observations.map(({ logits }) => logits));
    const labels = observations.map(({ label }) => label);
    const outcomes = classificationOutcomes(probabilities, labels, headLabels.length);
    const { nll, accuracy, macroF1 } = ClassificationTally.of(outcomes).metrics();
    return { loss: nll, accuracy, macroF1 };
  },
  calibrate: (observations, plan, { headLabels }) =>
    calibrate({ space: 'exclusive', ...columnsOf(observations) }, plan, headLabels),
  judge({ examples, observations, scope: { headLabels: labelNames }, ...options }) {
    const columns = columnsOf(observations);
    const { result, ...said } = evaluateClassifier({ ...options, ...columns, labelNames });
    return { result, predictions: predictionsWorstFirst({ examples, labels: columns.labels, labelNames, ...said }) };
  },
};

const columnsOf = (observations: readonly LabelObservation[]) => ({
  logits: observations.map(({ logits }) => logits),
  labels: observations.map(({ label }) => label),
  draws: observations.map(({ draw }) => draw),
});
