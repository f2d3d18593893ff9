import { z } from 'zod';
import { CalibrationReport } from '../calibration/calibration-report.js';
import { IntervalReport } from '../calibration/interval-report.js';
import { BaselineReport } from './baseline/baseline-report.js';
import { ClassReport } from './classification-report.js';
import { CLASSIFICATION_METRICS } from './classification-tally.js';
import { Confusion } from './confusions.js';
import { EVALUATION_METRICS } from './evaluation-metrics.js';
import { measurementFields } from './measurement.js';
import { partialSliceReportOf } from './slice-report.js';

/** What an evaluation of a single-label classifier finds; docs/metrics.md defines every number. */
export const ClassificationResult = z.strictObject({
  ...measurementFields(['loss', ...CLASSIFICATION_METRICS]),
  perClass: z.record(z.string(), ClassReport).describe('How well each label is found.'),
  confusionMatrix: z
    .strictObject({
      labels: z.array(z.string()).describe('The labels, in the order of rows and columns.'),
      counts: z.array(z.array(z.int().min(0))).describe('Examples by true label (rows) and predicted label (columns).'),
    })
    .describe('What was taken for what.'),
  calibration: CalibrationReport.describe('How far the probabilities can be believed, before and after calibration.'),
  counts: z
    .strictObject({
      examples: z.int().min(1).describe('Examples evaluated.'),
      correct: z.int().min(0).describe('Examples whose most probable label is the true one.'),
      resamples: z.int().min(1).describe('Bootstrap replicates behind the intervals.'),
    })
    .describe('What the numbers rest on.'),
});
export type ClassificationResult = z.infer<typeof ClassificationResult>;

const MetricName = z.enum(EVALUATION_METRICS);
const classification = ClassificationResult.shape;

/**
 * What an evaluation finds, of any task: what a task has no use for is null. docs/metrics.md defines every number. What was
 * confused, and the baseline, are added once the predictions are written down.
 */
export const EvaluationResult = z.strictObject({
  metrics: z
    .partialRecord(MetricName, z.number())
    .describe('Metrics of what is served, those that the task has; `loss` is what training minimises.'),
  intervals: z
    .partialRecord(MetricName, z.tuple([z.number(), z.number()]))
    .describe('95 % bootstrap intervals of the metrics, [low, high].'),
  perClass: classification.perClass.nullable(),
  confusionMatrix: classification.confusionMatrix.nullable(),
  calibration: classification.calibration.nullable(),
  predictionIntervals: IntervalReport.nullish().describe(
    'How often intervals hold the true value, of regression; null where no coverage was asked for.',
  ),
  counts: z
    .strictObject({
      examples: z.int().min(1).describe('Examples evaluated.'),
      correct: z
        .int()
        .min(0)
        .nullable()
        .describe('Examples that are right as a whole; null where there is no such thing.'),
      entities: z.int().min(0).optional().describe('True entities, of token classification.'),
      tokens: z.int().min(0).optional().describe('Tokens that were predicted, of language models.'),
      generated: z.int().min(0).optional().describe('Examples for which a text was written and compared.'),
      resamples: z.int().min(1).describe('Bootstrap replicates behind the intervals.'),
    })
    .describe('What the numbers rest on.'),
  slices: z
    .array(partialSliceReportOf(EVALUATION_METRICS))
    .nullable()
    .describe('Metrics of each kind of example, a report for each field of `sliceBy`; null where there was none.'),
  groups: classification.groups,
  confusions: z
    .array(Confusion)
    .nullable()
    .describe('What was taken for what most often, of tasks with labels; null for others.')
    .optional(),
  baseline: BaselineReport.nullable()
    .describe(
      'A linear model of the words, trained and judged on the same splits: what a job that made a model compares it with; ' +
        'null for tasks without one, and for evaluations that are no part of such a job.',
    )
    .optional(),
  seed: classification.seed,
});
export type EvaluationResult = z.infer<typeof EvaluationResult>;
