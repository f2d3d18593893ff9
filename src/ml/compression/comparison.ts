/** A model before and after it was made smaller. */
import { z } from 'zod';

const Side = z.object({
  model: z.string().nullable().describe('Id of the model; null for the one that came out, which `resultModel` names'),
  parameters: z.int().describe('Numbers that its weights hold'),
  bytes: z.int().describe('Size of its weights on disk, bytes'),
  latencyMs: z
    .number()
    .describe('Time for one text alone, in milliseconds: the median of several runs on the machine that did the job'),
  textsPerSecond: z.number().describe('Texts a second in batches, measured likewise'),
  metrics: z.record(z.string(), z.number()).describe('Metrics on the split, such as accuracy, macroF1 and ece'),
});

export const Comparison = z.object({
  split: z
    .enum(['test', 'validation'])
    .nullable()
    .describe('Where the metrics were measured; null where the data set has neither split'),
  tokens: z.int().describe('Tokens of each text that speed was measured with'),
  before: Side.describe('The model that was there: the source, or the teacher'),
  after: Side.describe('The model that came out'),
});
export type Comparison = z.infer<typeof Comparison>;
export type ComparisonSide = z.infer<typeof Side>;
