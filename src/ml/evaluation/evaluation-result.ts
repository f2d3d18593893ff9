import { z } from 'zod';
import { CalibrationReport } from '../calibration/calibration-report.js';
import { IntervalReport } from '../calibration/interval-report.js';
import { ClassReport } from './classification-report.js';
import { CLASSIFICATION_METRICS } from './classification-tally.js';
import { GENERATION_METRICS } from './generation/generation-tally.js';
import { MULTI_LABEL_METRICS } from './multi-label/multi-label-tally.js';
import { REGRESSION_METRICS } from './regression/regression-tally.js';
import { partialSliceReportOf, sliceReportOf } from './slice-report.js';
import { ENTITY_METRICS } from './token-classification/entity-tally.js';

const ClassificationMetricName = z.enum(['loss', ...CLASSIFICATION_METRICS]);

/** What an evaluation of a single-label classifier finds; docs/metrics.md defines every number. */
export const ClassificationResult = z.strictObject({
  metrics: z
    .record(ClassificationMetricName, z.number())
    .describe(
      'Metrics of the probabilities as served; `loss` is the cross-entropy before calibration, nats an example.',
    ),
  intervals: z
    .record(ClassificationMetricName, z.tuple([z.number(), z.number()]))
    .describe('95 % bootstrap intervals of the metrics, [low, high].'),
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
  slices: sliceReportOf(CLASSIFICATION_METRICS).nullable().describe('Metrics of each kind of example, if asked for.'),
  seed: z.int().min(0).describe('Seed of the bootstrap and of the folds of cross-fitting.'),
});
export type ClassificationResult = z.infer<typeof ClassificationResult>;

/** Every metric that some task has. */
export const EVALUATION_METRICS = [
  ...new Set([
    'loss',
    ...CLASSIFICATION_METRICS,
    ...MULTI_LABEL_METRICS,
    ...REGRESSION_METRICS,
    ...ENTITY_METRICS,
    ...GENERATION_METRICS,
  ] as const),
] as const;
const MetricName = z.enum(EVALUATION_METRICS);
export type EvaluationMetric = (typeof EVALUATION_METRICS)[number];

const classification = ClassificationResult.shape;

/** What an evaluation finds, of any task: what a task has no use for is null. docs/metrics.md defines every number. */
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
  slices: partialSliceReportOf(EVALUATION_METRICS)
    .nullable()
    .describe('Metrics of each kind of example, if asked for.'),
  seed: classification.seed,
});
export type EvaluationResult = z.infer<typeof EvaluationResult>;
