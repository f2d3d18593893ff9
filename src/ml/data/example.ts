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

const text = z.string().min(1).describe('The text.');
const textPair = z.string().optional().describe('A second text, for tasks on pairs.');
const label = z.string().min(1).describe('The class.');

const common = {
  group: z.string().optional().describe('Rows of one group never stand on both sides of a split.'),
  time: z.iso.datetime({ offset: true }).optional().describe('When the text was written, ISO 8601.'),
  split: z.enum(SPLITS).optional().describe('The split this row is pinned to.'),
  weight: z.number().positive().optional().describe('Weight of this row in the loss; 1 by default.'),
  metadata: z.record(z.string(), z.unknown()).optional().describe('Anything else worth keeping with the row.'),
};

export const ClassificationExample = z.strictObject({ text, textPair, label, ...common });
export type ClassificationExample = z.infer<typeof ClassificationExample>;

export const MultiLabelExample = z.strictObject({
  text,
  textPair,
  labels: z.array(label).describe('Every class that applies; an empty list where none does.'),
  ...common,
});
export type MultiLabelExample = z.infer<typeof MultiLabelExample>;

export const RegressionExample = z.strictObject({
  text,
  textPair,
  value: z.number().describe('The number to predict.'),
  ...common,
});
export type RegressionExample = z.infer<typeof RegressionExample>;

export const TextExample = z.strictObject({ text, ...common });
export type TextExample = z.infer<typeof TextExample>;

/** The tasks whose data can be read so far, each with the schema of its rows. */
export const EXAMPLE_SCHEMAS = {
  'text-classification': ClassificationExample,
  'multi-label-classification': MultiLabelExample,
  'text-regression': RegressionExample,
  text: TextExample,
} as const satisfies Partial<Record<DatasetTask, z.ZodType>>;

export type SupportedTask = keyof typeof EXAMPLE_SCHEMAS;
export const SUPPORTED_TASKS = Object.keys(EXAMPLE_SCHEMAS) as SupportedTask[];

export function isSupportedTask(task: string): task is SupportedTask {
  return Object.hasOwn(EXAMPLE_SCHEMAS, task);
}

/** A row of any supported task; which of the answer's fields is there follows from the task. */
export interface Example {
  text: string;
  textPair?: string;
  label?: string;
  labels?: string[];
  value?: number;
  group?: string;
  time?: string;
  split?: Split;
  weight?: number;
  metadata?: Record<string, unknown>;
}

/** A row as a version keeps it: with its id, and the split it is in. */
export interface StoredExample extends Example {
  id: string;
}
