import type { ChatMessage, DatasetTask, Example, Field } from './example.js';
import { checkSpans } from './reading/spans.js';

/** What the fields of a task's rows mean: the one place that knows, for reading, splitting, counting and measuring. */
export interface TaskRows<Row = Example> {
  /** Fields of the input that every row has. */
  readonly inputs: readonly Field[];
  /** Fields of the input that a row may have besides. */
  readonly optionalInputs: readonly Field[];
  /** The field of the answer; null where rows have none, or where it is within the input's. */
  readonly answer: Field | null;
  /** Whether the answer is a list that may be empty: a table can't tell that from no value. */
  readonly answerMayBeEmpty: boolean;
  /** What has labels: whole rows, by which splits can be stratified, or spans within them. null where nothing has. */
  readonly labelled: 'rows' | 'spans' | null;
  /** Different labels that a version needs for a model to learn anything. */
  readonly leastLabels: 0 | 1 | 2;
  /** Whether answers are numbers, which must not all be equal. */
  readonly numeric: boolean;
  /** What identifies the input: rows that agree here are the same text, whatever their answers. */
  inputOf(row: Row): readonly string[];
  /** What tells one answer from another; null where rows have none. */
  answerOf(row: Row): string | null;
  /** Its labels, each as often as the row has it. */
  labelsOf(row: Row): readonly string[];
  /** All of its text, one or a pair, as the lengths in tokens are measured. */
  textsOf(row: Row): readonly [string, string?];
  /** Throws BadRow where fields that are whole each by itself do not go together. */
  check(row: Row): void;
}

interface TextPair {
  text: string;
  textPair?: string | undefined;
}

/** What most tasks have in common. */
const usual = {
  optionalInputs: [],
  answer: null,
  answerMayBeEmpty: false,
  labelled: null,
  leastLabels: 0,
  numeric: false,
  labelsOf: () => [],
  check: () => undefined,
} as const;

const onText = {
  ...usual,
  inputs: ['text'],
  inputOf: ({ text }: TextPair) => [text],
  textsOf: ({ text }: TextPair) => [text] as const,
} as const;

const onPairs = {
  ...onText,
  optionalInputs: ['textPair'],
  inputOf: ({ text, textPair }: TextPair) => (textPair === undefined ? [text] : [text, textPair]),
  textsOf: ({ text, textPair }: TextPair) => [text, textPair] as const,
} as const;

const TASK_ROWS: { readonly [Task in DatasetTask]: TaskRows<Example<Task>> } = {
  'text-classification': {
    ...onPairs,
    answer: 'label',
    labelled: 'rows',
    leastLabels: 2,
    answerOf: ({ label }) => label,
    labelsOf: ({ label }) => [label],
  },
  'multi-label-classification': {
    ...onPairs,
    answer: 'labels',
    answerMayBeEmpty: true,
    labelled: 'rows',
    leastLabels: 1,
    answerOf: ({ labels }) => JSON.stringify(labels),
    labelsOf: ({ labels }) => labels,
  },
  'text-regression': {
    ...onPairs,
    answer: 'value',
    numeric: true,
    answerOf: ({ value }) => String(value),
  },
  'token-classification': {
    ...onText,
    answer: 'spans',
    answerMayBeEmpty: true,
    labelled: 'spans',
    leastLabels: 1,
    answerOf: ({ spans }) => JSON.stringify(spans),
    labelsOf: ({ spans }) => spans.map(({ label }) => label),
    check: ({ text, spans }) => checkSpans(text, spans),
  },
  'text-generation': {
    ...usual,
    inputs: ['prompt'],
    answer: 'completion',
    inputOf: ({ prompt }) => [prompt],
    answerOf: ({ completion }) => completion,
    textsOf: ({ prompt, completion }) => [prompt, completion],
  },
  chat: {
    ...usual,
    inputs: ['messages'],
    inputOf: ({ messages }) => messages.slice(0, lastAnswer(messages)).flatMap(({ role, content }) => [role, content]),
    answerOf: ({ messages }) => JSON.stringify(messages.slice(lastAnswer(messages))),
    textsOf: ({ messages }) => [messages.map(({ content }) => content).join('\n')],
  },
  text: {
    ...onText,
    answerOf: () => null,
  },
};

/** Where the last message of the assistant is. */
function lastAnswer(messages: readonly ChatMessage[]): number {
  return messages.findLastIndex(({ role }) => role === 'assistant');
}

export function rowsOfTask(task: DatasetTask): TaskRows {
  return TASK_ROWS[task];
}

/** Fields that every row of a task has. */
export function requiredFields(task: DatasetTask): readonly Field[] {
  const { inputs, answer } = TASK_ROWS[task];
  return answer === null ? inputs : [...inputs, answer];
}

/** Fields that rows of a task may have. */
export function fieldsOf(task: DatasetTask): readonly Field[] {
  const { inputs, optionalInputs, answer } = TASK_ROWS[task];
  return [...inputs, ...optionalInputs, ...(answer ? [answer] : []), 'group', 'time', 'split', 'weight', 'metadata'];
}
