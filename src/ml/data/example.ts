import { z } from 'zod';

/**
 * One row of a data set, as it is uploaded, kept and handed to training. The label side depends on the data set's task:
 * `label` (text-classification), `labels` (multi-label-classification), `value` (text-regression), `spans`
 * (token-classification), `completion` (text-generation), `messages` (chat), none (text).
 */
export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];

export const DATASET_TASKS = [
  'text-classification',
  'multi-label-classification',
  'text-regression',
  'token-classification',
  'text-generation',
  'chat',
  'text',
] as const;
export type DatasetTask = (typeof DATASET_TASKS)[number];

const common = {
  group: z.string().optional().describe('Rows of one group never stand on both sides of a split.'),
  time: z.iso.datetime({ offset: true }).optional().describe('When the text was written, ISO 8601.'),
  split: z.enum(SPLITS).optional().describe('The split this row is pinned to.'),
  weight: z.number().positive().optional().describe('Weight of this row in the loss; 1 by default.'),
  metadata: z.record(z.string(), z.unknown()).optional().describe('Anything else worth keeping with the row.'),
};

export const ClassificationExample = z.strictObject({
  text: z.string().min(1).describe('The text to classify.'),
  textPair: z.string().optional().describe('A second text, for tasks on pairs.'),
  label: z.string().min(1).describe('The class.'),
  ...common,
});
export type ClassificationExample = z.infer<typeof ClassificationExample>;
