import { z } from 'zod';
import type { DatasetTask } from '../ml/data/example.js';
import { PRESENCE_THRESHOLD } from '../ml/evaluation/multi-label/multi-label-outcomes.js';
import { type Answer, FoundSpan } from '../ml/inference/answer.js';

/** What tasks give that have not exactly one label for a text. */
export const PredictedAnswer = z.object({
  labels: z.array(z.string()).optional().describe('The labels that apply, of multi-label models'),
  set: z
    .array(z.string())
    .optional()
    .describe(
      'Labels among which the true one is (of multi-label models, all the true ones are) for the share of texts that the coverage names, the most probable first',
    ),
  value: z.number().optional().describe('The value, of regression'),
  interval: z
    .tuple([z.number(), z.number()])
    .optional()
    .describe('[low, high] between which the true value is for the share of texts that the coverage names'),
  spans: z.array(FoundSpan).optional().describe('The spans that were found, of token classification'),
  text: z.string().optional().describe('What the model wrote, of generation and chat'),
  tokens: z.int().optional().describe('Tokens that it wrote'),
  ended: z.boolean().optional().describe('Whether it ended the text itself; false where `maxTokens` cut it'),
});
export type PredictedAnswer = z.infer<typeof PredictedAnswer>;

/** What a prediction says. The task says which of it there is. */
export interface Predicted {
  label: string | null;
  probability: number | null;
  /** The largest first; equal ones in the order of the model's labels. */
  scores: Record<string, number> | null;
  answer: PredictedAnswer | null;
}

/** @param labels of the model, in the order of probabilities */
export function toPrediction(
  task: DatasetTask,
  labels: readonly string[],
  answer: Answer,
  threshold = PRESENCE_THRESHOLD,
): Predicted {
  const nothing = { label: null, probability: null, scores: null };
  if (!('probabilities' in answer)) return { ...nothing, answer };
  const { set } = answer;
  const promised = set && { set: set.map((place) => labels[place]!) };
  const ranked = labels
    .map((label, index) => [label, answer.probabilities[index]!] as const)
    .sort(([, left], [, right]) => right - left);
  const scores = Object.fromEntries(ranked);
  if (task === 'multi-label-classification') {
    const given = ranked.filter(([, probability]) => probability >= threshold);
    return { ...nothing, scores, answer: { labels: given.map(([label]) => label), ...promised } };
  }
  const [label, probability] = ranked[0]!;
  return { label, probability, scores, answer: promised ?? null };
}

export function topScores(scores: Record<string, number>, count: number): Record<string, number> {
  const ranked = Object.entries(scores).sort(([, left], [, right]) => right - left);
  return Object.fromEntries(ranked.slice(0, count));
}

/** As clients see it: what a task does not give is left out. */
export function shownPrediction({ label, probability, scores, answer }: Predicted, topK?: number) {
  return {
    ...(label !== null && { label }),
    ...(probability !== null && { probability }),
    ...(scores !== null && { scores: topK === undefined ? scores : topScores(scores, topK) }),
    ...answer,
  };
}
