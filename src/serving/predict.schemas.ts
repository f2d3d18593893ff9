import { z } from 'zod';
import { DATA_LIMITS } from '../ml/data/limits.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page, PageQuery } from '../platform/http/pagination.js';
import type { ModelInput } from '../worker/model-protocol.js';
import type { PredictionEntity } from './prediction.entity.js';

export const MOST_INPUTS = 128;
const MOST_LABELS = DATA_LIMITS.labels;

/** What a data set may hold can be predicted too: the two sides must not cut a text differently. */
const text = z
  .string()
  .refine((value) => value.trim() !== '', 'expected a text; found an empty one, or white space alone')
  .max(DATA_LIMITS.textLength, `expected at most ${DATA_LIMITS.textLength} characters`)
  .refine((value) => !value.includes('\0'), 'expected text without the NUL character (U+0000)');

const PredictInput = z.union([
  text,
  z.strictObject({
    text: text.describe('The text'),
    textPair: text.optional().describe('The second text, for models of pairs'),
  }),
]);

const toModelInput = (input: z.output<typeof PredictInput>): ModelInput =>
  typeof input === 'string'
    ? { text: input }
    : { text: input.text, ...(input.textPair && { textPair: input.textPair }) };

/** The shortest way to say it, which `PredictInput` takes. */
export const compactInput = (input: ModelInput): z.input<typeof PredictInput> =>
  input.textPair === undefined ? input.text : input;

const inputs = z
  .array(PredictInput)
  .min(1, 'expected at least one text')
  .max(MOST_INPUTS, `expected at most ${MOST_INPUTS} texts in one request`)
  .transform((given) => given.map(toModelInput))
  .describe(`What to classify: 1 to ${MOST_INPUTS} texts, or pairs of texts`);

/** From an api process to a server. */
export const ForwardedInputs = z.strictObject({ inputs });
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
        threshold: refused('a threshold is for multi-label models; this model gives each text exactly one label'),
        coverage: refused('prediction sets are not offered by this version'),
        key: refused('it names a share of a traffic split, which this version does not offer'),
      })
      .prefault({})
      .describe('How to answer'),
  })
  .meta({ id: 'PredictRequest' });
export type PredictRequest = z.infer<typeof PredictRequest>;

const Scores = z.record(z.string(), z.number()).describe('Probability of each label, 0 to 1, the largest first');
const Label = z.string().describe('The most probable label');
const Probability = z.number().describe('Its probability, 0 to 1');
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
          label: Label,
          probability: Probability,
          scores: Scores,
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
    text: z.string().describe('The text'),
    textPair: z.string().nullable().describe('The second text of a pair'),
    label: Label,
    probability: Probability,
    scores: Scores,
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
    label: prediction.label,
    probability: prediction.probability,
    scores: prediction.scores,
    calibrated: prediction.calibrated,
    createdAt: prediction.createdAt.toISOString(),
  };
}
