import type { Field } from '../example.js';
import type { DataLimits } from '../limits.js';
import type { Changes } from './bad-row.js';
import {
  readMetadata,
  readNumber,
  readSplit,
  readString,
  readStrings,
  readText,
  readTime,
  readWeight,
} from './fields.js';
import { readMessages } from './messages.js';
import { readSpans } from './spans.js';

export interface FieldContext {
  limits: DataLimits;
  /** Whether the value may be a cell of a table: text, whatever it stands for. */
  table: boolean;
  /** Counts what was changed. */
  changes: Changes;
}

type Read = (field: Field, value: unknown, context: FieldContext) => unknown;

const text: Read = (field, value, { limits }) => readText(field, value, limits);
const string: Read = (field, value, { limits, changes }) => readString(field, value, limits, changes);

const READ: Readonly<Record<Field, Read>> = {
  text,
  textPair: text,
  label: string,
  labels: (_, value, { table, limits, changes }) => readStrings(value, table, limits, changes),
  value: (field, value, { table }) => readNumber(field, value, table),
  spans: (_, value, { table, limits, changes }) => readSpans(value, table, limits, changes),
  prompt: text,
  completion: text,
  messages: (_, value, { table, limits }) => readMessages(value, table, limits),
  group: string,
  time: (_, value, { changes }) => readTime(value, changes),
  split: (_, value, { changes }) => readSplit(value, changes),
  weight: (_, value, { table }) => readWeight(value, table),
  metadata: (_, value, { table, limits }) => readMetadata(value, table, limits),
};

/** The value of a field as rows are kept with it; throws BadRow where it can't be that. */
export function readField(field: Field, value: unknown, context: FieldContext): unknown {
  return READ[field](field, value, context);
}
