import { z } from 'zod';
import { measurementFields } from '../measurement.js';
import { REGRESSION_METRICS } from './regression-tally.js';

/** What an evaluation of a regression finds; docs/metrics.md defines every number. */
export const RegressionResult = z.strictObject({
  ...measurementFields(REGRESSION_METRICS),
  counts: z
    .strictObject({
      examples: z.int().min(1).describe('Examples evaluated.'),
      resamples: z.int().min(1).describe('Bootstrap replicates behind the intervals.'),
    })
    .describe('What the numbers rest on.'),
});
export type RegressionResult = z.infer<typeof RegressionResult>;
