import { z } from 'zod';

/**
 * One row of a data set, as it is uploaded, kept and handed to training. What it is made of depends on the data set's task;
 * `task-rows.ts` says what the fields mean to each.
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

export const CHAT_ROLES = ['system', 'user', 'assistant'] as const;

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

export const ClassificationExample = z
  .strictObject({ text, textPair, label, ...common })
  .meta({ id: 'ClassificationExample' });

export const MultiLabelExample = z
  .strictObject({
    text,
    textPair,
    labels: z.array(label).describe('Every class that applies; an empty list where none does.'),
    ...common,
  })
  .meta({ id: 'MultiLabelExample' });

export const RegressionExample = z
  .strictObject({ text, textPair, value: z.number().describe('The number to predict.'), ...common })
  .meta({ id: 'RegressionExample' });

export const Span = z.strictObject({
  start: z
    .int()
    .min(0)
    .describe('Where it starts in the text, from 0, in UTF-16 code units as JavaScript and Java count them.'),
  end: z.int().min(1).describe('Where it ends: the place after its last code unit.'),
  label: z.string().min(1).describe('What the span is.'),
});
export type Span = z.infer<typeof Span>;

export const TokenExample = z
  .strictObject({
    text,
    spans: z.array(Span).describe('What is marked in the text, without overlaps; an empty list where nothing is.'),
    ...common,
  })
  .meta({ id: 'TokenExample' });

export const GenerationExample = z
  .strictObject({
    prompt: z.string().min(1).describe('What the model is given.'),
    completion: z.string().min(1).describe('What it is to write after that.'),
    ...common,
  })
  .meta({ id: 'GenerationExample' });

const ChatMessage = z.strictObject({
  role: z.enum(CHAT_ROLES).describe('Who speaks; `system` in the first message alone.'),
  content: z.string().min(1).describe('What is said.'),
});
export type ChatMessage = z.infer<typeof ChatMessage>;

export const ChatExample = z
  .strictObject({
    messages: z
      .array(ChatMessage)
      .min(2)
      .describe('The conversation, in order; one of the messages after the first is of the assistant.'),
    ...common,
  })
  .meta({ id: 'ChatExample' });

export const TextExample = z.strictObject({ text, ...common }).meta({ id: 'TextExample' });

/** Each task with the schema of its rows. No row fits two of them. */
export const EXAMPLE_SCHEMAS = {
  'text-classification': ClassificationExample,
  'multi-label-classification': MultiLabelExample,
  'text-regression': RegressionExample,
  'token-classification': TokenExample,
  'text-generation': GenerationExample,
  chat: ChatExample,
  text: TextExample,
} as const satisfies Record<DatasetTask, z.ZodType>;

/** A row of a task, or of any. */
export type Example<Task extends DatasetTask = DatasetTask> = z.infer<(typeof EXAMPLE_SCHEMAS)[Task]>;

/** A row as a version keeps it: with its id, and the split it is in. */
export type StoredExample<Task extends DatasetTask = DatasetTask> = Example<Task> & { id: string };

/** Every field that a row of some task has, in the order in which rows are written. */
export const FIELDS = [
  'text',
  'textPair',
  'label',
  'labels',
  'value',
  'spans',
  'prompt',
  'completion',
  'messages',
  'group',
  'time',
  'split',
  'weight',
  'metadata',
] as const satisfies readonly KeyOfAny<Example>[];
export type Field = (typeof FIELDS)[number];

type KeyOfAny<Union> = Union extends unknown ? keyof Union : never;
