import { z } from 'zod';
import { ClassReport } from '../classification-report.js';
import { measurementFields } from '../measurement.js';
import { MULTI_LABEL_METRICS } from './multi-label-tally.js';

/** What an evaluation of a multi-label classifier finds; docs/metrics.md defines every number. */
export const MultiLabelResult = z.strictObject({
  ...measurementFields(MULTI_LABEL_METRICS),
  perClass: z.record(z.string(), ClassReport).describe('How well each label is found.'),
  counts: z
    .strictObject({
      examples: z.int().min(1).describe('Examples evaluated.'),
      correct: z.int().min(0).describe('Examples that are right in every label.'),
      resamples: z.int().min(1).describe('Bootstrap replicates behind the intervals.'),
    })
    .describe('What the numbers rest on.'),
});
export type MultiLabelResult = z.infer<typeof MultiLabelResult>;
