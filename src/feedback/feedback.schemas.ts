import { z } from 'zod';
import { Span } from '../ml/data/example.js';
import { DATA_LIMITS } from '../ml/data/limits.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page, PageQuery } from '../platform/http/pagination.js';
import type { FeedbackEntity } from './feedback.entity.js';
import { RightAnswer } from './right-answer.js';

const MOST_ITEMS = 1_000;
const MOST_COMMENT = 10_000;

const words = (most: number) =>
  z
    .string()
    .min(1, 'expected at least one character')
    .max(most, `expected at most ${most} characters`)
    .refine((value) => !value.includes('\0'), 'expected text without the NUL character (U+0000)');

export const FeedbackItem = z
  .strictObject({
    prediction: z.string().min(1).describe('Id of the prediction, `prd_…`'),
    label: z.string().optional().describe("The right label, one of the model's"),
    correct: z
      .boolean()
      .optional()
      .describe('Whether the predicted label is right. false means the other label where there are two'),
    rating: z.int().min(1).max(5).optional().describe('How good the answer was, 1 to 5'),
    comment: words(MOST_COMMENT).optional().describe('Anything in words'),
    source: words(200).optional().describe('Who or what says so: `user`, `reviewer`, `crm`'),
    labels: z
      .array(z.string())
      .max(DATA_LIMITS.labels)
      .optional()
      .describe('The labels that apply, of multi-label models'),
    value: z.number().optional().describe('The right value, of regression'),
    spans: z.array(Span).max(DATA_LIMITS.spans).optional().describe('The right spans, of token classification'),
    text: words(DATA_LIMITS.textLength)
      .refine((value) => value.trim() !== '', 'expected a text; found white space alone')
      .optional()
      .describe('What should have been written, of generation and chat'),
  })
  .refine(
    ({ prediction: _, source: __, ...said }) => Object.values(said).some((given) => given !== undefined),
    'expected a correction (label, labels, value, spans or text), correct, rating or comment; found none of them',
  )
  .meta({ id: 'FeedbackItem' });
export type FeedbackItem = z.infer<typeof FeedbackItem>;

export const FeedbackBatch = z
  .strictObject({
    items: z
      .array(FeedbackItem)
      .min(1, 'expected at least one item')
      .max(MOST_ITEMS, `expected at most ${MOST_ITEMS} items in one request`)
      .describe(`1 to ${MOST_ITEMS} of them: all are taken, or none is`),
  })
  .meta({ id: 'FeedbackBatch' });

export const FeedbackCreate = z.union([FeedbackBatch, FeedbackItem]);
export type FeedbackCreate = z.infer<typeof FeedbackCreate>;

export const FeedbackView = z
  .object({
    id: z.string().describe('Id of the feedback, `fbk_…`'),
    prediction: z.string().describe('Id of the prediction'),
    deployment: z.string().describe('Id of the deployment that made the prediction'),
    label: z.string().nullable().describe('The right label, given or implied; null where that is not known'),
    answer: RightAnswer.nullable().describe(
      'The right answer of predictions that have not exactly one label; null where that is not known',
    ),
    correct: z.boolean().nullable().describe('Whether the prediction was right; null where that is not known'),
    rating: z.int().nullable().describe('How good the answer was, 1 to 5'),
    comment: z.string().nullable().describe('Anything in words'),
    source: z.string().nullable().describe('Who or what says so'),
    createdAt: Timestamp.describe('When it was given'),
  })
  .meta({ id: 'Feedback' });
export type FeedbackView = z.infer<typeof FeedbackView>;

export const FeedbackCreated = z.union([
  FeedbackView,
  z
    .object({ data: z.array(FeedbackView).describe('One for each item, in their order') })
    .meta({ id: 'FeedbackBatchCreated' }),
]);
export type FeedbackCreated = z.infer<typeof FeedbackCreated>;

export const FeedbackPage = Page(FeedbackView).meta({ id: 'FeedbackPage' });

export const FeedbackListQuery = PageQuery.extend({
  deployment: z.string().min(1).optional().describe('Only feedback on this deployment: name or id (`dep_…`)'),
  since: z.iso.datetime({ offset: true }).optional().describe('Only what was given at this time or later, ISO 8601'),
});
export type FeedbackListQuery = z.infer<typeof FeedbackListQuery>;

export function toFeedbackView(feedback: FeedbackEntity): FeedbackView {
  return {
    id: feedback.id,
    prediction: feedback.predictionId,
    deployment: feedback.deploymentId,
    label: feedback.label,
    answer: feedback.answer,
    correct: feedback.correct,
    rating: feedback.rating,
    comment: feedback.comment,
    source: feedback.source,
    createdAt: feedback.createdAt.toISOString(),
  };
}
