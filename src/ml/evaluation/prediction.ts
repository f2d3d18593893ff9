import { z } from 'zod';
import type { StoredExample } from '../data/example.js';
import { argmax } from './scores.js';

/** Characters of the text that a prediction repeats, to show what it is about; the whole is in the data set. */
const EXCERPT = 500;
/** Decimals that are kept of a probability. */
const DECIMALS = 8;

const Probabilities = z.record(z.string(), z.number());

/** What a model says of one example: a line of an evaluation's `predictions.jsonl`. */
export const Prediction = z.object({
  example: z.string().describe('Id of the example in its data set'),
  text: z.string().describe('The beginning of its text, at most 500 characters'),
  label: z.string().describe('The true label'),
  predicted: z.string().describe('The most probable label'),
  before: Probabilities.describe('Probability of each label before calibration'),
  after: Probabilities.describe('Probability of each label as served'),
});
export type Prediction = z.infer<typeof Prediction>;

export interface EvaluatedExamples {
  examples: readonly Pick<StoredExample<'text-classification'>, 'id' | 'text'>[];
  /** The true class of each. */
  labels: ArrayLike<number>;
  labelNames: readonly string[];
  /** Probabilities [rows, classes]. */
  before: readonly Float64Array[];
  after: readonly Float64Array[];
}

/** As much of a text as a prediction repeats. */
export const excerptOf = (text: string): string => text.slice(0, EXCERPT).toWellFormed();

/** Every prediction, the worst first: those that gave the true label the least probability are what one looks for. */
export function* predictionsWorstFirst(evaluated: EvaluatedExamples): Generator<Prediction> {
  const { examples, labels, labelNames, before, after } = evaluated;
  const ofTruth = (row: number) => after[row]![labels[row]!]!;
  const rows = examples.map((_, row) => row).sort((a, b) => ofTruth(a) - ofTruth(b) || a - b);
  const byLabel = (probabilities: Float64Array) =>
    Object.fromEntries(labelNames.map((name, k) => [name, Number(probabilities[k]!.toFixed(DECIMALS))]));
  for (const row of rows) {
    const { id, text } = examples[row]!;
    yield {
      example: id,
      text: excerptOf(text),
      label: labelNames[labels[row]!]!,
      predicted: labelNames[argmax(after[row]!)]!,
      before: byLabel(before[row]!),
      after: byLabel(after[row]!),
    };
  }
}
