import type { Example, Span } from '../example.js';
import { type Changes, count } from '../reading/bad-row.js';
import type { ResolvedAnonymize } from './anonymize-options.js';
import type { Entity, Finding } from './entities.js';
import { entityFinder } from './find-entities.js';
import { maskOf, pseudonymOf } from './pseudonym.js';
import { moveSpans, type Replacement, replaceAll } from './replacement.js';

/** What was replaced in the rows of a source. Nothing in it is from before. */
export interface AnonymizedReport {
  mode: ResolvedAnonymize['mode'];
  /** Rows in which something was replaced. */
  rows: number;
  entities: Partial<Record<Entity, FoundOfEntity>>;
}

interface FoundOfEntity {
  /** Pieces that were replaced. */
  pieces: number;
  /** Rows with one. */
  rows: number;
  /** Where the first of them stood: a bit of the text around, masked. */
  examples: string[];
}

const EXAMPLES = 3;
/** Characters shown on each side of an example. */
const AROUND = 24;
/** Characters of a field's name that are looked at. */
const NAME_LENGTH = 64;

interface TextFields {
  text?: string;
  textPair?: string;
  prompt?: string;
  completion?: string;
  messages?: { role: string; content: string }[];
  spans?: Span[];
  group?: string;
  metadata?: Record<string, unknown>;
}

/** Replaces what tells of people in the rows of a version, and counts it. */
export class Anonymizer {
  readonly report: AnonymizedReport;
  private readonly find: (text: string) => Finding[];
  private inRow = new Set<Entity>();

  /** @param key the data set's own: pseudonyms are made with it, and it is for no file, report or log */
  constructor(
    private readonly options: ResolvedAnonymize,
    private readonly key: Buffer,
  ) {
    this.find = entityFinder(options);
    this.report = { mode: options.mode, rows: 0, entities: {} };
  }

  /** The row with all its texts replaced; `changes` counts it. */
  row(example: Example, changes: Changes): Example {
    this.inRow = new Set();
    const row: TextFields = { ...(example as TextFields) };
    if (row.text !== undefined) this.textAndSpans(row, row.text, changes);
    for (const field of ['textPair', 'prompt', 'completion'] as const) {
      if (row[field] !== undefined) row[field] = this.replace(row[field]).text;
    }
    if (row.messages) {
      row.messages = row.messages.map((message) => ({ ...message, content: this.replace(message.content).text }));
    }
    // Groups keep rows apart, so each stays another than the rest also where texts are masked.
    if (row.group !== undefined) row.group = this.replace(row.group, 'pseudonym').text;
    if (row.metadata && this.options.metadata)
      row.metadata = this.metadata(row.metadata) as TextFields['metadata'] & {};
    if (this.inRow.size === 0) return example;
    this.report.rows++;
    for (const entity of this.inRow) this.report.entities[entity]!.rows++;
    count(changes, 'anonymized');
    return row as Example;
  }

  /** What is left as it came and looks as if it should not be. It is not named: warnings are for more eyes than rows. */
  remarks(labels: readonly string[], columns: readonly string[]): string[] {
    const telling = (names: readonly string[]) => names.filter((name) => this.find(name).length > 0).length;
    const [ofLabels, ofColumns] = [telling(labels), telling(columns)];
    return [
      ...(ofLabels > 0
        ? [`${ofLabels} labels look as if they told of people. Labels are classes, and stay as they are: rename them.`]
        : []),
      ...(ofColumns > 0
        ? [`${ofColumns} columns that became metadata have names that look as if they told of people: rename them.`]
        : []),
    ];
  }

  private textAndSpans(row: TextFields, text: string, changes: Changes): void {
    const replaced = this.replace(text);
    row.text = replaced.text;
    if (!row.spans || replaced.pieces.length === 0) return;
    const spans = moveSpans(row.spans, replaced);
    if (spans.length < row.spans.length) count(changes, 'spansMerged');
    row.spans = spans;
  }

  /** @param name of the field, which tells of its value as words in front of a number do */
  private replace(text: string, mode = this.options.mode, name = ''): Replacement {
    const findings = name === '' ? this.find(text) : this.findIn(text, name);
    if (findings.length === 0) return { text, pieces: [] };
    const masked = replaceAll(text, findings, ({ entity }) => maskOf(entity));
    for (const [i, { entity }] of findings.entries()) this.note(entity, masked, i);
    if (mode === 'mask') return masked;
    return replaceAll(text, findings, ({ entity, value }) => pseudonymOf(entity, value, this.key));
  }

  private findIn(text: string, name: string): Finding[] {
    const front = `${name.slice(0, NAME_LENGTH).replace(/[_-]+/g, ' ')}: `;
    return this.find(front + text)
      .filter(({ start }) => start >= front.length)
      .map((finding) => ({ ...finding, start: finding.start - front.length, end: finding.end - front.length }));
  }

  /** Whole numbers are looked at as well: a table of JSON may have telephone numbers as such. */
  private metadata(value: unknown, name = ''): unknown {
    if (typeof value === 'string' || Number.isInteger(value)) {
      const { text, pieces } = this.replace(String(value), this.options.mode, name);
      return pieces.length > 0 ? text : value;
    }
    if (Array.isArray(value)) return value.map((item) => this.metadata(item, name));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.metadata(item, key)]));
  }

  private note(entity: Entity, { text, pieces }: Replacement, index: number): void {
    this.inRow.add(entity);
    this.report.entities[entity] ??= { pieces: 0, rows: 0, examples: [] };
    const found = this.report.entities[entity];
    found.pieces++;
    if (found.examples.length >= EXAMPLES) return;
    const { newStart, newEnd } = pieces[index]!;
    const from = Math.max(0, newStart - AROUND);
    const to = Math.min(text.length, newEnd + AROUND);
    const shown = `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
    if (!found.examples.includes(shown)) found.examples.push(shown.toWellFormed());
  }
}
