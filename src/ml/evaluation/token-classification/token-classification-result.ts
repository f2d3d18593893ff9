import { z } from 'zod';
import { ClassReport } from '../classification-report.js';
import { measurementFields } from '../measurement.js';
import { ENTITY_METRICS } from './entity-tally.js';

/** What an evaluation of a token classifier finds; docs/metrics.md defines every number. */
export const TokenClassificationResult = z.strictObject({
  ...measurementFields(ENTITY_METRICS),
  perClass: z.record(z.string(), ClassReport).describe('How well the entities of each label are found.'),
  counts: z
    .strictObject({
      examples: z.int().min(1).describe('Examples evaluated.'),
      correct: z.int().min(0).describe('Examples whose predicted entities are exactly the true ones.'),
      entities: z.int().min(0).describe('True entities.'),
      resamples: z.int().min(1).describe('Bootstrap replicates behind the intervals.'),
    })
    .describe('What the numbers rest on.'),
});
export type TokenClassificationResult = z.infer<typeof TokenClassificationResult>;
