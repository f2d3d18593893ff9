/** What the `compare` worker is given and what it leaves. */
import { z } from 'zod';
import { DATASET_TASKS } from '../../data/example.js';
import { EVALUATION_METRICS } from '../evaluation-metrics.js';
import { ComparisonResult } from './comparison-result.js';

/** Paths are below the scratch folder. */
export const CompareInput = z.strictObject({
  a: z.string().describe('File with the predictions of the first evaluation, a line of JSON each.'),
  b: z.string().describe('The same of the second.'),
  task: z.enum(DATASET_TASKS),
  labels: z.array(z.string()).describe('Every label that either model knows.'),
  metric: z.enum(EVALUATION_METRICS).describe('The metric that the verdict is about.'),
  seed: z.int().nonnegative(),
});
export type CompareInput = z.infer<typeof CompareInput>;

/** The file below scratch that holds a `Disagreement` a line. */
export const DISAGREEMENTS_FILE = 'disagreements.jsonl';

export const CompareOutput = z.strictObject({ result: ComparisonResult });
export type CompareOutput = z.infer<typeof CompareOutput>;
