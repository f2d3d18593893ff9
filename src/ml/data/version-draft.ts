import { InputError } from '../input-error.js';
import type { Anonymizer } from './anonymizing/anonymizer.js';
import { withoutValues } from './anonymizing/without-values.js';
import { BadRows } from './bad-rows.js';
import { CleaningExamples } from './cleaning/cleaning-examples.js';
import { type DroppedFor, dropRows } from './cleaning/drop-rows.js';
import { Signatures } from './cleaning/near/signatures.js';
import { RowCleaner } from './cleaning/row-cleaner.js';
import { countConflicts, DROP_REASONS, type Dropped } from './deduplicate.js';
import {
  type DatasetTask,
  type Example,
  FIELDS,
  type Field,
  SPLITS,
  type Split,
  type StoredExample,
} from './example.js';
import { findLeakage } from './leakage.js';
import type { DataLimits } from './limits.js';
import type { ResolvedOptions } from './options.js';
import { BadRow } from './reading/bad-row.js';
import type { Source } from './reading/open-source.js';
import { cellsOf, RowReader } from './reading/row-reader.js';
import { type DatasetReport, remarks, remarksOnTypes } from './report.js';
import { RowIndex } from './row-index.js';
import { type Assignment, assignSplits } from './splitting/assign-splits.js';
import { checkSplits, countLabels } from './splitting/check-splits.js';
import { rowsOfTask } from './task-rows.js';

export interface FinishedDraft {
  /** For each line that came out, in order: an index into SPLITS, or −1 where it is dropped. */
  splits: Int8Array;
  splitBy: 'random' | 'time' | 'column' | 'extended';
  counts: Record<Split, number>;
  labels: string[] | null;
  report: DatasetReport;
  /** Lines to be looked at once more, for the report: rows that were dropped for others. */
  pairs: DroppedFor[];
}

/**
 * A version in the making. Rows come in once, in any number, and go out again as canonical lines for the caller to keep
 * aside; only what splitting needs stays in memory. When all are in, `finish` says which line goes into which split.
 */
export class VersionDraft {
  private readonly rows: RowIndex;
  private bad: BadRows;
  private inherited = 0;
  private read = 0;
  private reader: RowReader | null = null;
  private cleaner: RowCleaner | null = null;
  private readonly signatures: Signatures | null;
  private readonly examples = new CleaningExamples();

  constructor(
    private readonly task: DatasetTask,
    private readonly options: ResolvedOptions,
    private readonly limits: DataLimits,
    /** null where rows stay as they are. */
    private readonly anonymizer: Anonymizer | null = null,
  ) {
    this.rows = new RowIndex(task, limits, options.split?.by === 'time');
    this.bad = new BadRows(options.tolerate, 'line');
    this.signatures = options.cleaning.nearDuplicates ? new Signatures(limits) : null;
  }

  /** Takes in lines of a split of the version that is extended, and gives them as `take` does. Comes before any new row. */
  inherit(lines: readonly string[], split: Split): string[] {
    this.inherited += lines.length;
    return lines.map((line) => {
      const example = JSON.parse(line) as StoredExample;
      this.rows.inherit(example, split);
      this.sign(example);
      return canonicalLine(example);
    });
  }

  /** Takes in all rows of a source; yields the lines of those that are whole, and how many rows have been read so far. */
  async *take(source: Source): AsyncGenerator<{ lines: string[]; rows: number }> {
    const { format, columns } = source.decisions;
    const reader = new RowReader(this.task, columns, this.limits, cellsOf(format));
    this.reader = reader;
    this.cleaner = await RowCleaner.load(this.task, this.options.cleaning, this.limits, this.examples);
    if (format === 'parquet') this.bad = new BadRows(this.options.tolerate, 'row');
    for await (const batch of source.rows) {
      const lines: string[] = [];
      for (const row of batch) {
        this.read++;
        if ('problem' in row) {
          this.addBad(row.line, row.problem);
          continue;
        }
        try {
          const example = reader.read(row.names, row.values);
          const cleaned = this.cleaner ? await this.cleaner.clean(example, row.line) : example;
          if (!cleaned) continue;
          // Only then: what mail has encoded, or a page as an entity, can be found.
          lines.push(canonicalLine(this.keep(this.anonymizer?.row(cleaned, reader.changes) ?? cleaned)));
        } catch (error) {
          if (!(error instanceof BadRow)) throw error;
          this.addBad(row.line, error.message);
        }
      }
      yield { lines, rows: this.read };
    }
    this.bad.check(this.read);
  }

  private addBad(line: number, problem: string): void {
    this.bad.add(line, this.anonymizer ? withoutValues(problem) : problem);
  }

  finish(source: Source): FinishedDraft {
    const { rows, options, reader, cleaner } = this;
    if (!reader) throw new Error('The rows have not been taken in yet.');
    const taskRows = rowsOfTask(this.task);
    const { dropped, pairs } = dropRows(rows, options.cleaning, taskRows, this.signatures);
    const rowCounts = this.countRows(dropped);
    refuseNothing(rowCounts);
    const { assignment, labelCounts } = this.split(dropped, rowCounts);

    const counts = { train: 0, validation: 0, test: 0 };
    for (const split of assignment.split) if (split >= 0) counts[SPLITS[split]!]++;
    const labels = rows.labels.map((name, label) => [name, labelCounts[label]!] as const);
    const present = labels
      .filter(([, splits]) => splits.some((count) => count > 0))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const byLabel = Object.fromEntries(
      present.map(([name, [train, validation, test]]) => [
        name,
        { train: train!, validation: validation!, test: test! },
      ]),
    );
    const conflicts = countConflicts(rows, dropped);
    const leakage = findLeakage(rows, assignment.split);
    const extra = [...reader.extra];
    const { labelled } = taskRows;
    const report: DatasetReport = {
      rows: { ...rowCounts, changed: { ...reader.changes, ...cleaner?.changes } },
      labels: byLabel,
      tokens: null,
      leakage,
      conflicts,
      anonymized: this.anonymizer?.report ?? null,
      columns: source.decisions.columns,
      // They show rows before they were anonymised.
      examples: this.anonymizer ? [] : this.examples.list,
      badRows: this.bad.named,
      warnings: [
        ...assignment.warnings,
        ...remarksOnTypes(reader.changes, rowCounts.kept),
        ...remarks({ counts, labels: byLabel, labelled, conflicts, leakage, extra }),
        ...(this.anonymizer?.remarks(Object.keys(byLabel), extra) ?? []),
      ],
    };
    return {
      splits: assignment.split,
      splitBy: assignment.by,
      counts,
      labels: labelled ? present.map(([name]) => name) : null,
      report,
      pairs,
    };
  }

  /** Takes a new row in. */
  private keep(example: Example): StoredExample {
    const stored = this.rows.add(example);
    this.sign(example);
    return stored;
  }

  private sign(example: Example): void {
    if (!this.signatures) return;
    const texts = rowsOfTask(this.task)
      .textsOf(example)
      .filter((text) => text !== undefined);
    this.signatures.add(texts, this.rows.sameRow.get(this.rows.size - 1));
  }

  /** Throws InputError where a split can't serve, saying what was dropped before. */
  private split(dropped: Dropped, counts: RowCounts): { assignment: Assignment; labelCounts: number[][] } {
    const { rows, options } = this;
    try {
      const assignment = assignSplits(rows, dropped, options.split);
      const labelCounts = countLabels(rows, assignment.split);
      checkSplits(this.task, rows, assignment, options.split, labelCounts);
      return { assignment, labelCounts };
    } catch (error) {
      if (!(error instanceof InputError) || Object.keys(counts.dropped).length === 0) throw error;
      throw new InputError(error.code, `${error.message} Of ${counts.read} rows read were dropped: ${listed(counts)}.`);
    }
  }

  private countRows(dropped: Dropped): RowCounts {
    const reasons: Record<string, number> = {
      ...(this.bad.count > 0 && { bad: this.bad.count }),
      ...this.cleaner?.dropped,
    };
    let superseded = 0;
    let kept = 0;
    for (let row = 0; row < dropped.length; row++) {
      if (row < this.inherited) {
        if (dropped[row]) superseded++;
      } else if (dropped[row]) {
        const reason = DROP_REASONS[dropped[row]! - 1]!;
        reasons[reason] = (reasons[reason] ?? 0) + 1;
      } else kept++;
    }
    return { read: this.read, kept, dropped: reasons, inherited: this.inherited, superseded };
  }
}

type RowCounts = Omit<DatasetReport['rows'], 'changed'>;

/** @throws InputError where cleaning has left no row: which step dropped how many. */
function refuseNothing(counts: RowCounts): void {
  if (counts.kept + counts.inherited > counts.superseded || counts.read === 0) return;
  throw new InputError(
    'no-rows',
    `Expected rows to be left; all ${counts.read} that were read are dropped: ${listed(counts)}. ` +
      'Send other rows, or ask less of options.cleaning.',
  );
}

function listed({ dropped }: RowCounts): string {
  return Object.entries(dropped)
    .map(([reason, rows]) => `${reason} ${rows}`)
    .join(', ');
}

/** What a row's line ends with in its split's file, in place of its last brace. */
export function lineEnding(split: Split): string {
  return `,"split":"${split}"}\n`;
}

/** Each kept field with its key as a line has it. */
const KEYS = FIELDS.filter((field) => field !== 'split').map((field) => [field, `,"${field}":`] as const);

/** One line of JSON, its fields always in the same order: a version's digest is made from these bytes. */
function canonicalLine(example: StoredExample): string {
  const fields: Partial<Record<Field, unknown>> = example;
  let line = `{"id":"${example.id}"`;
  for (const [field, key] of KEYS) {
    if (fields[field] !== undefined) line += key + JSON.stringify(fields[field]);
  }
  return `${line}}`;
}
