import { z } from 'zod';
import { type DatasetTask, SPLITS } from '../../data/example.js';

const rows = z.int().min(0);

/** A row whose label the texts of the other rows speak against: a line of a version's `suspicious-labels.jsonl`. */
export const SuspiciousLabel = z.object({
  example: z.string().describe('Id of the example'),
  split: z.enum(SPLITS).describe('The split it is in'),
  text: z.string().describe('The beginning of its text, at most 500 characters'),
  label: z.string().describe('The label it has'),
  suggested: z.string().describe('The label that its text looks like'),
  margin: z
    .number()
    .describe('0 to 1, the lowest first: half of 1 plus the probability of its label less that of the best other one'),
  probabilities: z
    .record(z.string(), z.number())
    .describe('Probability of its label, of the suggested one, and of the three most probable besides'),
});
export type SuspiciousLabel = z.infer<typeof SuspiciousLabel>;

/** What the report of a version says of the labels that were looked at. */
export const LabelReviewSummary = z.object({
  reason: z.string().nullable().describe('Why labels were not looked at, and what to do; null where they were'),
  rows: rows.describe('Rows whose labels were looked at'),
  found: rows.describe('Those whose label is suspicious: see `suspicious-labels`. None of them is dropped or changed'),
  bySplit: z
    .object({
      train: rows.describe('In train'),
      validation: rows.describe('In validation'),
      test: rows.describe('In test'),
    })
    .describe('The suspicious ones of each split'),
  pairs: z
    .array(
      z.object({
        label: z.string().describe('The label that rows have'),
        suggested: z.string().describe('The label that they look like'),
        rows: rows.describe('How many'),
      }),
    )
    .describe('What is taken for what, the most frequent first, 20 at most'),
  accuracy: z
    .number()
    .nullable()
    .describe('Share of the labels that a bag of words guesses from the other rows, 0 to 1: how far to trust this'),
  rareLabels: z.array(z.string()).describe('Labels of too few rows to tell: neither looked at nor suggested'),
});
export type LabelReviewSummary = z.infer<typeof LabelReviewSummary>;

/** What is said wherever suspicious labels are asked for of another task than classification. */
export function notForTask(task: DatasetTask): string {
  return `Suspicious labels are not available for this task, ${task}; only for text-classification.`;
}
