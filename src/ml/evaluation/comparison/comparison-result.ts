import { z } from 'zod';
import { EVALUATION_METRICS } from '../evaluation-metrics.js';

const MetricName = z.enum(EVALUATION_METRICS);

/** Which of two models is better. */
export const Side = z.enum(['a', 'b']);
export type Side = z.infer<typeof Side>;

const Difference = z.strictObject({
  a: z.number().describe('Its value of `a`'),
  b: z.number().describe('Its value of `b`, on the same examples'),
  difference: z.number().describe('`b` minus `a`'),
  interval: z
    .tuple([z.number(), z.number()])
    .describe('95 % interval of the difference, of a bootstrap that draws examples once for both'),
  pValue: z.number().describe('Two-sided p-value of that bootstrap, 0 to 1'),
  randomisation: z
    .number()
    .nullable()
    .describe('Two-sided p-value of approximate randomisation, which checks it; null where that was not made'),
  better: Side.nullable().describe(
    'Which of them is better at 5 % by every test that was made; null: the data do not tell',
  ),
});
export type Difference = z.infer<typeof Difference>;

export const Agreement = z.strictObject({
  bothRight: z.int().min(0).describe('Examples that both get right'),
  onlyA: z.int().min(0).describe('Examples that only `a` gets right'),
  onlyB: z.int().min(0).describe('Examples that only `b` gets right'),
  bothWrong: z.int().min(0).describe('Examples that neither gets right'),
  pValue: z
    .number()
    .nullable()
    .describe("Two-sided p-value of McNemar's exact test that both are as often right; null where rows come in groups"),
});
export type Agreement = z.infer<typeof Agreement>;

export const ComparisonResult = z.strictObject({
  verdict: z
    .strictObject({
      metric: MetricName.describe('The metric that it is about'),
      better: Side.nullable().describe('Which is better; null: the data do not tell them apart'),
      pValue: z.number().describe('The largest p-value of the tests that it rests on'),
      statement: z.string().describe('The same as a sentence'),
    })
    .describe('Which of the two is better'),
  metrics: z.partialRecord(MetricName, Difference).describe('Every metric that both have'),
  agreement: Agreement.nullable().describe(
    'Where they are right; null where answers are not right or wrong as a whole',
  ),
  notes: z.array(z.string()).describe('What was left out, and why'),
  counts: z
    .strictObject({
      examples: z.int().min(1).describe('Examples that both were measured on'),
      groups: z.int().min(1).nullable().describe('Groups that were drawn as wholes; null where examples were'),
      resamples: z.int().min(1).describe('Replicates of each test'),
    })
    .describe('What the numbers rest on'),
  seed: z.int().min(0).describe('Seed of the tests'),
});
export type ComparisonResult = z.infer<typeof ComparisonResult>;
