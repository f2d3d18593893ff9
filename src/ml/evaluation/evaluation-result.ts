import { z } from 'zod';
import { CalibrationReport } from '../calibration/calibration-report.js';
import { ClassReport } from './classification-report.js';
import { CLASSIFICATION_METRICS } from './classification-tally.js';
import { sliceReportOf } from './slice-report.js';

export const EVALUATION_METRICS = ['loss', ...CLASSIFICATION_METRICS] as const;
const MetricName = z.enum(EVALUATION_METRICS);

/** What an evaluation finds; docs/metrics.md defines every number. */
export const EvaluationResult = z.strictObject({
  metrics: z
    .record(MetricName, z.number())
    .describe(
      'Metrics of the probabilities as served; `loss` is the cross-entropy before calibration, nats an example.',
    ),
  intervals: z
    .record(MetricName, z.tuple([z.number(), z.number()]))
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
export type EvaluationResult = z.infer<typeof EvaluationResult>;
