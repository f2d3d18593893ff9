import type { Example, Split, SupportedTask } from '../example.js';
import type { DataLimits } from '../limits.js';
import { answerField, type Field } from '../options.js';
import { BadRow, type Changes } from './bad-row.js';
import type { ColumnMapping } from './columns.js';
import { readMetadata, readNumber, readSplit, readString, readStrings, readText, readTime } from './fields.js';

/** An id of ours, in a file that was downloaded from a version: it is made anew from the row, so nothing is lost. */
const OWN_ID = /^ex_[0-9a-f]{32}/;

/** Makes examples of rows: takes each field from its column, and keeps all other columns as metadata. */
export class RowReader {
  private readonly fields = new Map<string, Field>();
  /** Names of the columns that went into metadata. */
  readonly extra = new Set<string>();
  readonly changes: Changes = {};

  constructor(
    private readonly task: SupportedTask,
    mapping: ColumnMapping,
    private readonly limits: DataLimits,
    private readonly table: boolean,
  ) {
    for (const [field, name] of Object.entries(mapping)) this.fields.set(name, field as Field);
  }

  /** Throws BadRow where the row is not a whole example. */
  read(names: readonly string[], values: readonly unknown[]): Example {
    if (names.length > this.limits.columns)
      throw new BadRow(`has ${names.length} fields; at most ${this.limits.columns}`);
    const example: Partial<Example> = {};
    const extra: [string, unknown][] = [];
    for (let i = 0; i < names.length; i++) {
      const value = values[i];
      // An empty cell of a table is a field that is not there; JSON can leave it out, or say null.
      if (value === null || value === undefined || (this.table && value === '')) continue;
      const field = this.fields.get(names[i]!);
      if (field) this.take(example, field, value);
      else if (names[i] !== 'id' || typeof value !== 'string' || !OWN_ID.test(value)) extra.push([names[i]!, value]);
    }
    if (extra.length > 0) this.keepAsMetadata(example, extra);
    this.requireAnswer(example);
    return example as Example;
  }

  private take(example: Partial<Example>, field: Field, value: unknown): void {
    switch (field) {
      case 'text':
      case 'textPair':
        example[field] = readText(field, value, this.limits);
        break;
      case 'label':
      case 'group':
        example[field] = readString(field, value, this.limits, this.changes);
        break;
      case 'labels':
        example.labels = readStrings(value, this.table, this.limits, this.changes);
        break;
      case 'value':
        example.value = readNumber(field, value, this.table);
        break;
      case 'weight':
        example.weight = readNumber(field, value, this.table);
        if (example.weight <= 0) throw new BadRow(`weight must be above 0; found ${example.weight}`);
        break;
      case 'time':
        example.time = readTime(value, this.changes);
        break;
      case 'split':
        example.split = readSplit(value, this.changes) as Split;
        break;
      case 'metadata':
        example.metadata = readMetadata(value, this.table, this.limits);
        break;
    }
  }

  private keepAsMetadata(example: Partial<Example>, extra: [string, unknown][]): void {
    for (const [name] of extra) this.extra.add(name);
    // fromEntries defines properties, so a column named __proto__ is one like any other.
    const kept = Object.fromEntries([...Object.entries(example.metadata ?? {}), ...extra]);
    example.metadata = readMetadata(kept, false, this.limits);
  }

  private requireAnswer(example: Partial<Example>): void {
    if (example.text === undefined) throw new BadRow('text is missing or empty');
    const answer = answerField(this.task);
    if (answer === null) return;
    // A table can't tell an empty list from no value: for several labels, empty means that none applies.
    if (answer === 'labels' && this.table) example.labels ??= [];
    if (example[answer as keyof Example] === undefined) throw new BadRow(`${answer} is missing or empty`);
  }
}
