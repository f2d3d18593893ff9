import type { DatasetTask, Example, Field } from '../example.js';
import type { DataLimits } from '../limits.js';
import type { DataFormat } from '../options.js';
import { requiredFields, rowsOfTask, type TaskRows } from '../task-rows.js';
import { BadRow, type Changes } from './bad-row.js';
import { isTable } from './choose-format.js';
import type { ColumnMapping } from './columns.js';
import { readMetadata } from './fields.js';
import { type FieldContext, readField } from './read-field.js';

/** An id of ours, in a file that was downloaded from a version: it is made anew from the row, so nothing is lost. */
const OWN_ID = /^ex_[0-9a-f]{32}/;

type Fields = Partial<Record<Field, unknown>>;

/**
 * What values are made of. In a table of text all are text, and an empty cell is no value; columns of Parquet have types,
 * and may hold lists as text besides; JSON says what it means.
 */
export type Cells = 'text' | 'typed' | 'json';

export function cellsOf(format: DataFormat): Cells {
  if (isTable(format)) return 'text';
  return format === 'parquet' ? 'typed' : 'json';
}

/** Makes examples of rows: takes each field from its column, and keeps all other columns as metadata. */
export class RowReader {
  private readonly fields = new Map<string, Field>();
  private readonly required: readonly Field[];
  private readonly taskRows: TaskRows;
  private readonly context: FieldContext;
  /** Names of the columns that went into metadata. */
  readonly extra = new Set<string>();
  readonly changes: Changes = {};

  constructor(
    task: DatasetTask,
    mapping: ColumnMapping,
    private readonly limits: DataLimits,
    private readonly cells: Cells,
  ) {
    for (const [field, name] of Object.entries(mapping)) this.fields.set(name, field as Field);
    this.required = requiredFields(task);
    this.taskRows = rowsOfTask(task);
    this.context = { limits, table: cells !== 'json', changes: this.changes };
  }

  /** Throws BadRow where the row is not a whole example. */
  read(names: readonly string[], values: readonly unknown[]): Example {
    if (names.length > this.limits.columns)
      throw new BadRow(`has ${names.length} fields; at most ${this.limits.columns}`);
    const fields: Fields = {};
    const extra: [string, unknown][] = [];
    for (let i = 0; i < names.length; i++) {
      const value = values[i];
      // An empty cell of a table is a field that is not there; JSON can leave it out, or say null.
      if (value === null || value === undefined || (this.cells === 'text' && value === '')) continue;
      const field = this.fields.get(names[i]!);
      if (field) fields[field] = readField(field, value, this.context);
      else if (names[i] !== 'id' || typeof value !== 'string' || !OWN_ID.test(value)) extra.push([names[i]!, value]);
    }
    if (extra.length > 0) this.keepAsMetadata(fields, extra);
    return this.whole(fields);
  }

  private keepAsMetadata(fields: Fields, extra: [string, unknown][]): void {
    for (const [name] of extra) this.extra.add(name);
    // fromEntries defines properties, so a column named __proto__ is one like any other.
    const kept = Object.fromEntries([...Object.entries(fields.metadata ?? {}), ...extra]);
    fields.metadata = readMetadata(kept, false, this.limits);
  }

  private whole(fields: Fields): Example {
    const { answer, answerMayBeEmpty } = this.taskRows;
    // A table can't tell an empty list from no value: where a list may be empty, that is what an empty cell means.
    if (answer && answerMayBeEmpty && this.cells === 'text') fields[answer] ??= [];
    for (const field of this.required) {
      if (fields[field] === undefined) throw new BadRow(`${field} is missing or empty`);
    }
    const example = fields as Example;
    this.taskRows.check(example);
    return example;
  }
}
