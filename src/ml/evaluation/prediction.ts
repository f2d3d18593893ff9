import { z } from 'zod';
import { argmax } from './scores.js';

/** Characters of the text that a prediction repeats, to show what it is about; the whole is in the data set. */
const EXCERPT = 500;
/** Digits that are kept of a probability: of small ones too, whose logarithms count. */
const DIGITS = 9;

const Probabilities = z.record(z.string(), z.number());

const Span = z.object({
  start: z.int().describe('Where it starts in the text, UTF-16 code units'),
  end: z.int().describe('Where it ends, exclusive'),
  label: z.string().describe('What it is'),
});
const FoundSpan = Span.extend({ probability: z.number().describe("Mean probability of its tokens' tags, 0 to 1") });

/** What a model says of one example: a line of an evaluation's `predictions.jsonl`. The task says which fields there are. */
export const Prediction = z.object({
  example: z.string().describe('Id of the example in its data set'),
  text: z.string().describe('The beginning of its text, at most 500 characters'),
  group: z.string().optional().describe('Its group, if it has one'),
  slices: z
    .record(z.string(), z.string().nullable())
    .optional()
    .describe('Its values of the fields that the evaluation was sliced by'),
  correct: z
    .boolean()
    .optional()
    .describe('Whether the answer is right as a whole, of tasks and examples where there is such a thing'),
  label: z.string().optional().describe('The true label'),
  predicted: z.string().optional().describe('The most probable label'),
  labels: z.array(z.string()).optional().describe('The true labels, of multi-label classification'),
  predictedLabels: z.array(z.string()).optional().describe('The labels that are more probable than not'),
  before: Probabilities.optional().describe('Probability of each label before calibration'),
  after: Probabilities.optional().describe('Probability of each label as served'),
  set: z.array(z.string()).optional().describe('The labels of its prediction set, the most probable first'),
  value: z.number().optional().describe('The true value, of regression'),
  predictedValue: z.number().optional().describe('The value that was predicted'),
  interval: z.tuple([z.number(), z.number()]).optional().describe('The interval around it, [low, high]'),
  spans: z.array(Span).optional().describe('The true spans, of token classification'),
  predictedSpans: z.array(FoundSpan).optional().describe('The spans that were found'),
  completion: z.string().optional().describe('What was to be written, of generation'),
  generated: z.string().optional().describe('What the model wrote, where it was asked to'),
  tokens: z.int().optional().describe('How many tokens were predicted, of language models'),
  loss: z.number().optional().describe('Loss of a predicted token, of language models, nats'),
});
export type Prediction = z.infer<typeof Prediction>;

/** What is kept of an example while it is judged. */
export interface JudgedExample {
  id: string;
  /** Its beginning is enough. */
  text: string;
  group?: string | undefined;
  /** Values of the fields that are sliced by. */
  slices?: Record<string, string | null> | undefined;
}

/** What every prediction says of its example. */
export const aboutExample = ({ id, text, group, slices }: JudgedExample) => ({
  example: id,
  text: excerptOf(text),
  ...(group !== undefined && { group }),
  ...(slices !== undefined && { slices }),
});

export interface EvaluatedExamples {
  examples: readonly JudgedExample[];
  /** The true class of each. */
  labels: ArrayLike<number>;
  labelNames: readonly string[];
  /** Probabilities [rows, classes]. */
  before: readonly Float64Array[];
  after: readonly Float64Array[];
  /** Prediction sets, as places of labels; null where there are none. */
  sets?: readonly (readonly number[])[] | null;
}

/** As much of a text as a prediction repeats. */
export const excerptOf = (text: string): string => text.slice(0, EXCERPT).toWellFormed();

/** Rounded as probabilities are kept. */
export const probabilitiesByLabel = (labelNames: readonly string[], probabilities: ArrayLike<number>) =>
  Object.fromEntries(labelNames.map((name, k) => [name, Number(probabilities[k]!.toPrecision(DIGITS))]));

/** A prediction for each row, those of the rows with the most badness first. */
export function* worstFirst(
  rows: number,
  badness: (row: number) => number,
  prediction: (row: number) => Prediction,
): Generator<Prediction> {
  const of = Float64Array.from({ length: rows }, (_, row) => badness(row));
  const order = Array.from({ length: rows }, (_, row) => row).sort((a, b) => of[b]! - of[a]! || a - b);
  for (const row of order) {
    const made = prediction(row);
    const correct = isCorrect(made);
    yield correct === null ? made : { ...made, correct };
  }
}

/** Predictions of single labels: those that gave the true label the least probability are what one looks for. */
export function predictionsWorstFirst(evaluated: EvaluatedExamples): Generator<Prediction> {
  const { examples, labels, labelNames, before, after, sets } = evaluated;
  return worstFirst(
    examples.length,
    (row) => -after[row]![labels[row]!]!,
    (row) => ({
      ...aboutExample(examples[row]!),
      label: labelNames[labels[row]!]!,
      predicted: labelNames[argmax(after[row]!)]!,
      before: probabilitiesByLabel(labelNames, before[row]!),
      after: probabilitiesByLabel(labelNames, after[row]!),
      ...(sets && { set: sets[row]!.map((label) => labelNames[label]!) }),
    }),
  );
}

/** Whether a prediction is right as a whole; null where there is no such thing. */
function isCorrect(prediction: Prediction): boolean | null {
  const { label, predicted, labels, predictedLabels, spans, predictedSpans, completion, generated } = prediction;
  if (label !== undefined) return label === predicted;
  if (labels && predictedLabels) return sameSet(labels, predictedLabels);
  if (spans && predictedSpans) return sameSet(spans.map(spanKey), predictedSpans.map(spanKey));
  if (completion !== undefined && generated !== undefined) return completion.trim() === generated.trim();
  return null;
}

const spanKey = ({ start, end, label }: { start: number; end: number; label: string }) => `${start} ${end} ${label}`;

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size === right.size && a.every((item) => right.has(item));
}
