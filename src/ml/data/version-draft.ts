import { BadRows } from './bad-rows.js';
import { countConflicts, DROP_REASONS, type Dropped, findDuplicates } from './deduplicate.js';
import { type DatasetTask, FIELDS, type Field, SPLITS, type Split, type StoredExample } from './example.js';
import { compareWithFrozen, remarksOnFrozen } from './frozen-test.js';
import { findLeakage } from './leakage.js';
import type { DataLimits } from './limits.js';
import type { ResolvedOptions } from './options.js';
import { BadRow } from './reading/bad-row.js';
import type { Source } from './reading/open-source.js';
import { RowReader } from './reading/row-reader.js';
import { type DatasetReport, remarks } from './report.js';
import { RowIndex } from './row-index.js';
import { assignSplits } from './splitting/assign-splits.js';
import { checkSplits, countLabels } from './splitting/check-splits.js';
import { rowsOfTask } from './task-rows.js';

export interface FinishedDraft {
  /** For each line that came out, in order: an index into SPLITS, or −1 where it is dropped. */
  splits: Int8Array;
  splitBy: 'random' | 'time' | 'column' | 'extended';
  counts: Record<Split, number>;
  labels: string[] | null;
  report: DatasetReport;
}

/**
 * A version in the making. Rows come in once, in any number, and go out again as canonical lines for the caller to keep
 * aside; only what splitting needs stays in memory. When all are in, `finish` says which line goes into which split.
 */
export class VersionDraft {
  private readonly rows: RowIndex;
  private readonly bad: BadRows;
  private inherited = 0;
  private read = 0;
  private reader: RowReader | null = null;

  constructor(
    private readonly task: DatasetTask,
    private readonly options: ResolvedOptions,
    private readonly limits: DataLimits,
  ) {
    this.rows = new RowIndex(task, limits);
    this.bad = new BadRows(options.tolerate);
  }

  /** Takes in lines of a split of the version that is extended, and gives them as `take` does. Comes before any new row. */
  inherit(lines: readonly string[], split: Split): string[] {
    this.inherited += lines.length;
    return lines.map((line) => {
      const example = JSON.parse(line) as StoredExample;
      this.rows.inherit(example, split);
      return canonicalLine(example);
    });
  }

  /** Takes in all rows of a source; yields the lines of those that are whole, and how many rows have been read so far. */
  async *take(source: Source): AsyncGenerator<{ lines: string[]; rows: number }> {
    const { format, columns } = source.decisions;
    const reader = new RowReader(this.task, columns, this.limits, format === 'csv' || format === 'tsv');
    this.reader = reader;
    for await (const batch of source.rows) {
      const lines: string[] = [];
      for (const row of batch) {
        this.read++;
        if ('problem' in row) {
          this.bad.add(row.line, row.problem);
          continue;
        }
        try {
          lines.push(canonicalLine(this.rows.add(reader.read(row.names, row.values))));
        } catch (error) {
          if (!(error instanceof BadRow)) throw error;
          this.bad.add(row.line, error.message);
        }
      }
      yield { lines, rows: this.read };
    }
    this.bad.check(this.read);
  }

  finish(source: Source): FinishedDraft {
    const { rows, options, reader } = this;
    if (!reader) throw new Error('The rows have not been taken in yet.');
    const dropped = findDuplicates(rows, options.cleaning.duplicates === 'keep');
    const assignment = assignSplits(rows, dropped, options.split);
    const labelCounts = countLabels(rows, assignment.split);
    checkSplits(this.task, rows, assignment, options.split, labelCounts);

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
    const { labelled } = rowsOfTask(this.task);
    const frozenFrom = options.split?.frozenFrom;
    const frozenTest = frozenFrom === undefined ? undefined : compareWithFrozen(rows, frozenFrom);
    const report: DatasetReport = {
      rows: { ...this.countRows(dropped), changed: reader.changes },
      labels: byLabel,
      tokens: null,
      ...(frozenTest && { frozenTest }),
      leakage,
      conflicts,
      columns: source.decisions.columns,
      badRows: this.bad.named,
      warnings: [
        ...assignment.warnings,
        ...(frozenTest ? remarksOnFrozen(frozenTest) : []),
        ...remarks({ counts, labels: byLabel, labelled, conflicts, leakage, extra }),
      ],
    };
    return {
      splits: assignment.split,
      splitBy: assignment.by,
      counts,
      labels: labelled ? present.map(([name]) => name) : null,
      report,
    };
  }

  private countRows(dropped: Dropped): Omit<DatasetReport['rows'], 'changed'> {
    const reasons: Record<string, number> = this.bad.count > 0 ? { bad: this.bad.count } : {};
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

/** A row's line as its split's file has it. */
export function withSplit(line: string, split: Split): string {
  return `${line.slice(0, -1)},"split":"${split}"}`;
}

const KEPT_FIELDS = FIELDS.filter((field) => field !== 'split');

/** One line of JSON, its fields always in the same order: a version's digest is made from these bytes. */
function canonicalLine(example: StoredExample): string {
  const fields: Partial<Record<Field, unknown>> = example;
  return JSON.stringify({ id: example.id, ...Object.fromEntries(KEPT_FIELDS.map((field) => [field, fields[field]])) });
}
