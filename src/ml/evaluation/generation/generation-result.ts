import { z } from 'zod';
import { measurementFields } from '../measurement.js';
import { GENERATION_METRICS } from './generation-tally.js';

/** What an evaluation of a text generator finds; docs/metrics.md defines every number. */
export const GenerationResult = z.strictObject({
  ...measurementFields(GENERATION_METRICS),
  counts: z
    .strictObject({
      examples: z.int().min(1).describe('Examples evaluated.'),
      correct: z.int().min(0).describe('Examples whose text is exactly the reference.'),
      tokens: z.int().min(1).describe('Tokens in the references.'),
      resamples: z.int().min(1).describe('Bootstrap replicates behind the intervals.'),
    })
    .describe('What the numbers rest on.'),
});
export type GenerationResult = z.infer<typeof GenerationResult>;
