import { z } from 'zod';
import { SPLITS } from '../ml/data/example.js';
import { EvaluationResult } from '../ml/evaluation/evaluation-result.js';
import { Prediction } from '../ml/evaluation/prediction.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page, PageQuery } from '../platform/http/pagination.js';
import type { TaskStatus } from '../runner/task-status.js';
import type { EvaluationEntity } from './evaluation.entity.js';

const MOST_SLICE_FIELDS = 5;
const SliceField = z
  .string()
  .max(200)
  .regex(/^(group|metadata\..+)$/, 'expected "group", or "metadata." and the name of a column');

export const EvaluationCreate = z
  .strictObject({
    model: z.string().min(1).max(300).describe('Id of the model, or `name@alias`'),
    dataset: z
      .strictObject({
        id: z.string().min(1).max(100).describe('Id of the data set'),
        version: z
          .int()
          .positive()
          .max(2_147_483_647)
          .optional()
          .describe('Its version; the latest ready one by default'),
      })
      .describe('The data set to measure on'),
    split: z.enum(SPLITS).describe('The split whose examples are predicted'),
    sliceBy: z
      .union([SliceField, z.array(SliceField).min(1).max(MOST_SLICE_FIELDS)])
      .optional()
      .describe(
        'Also measure the examples of each value of this field, or of each of these: `group`, or `metadata.<column>`',
      ),
    seed: z
      .int()
      .nonnegative()
      .default(1)
      .describe('Seed of the bootstrap behind the intervals, and of the folds of cross-fitting'),
  })
  .meta({ id: 'EvaluationCreate' });
export type EvaluationCreate = z.infer<typeof EvaluationCreate>;

export const EvaluationId = z.string().describe('Id of the evaluation, `evl_…`');

const EvaluationStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']);

const shape = EvaluationResult.shape;

export const EvaluationView = z
  .object({
    id: EvaluationId,
    status: EvaluationStatus.describe('How far it is; what it found is null until it has succeeded'),
    error: z
      .object({
        code: z.string().describe('Stable name of the kind of error, for programs'),
        message: z.string().describe('What was expected, what was found, what to do'),
      })
      .nullable()
      .describe('Why it failed'),
    model: z.string().describe('Id of the model'),
    dataset: z
      .object({
        id: z.string().describe('Id of the data set'),
        version: z.int().positive().describe('The version that was measured on'),
      })
      .describe('What it was measured on'),
    split: z.enum(SPLITS).describe('The split that was measured on'),
    metrics: shape.metrics.nullable(),
    intervals: shape.intervals.nullable(),
    perClass: shape.perClass.nullable(),
    confusionMatrix: shape.confusionMatrix.nullable(),
    calibration: shape.calibration.nullable(),
    predictionIntervals: shape.predictionIntervals
      .unwrap()
      .unwrap()
      .nullable()
      .describe('How often intervals hold the true value, of regression; null where no coverage was asked for'),
    slices: shape.slices,
    confusions: shape.confusions.unwrap(),
    baseline: shape.baseline.unwrap(),
    groups: shape.groups,
    counts: shape.counts.nullable(),
    seed: shape.seed,
    createdAt: Timestamp.describe('When it was asked for'),
    startedAt: Timestamp.nullable().describe('When work on it began'),
    finishedAt: Timestamp.nullable().describe('When it ended'),
  })
  .meta({ id: 'Evaluation' });
export type EvaluationView = z.infer<typeof EvaluationView>;

export const EvaluationPage = Page(EvaluationView).meta({ id: 'EvaluationPage' });

export const EvaluationListQuery = PageQuery.extend({
  model: z.string().max(300).optional().describe('Only evaluations of this model: its id, or `name@alias`'),
});
export type EvaluationListQuery = z.infer<typeof EvaluationListQuery>;

export const PredictionPage = Page(
  Prediction.meta({ id: 'EvaluatedPrediction' }),
  'The predictions of this page, the worst first',
).meta({ id: 'EvaluatedPredictionPage' });

/** A job's pause is no status of an evaluation: it goes on by itself once the job does. */
export const STATUS_OF_TASK: Readonly<Record<TaskStatus, z.infer<typeof EvaluationStatus>>> = {
  queued: 'queued',
  running: 'running',
  pausing: 'running',
  paused: 'queued',
  cancelling: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

export function toEvaluationView(evaluation: EvaluationEntity): EvaluationView {
  const { task, result, datasetVersion } = evaluation;
  return {
    id: evaluation.id,
    status: STATUS_OF_TASK[task.status],
    error: task.error && { code: task.error.code, message: task.error.message },
    model: evaluation.modelId,
    dataset: { id: datasetVersion.datasetId, version: datasetVersion.version },
    split: evaluation.split,
    metrics: result?.metrics ?? null,
    intervals: result?.intervals ?? null,
    perClass: result?.perClass ?? null,
    confusionMatrix: result?.confusionMatrix ?? null,
    calibration: result?.calibration ?? null,
    predictionIntervals: result?.predictionIntervals ?? null,
    slices: result?.slices ?? null,
    confusions: result?.confusions ?? null,
    baseline: result?.baseline ?? null,
    groups: result?.groups ?? null,
    counts: result?.counts ?? null,
    seed: evaluation.seed,
    createdAt: evaluation.createdAt.toISOString(),
    startedAt: task.startedAt?.toISOString() ?? null,
    finishedAt: task.finishedAt?.toISOString() ?? null,
  };
}
