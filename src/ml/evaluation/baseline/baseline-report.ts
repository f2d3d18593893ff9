import { z } from 'zod';
import { EVALUATION_METRICS } from '../evaluation-metrics.js';

const MetricName = z.enum(EVALUATION_METRICS);
const Winner = z.enum(['model', 'baseline']).nullable();

/** A linear model of the words of the same training split, and how the model of the job compares with it. */
export const BaselineReport = z.strictObject({
  method: z
    .enum(['tfidf-logistic-regression', 'tfidf-one-vs-rest', 'tfidf-ridge'])
    .describe('What it is: TF-IDF of words and word pairs, and a linear model for the task'),
  metrics: z.partialRecord(MetricName, z.number()).describe('Its metrics, on the very examples of this evaluation'),
  intervals: z
    .partialRecord(MetricName, z.tuple([z.number(), z.number()]))
    .describe('95 % bootstrap intervals of them, [low, high]'),
  differences: z
    .partialRecord(
      MetricName,
      z.strictObject({
        difference: z.number().describe("The model's metric minus the baseline's"),
        interval: z
          .tuple([z.number(), z.number()])
          .describe('95 % interval of the difference, of a bootstrap that draws examples once for both'),
        pValue: z.number().describe('Two-sided p-value of that bootstrap, 0 to 1'),
        better: Winner.describe('Which is better at 5 %; null: the data do not tell'),
      }),
    )
    .describe('How the model differs from it'),
  verdict: z
    .strictObject({
      metric: MetricName.describe('The metric it is about'),
      better: Winner.describe('Which is better; null: the data do not tell them apart'),
      pValue: z.number().describe('The largest p-value of the tests that it rests on'),
      statement: z.string().describe('The same as a sentence'),
    })
    .describe('Whether the model beats it'),
  training: z
    .strictObject({
      examples: z.int().min(1).describe('Training examples that it was trained on'),
      of: z.int().min(1).describe('Training examples there are; of very many a random part is enough'),
      features: z
        .int()
        .min(0)
        .describe(
          'Words and word pairs that it weighs; 0: none occurs twice, and it only knows how frequent labels are',
        ),
      converged: z.boolean().describe('Whether its training came to an end before the limit of its steps'),
    })
    .describe('What it rests on'),
});
export type BaselineReport = z.infer<typeof BaselineReport>;
