/** Any number of labels for each text or pair of texts. */
import { calibrate } from '../calibration/fit-calibration.js';
import { calibrationReport, servedRows } from '../calibration/judge-calibration.js';
import { sigmoid } from '../calibration/one-vs-rest.js';
import { negativeLogLikelihood } from '../evaluation/classification-outcomes.js';
import { evaluateMultiLabel } from '../evaluation/multi-label/evaluate-multi-label.js';
import { multiLabelOutcomes, PRESENCE_THRESHOLD } from '../evaluation/multi-label/multi-label-outcomes.js';
import { MultiLabelTally } from '../evaluation/multi-label/multi-label-tally.js';
import {
  aboutExample,
  excerptOf,
  type Prediction,
  probabilitiesByLabel,
  worstFirst,
} from '../evaluation/prediction.js';
import { multiLabel, multiLabelTargets } from '../tasks/text-objectives.js';
import { labelIndex } from './label-index.js';
import { TextRows } from './rows/text-rows.js';
import type { TaskType } from './task-type.js';
import { textRows } from './text-input.js';
import { plainResult } from './uncalibrated.js';

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
  excerpt: ({ text }) => excerptOf(text),
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
    const outcomes = multiLabelOutcomes(
      observations.map(({ logits }) => sigmoids(logits)),
      observations.map(({ truth }) => truth),
      headLabels.length,
    );
    const { nll, macroF1, microF1 } = MultiLabelTally.of(outcomes, headLabels.length).metrics();
    return { loss: nll, macroF1, microF1 };
  },
  calibrate: (observations, plan, { headLabels }) => calibrate(rowsOf(observations), plan, headLabels),
  judge({ examples, observations, scope: { headLabels: labelNames }, ...options }) {
    const rows = rowsOf(observations);
    const { truths } = rows;
    const said = servedRows(rows, options);
    const { before, after, sets } = said;
    const measured = evaluateMultiLabel({ ...options, before, after, truths, labelNames });
    const tally = (probabilities: Float64Array[]) =>
      MultiLabelTally.of(multiLabelOutcomes(probabilities, truths, labelNames.length), labelNames.length);
    const tallies = { before: tally(before), after: tally(after) };
    const result = { ...plainResult(measured), calibration: calibrationReport(rows, said, options, tallies) };
    const lossOf = (row: number) => crossEntropyOf(after[row]!, truths[row]!);
    const chosen = (applies: (label: number) => boolean) => labelNames.filter((_, label) => applies(label));
    const prediction = (row: number): Prediction => ({
      ...aboutExample(examples[row]!),
      labels: chosen((label) => truths[row]![label] === 1),
      predictedLabels: chosen((label) => after[row]![label]! >= PRESENCE_THRESHOLD),
      before: probabilitiesByLabel(labelNames, before[row]!),
      after: probabilitiesByLabel(labelNames, after[row]!),
      ...(sets && { set: sets[row]!.map((label) => labelNames[label]!) }),
    });
    return { result, predictions: worstFirst(examples.length, lossOf, prediction) };
  },
};

const rowsOf = (observations: readonly LabelsObservation[]) => ({
  space: 'independent' as const,
  logits: observations.map(({ logits }) => logits),
  truths: observations.map(({ truth }) => truth),
});

/** The probability of each label for itself. */
export const sigmoids = (logits: ArrayLike<number>): Float64Array => Float64Array.from(logits, sigmoid);

const crossEntropyOf = (probabilities: Float64Array, truth: Uint8Array): number =>
  probabilities.reduce((sum, p, label) => sum + negativeLogLikelihood(truth[label] ? p : 1 - p), 0);
