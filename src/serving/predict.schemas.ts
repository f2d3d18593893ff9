import { z } from 'zod';
import { CoverageChoice } from '../ml/calibration/conformal.js';
import { CHAT_ROLES } from '../ml/data/example.js';
import { DATA_LIMITS } from '../ml/data/limits.js';
import { ModelInput } from '../ml/inference/answer.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page, PageQuery } from '../platform/http/pagination.js';
import type { PredictionEntity } from './prediction.entity.js';
import { PredictedAnswer } from './to-prediction.js';

export const MOST_INPUTS = 128;
const MOST_LABELS = DATA_LIMITS.labels;
const MOST_TOKENS = 1024;

/** What a data set may hold can be predicted too: the two sides must not cut a text differently. */
const text = z
  .string()
  .refine((value) => value.trim() !== '', 'expected a text; found an empty one, or white space alone')
  .max(DATA_LIMITS.textLength, `expected at most ${DATA_LIMITS.textLength} characters`)
  .refine((value) => !value.includes('\0'), 'expected text without the NUL character (U+0000)');

const Messages = z
  .array(
    z.strictObject({
      role: z.enum(CHAT_ROLES).describe('Who speaks; `system` in the first message alone'),
      content: text.describe('What is said'),
    }),
  )
  .min(1, 'expected at least one message')
  .max(DATA_LIMITS.messages, `expected at most ${DATA_LIMITS.messages} messages`)
  .refine(
    (messages) => messages.findLastIndex(({ role }) => role === 'system') <= 0,
    'expected the role system in the first message alone',
  );

const PredictInput = z.union([
  text,
  z.strictObject({
    text: text.describe('The text; of generation, the prompt'),
    textPair: text.optional().describe('The second text, for models of pairs'),
  }),
  z.strictObject({ messages: Messages.describe('A conversation that the model goes on with, for chat models') }),
]);

function toModelInput(input: z.output<typeof PredictInput>): ModelInput {
  if (typeof input === 'string') return { text: input };
  if ('messages' in input) return { messages: input.messages };
  return { text: input.text, ...(input.textPair && { textPair: input.textPair }) };
}

const inputs = z
  .array(PredictInput)
  .min(1, 'expected at least one text')
  .max(MOST_INPUTS, `expected at most ${MOST_INPUTS} texts in one request`)
  .transform((given) => given.map(toModelInput))
  .describe(`What to answer: 1 to ${MOST_INPUTS} texts, pairs of texts, or conversations`);

/** From an api process to a server. */
export const ForwardedInputs = z.strictObject({ inputs: z.array(ModelInput).min(1) });
export type ForwardedInputs = z.infer<typeof ForwardedInputs>;

const refused = (why: string) => z.never({ error: why }).optional().describe(`Refused: ${why}`);

export const PredictRequest = z
  .strictObject({
    inputs,
    options: z
      .strictObject({
        topK: z.int().min(1).max(MOST_LABELS).optional().describe('How many labels `scores` holds; all by default'),
        log: z
          .boolean()
          .default(true)
          .describe('Whether the predictions are kept, with their texts, to be listed and to take feedback'),
        threshold: z
          .number()
          .min(0)
          .max(1)
          .optional()
          .describe('Of multi-label models: labels at least so probable are given; 0.5 by default'),
        maxTokens: z
          .int()
          .min(1)
          .max(MOST_TOKENS)
          .optional()
          .describe('Of models that write: how many tokens at most; 128 by default'),
        coverage: CoverageChoice.optional().describe(
          'The share of texts for which the set or the interval is to hold the truth, of models that have such; their own by default',
        ),
        key: refused('it names a share of a traffic split, which this version does not offer'),
      })
      .prefault({})
      .describe('How to answer'),
  })
  .meta({ id: 'PredictRequest' });
export type PredictRequest = z.infer<typeof PredictRequest>;

const Scores = z.record(z.string(), z.number()).describe('Probability of each label, 0 to 1, the largest first');
const predicted = {
  label: z.string().optional().describe('The most probable label, of text classification'),
  probability: z.number().optional().describe('Its probability, 0 to 1'),
  scores: Scores.optional(),
  ...PredictedAnswer.shape,
};
const Calibrated = z
  .boolean()
  .describe('Whether the probabilities are calibrated: the model has a calibration but `none`');

export const PredictAnswer = z
  .object({
    deployment: z.string().describe('Name of the deployment'),
    revision: z.int().describe('Number of the revision that answered'),
    model: z.string().describe('Id of the model that answered'),
    predictions: z
      .array(
        z.object({
          id: z
            .string()
            .nullable()
            .describe('Id of the prediction, `prd_…`, to give feedback on; null when `log` is false'),
          ...predicted,
          calibrated: Calibrated,
        }),
      )
      .describe('One for each input, in their order'),
  })
  .meta({ id: 'PredictAnswer' });
export type PredictAnswer = z.infer<typeof PredictAnswer>;

export const LoggedPrediction = z
  .object({
    id: z.string().describe('Id of the prediction, `prd_…`'),
    revision: z.int().describe('Number of the revision that answered'),
    model: z.string().describe('Id of the model that answered'),
    text: z.string().describe('The text; of a conversation, its last message'),
    textPair: z.string().nullable().describe('The second text of a pair'),
    messages: Messages.nullable().describe('The conversation'),
    label: z.string().nullable().describe('The most probable label; null where there is not exactly one'),
    probability: z.number().nullable().describe('Its probability, 0 to 1'),
    scores: Scores.nullable(),
    answer: PredictedAnswer.nullable().describe('What tasks give that have not exactly one label for a text'),
    calibrated: Calibrated,
    createdAt: Timestamp.describe('When it was made'),
  })
  .meta({ id: 'LoggedPrediction' });
export type LoggedPrediction = z.infer<typeof LoggedPrediction>;

export const LoggedPredictionPage = Page(LoggedPrediction).meta({ id: 'LoggedPredictionPage' });

export const PredictionListQuery = PageQuery.extend({
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only what was predicted at this time or later, ISO 8601'),
  label: z.string().min(1).optional().describe('Only predictions of this label'),
});
export type PredictionListQuery = z.infer<typeof PredictionListQuery>;

export function toLoggedPrediction(prediction: PredictionEntity): LoggedPrediction {
  return {
    id: prediction.id,
    revision: prediction.revision,
    model: prediction.modelId,
    text: prediction.text,
    textPair: prediction.textPair,
    messages: prediction.messages,
    label: prediction.label,
    probability: prediction.probability,
    scores: prediction.scores,
    answer: prediction.answer,
    calibrated: prediction.calibrated,
    createdAt: prediction.createdAt.toISOString(),
  };
}
