import { InputError } from '../input-error.js';
import type { Anonymizer } from './anonymizing/anonymizer.js';
import { withoutValues } from './anonymizing/without-values.js';
import { BadRows } from './bad-rows.js';
import { CleaningExamples } from './cleaning/cleaning-examples.js';
import { type DroppedFor, dropRows } from './cleaning/drop-rows.js';
import { PLACES, writeSignature } from './cleaning/near/min-hash.js';
import { Signatures } from './cleaning/near/signatures.js';
import { countConflicts, DROP_REASONS, type Dropped } from './deduplicate.js';
import { type DatasetTask, SPLITS, type Split, type StoredExample } from './example.js';
import { compareWithFrozen, remarksOnFrozen } from './frozen-test.js';
import { keyOfId } from './keys.js';
import { findLeakage } from './leakage.js';
import type { DataLimits } from './limits.js';
import { ByteBlock } from './making/byte-block.js';
import { canonicalLine } from './making/canonical-line.js';
import { factsAt, type MadeRows, signatureAt, withOccurrences } from './making/made-rows.js';
import { FactReader } from './making/row-facts.js';
import { type MakerPlan, RowMaker, textsOf } from './making/row-maker.js';
import type { ResolvedOptions } from './options.js';
import type { Changes } from './reading/bad-row.js';
import type { Source, SourceDecisions } from './reading/open-source.js';
import { cellsOf } from './reading/row-reader.js';
import { type DatasetReport, remarks, remarksOnTypes } from './report.js';
import { RowIndex } from './row-index.js';
import { type Assignment, assignSplits } from './splitting/assign-splits.js';
import { checkSplits, countLabels } from './splitting/check-splits.js';
import { rowsOfTask } from './task-rows.js';

const BLOCK_BYTES = 512 * 1024;

/** What came of a batch of rows. */
export interface TakenRows {
  /** The canonical lines of those that are whole, each with its end: to be written before the next batch is asked for. */
  lines: Uint8Array;
  /** Rows read so far. */
  rows: number;
}

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
  private readonly inheritor: FactReader;
  private bad: BadRows;
  private inherited = 0;
  private read = 0;
  /** Lines of the source that were read. */
  private lines = 0;
  private readonly signatures: Signatures | null;
  private readonly examples = new CleaningExamples();
  /** Counts of what reading and cleaning changed, and of rows that cleaning kept out. */
  private readonly changes: Changes = {};
  private readonly cleaned: Changes = {};
  private readonly keptOut: Changes = {};
  /** Columns that went into metadata. */
  private readonly extra = new Set<string>();

  constructor(
    private readonly task: DatasetTask,
    private readonly options: ResolvedOptions,
    private readonly limits: DataLimits,
    /** null where rows stay as they are. */
    private readonly anonymizer: Anonymizer | null = null,
  ) {
    this.rows = new RowIndex(task, limits);
    this.inheritor = new FactReader(task, limits, this.byTime);
    this.bad = new BadRows(options.tolerate, 'line');
    this.signatures = options.cleaning.nearDuplicates ? new Signatures(limits) : null;
  }

  /** Takes in lines of a split of the version that is extended, and gives them as `take` does. Comes before any new row. */
  inherit(lines: readonly string[], split: Split): string[] {
    this.inherited += lines.length;
    const signature = new Uint8Array(PLACES);
    return lines.map((line) => {
      const example = JSON.parse(line) as StoredExample;
      const facts = this.inheritor.withKey(example, keyOfId(example.id));
      this.rows.add({ ...facts, split: SPLITS.indexOf(split) }, true);
      if (this.signatures) writeSignature(textsOf(this.task, example), signature, 0);
      this.signatures?.add(signature, this.rows.sameRow.get(this.rows.size - 1));
      return canonicalLine(example.id, example);
    });
  }

  /** What makes rows of a source for this draft; with it several threads can. */
  planFor({ format, columns }: SourceDecisions): MakerPlan {
    const { task, limits, byTime } = this;
    return { task, columns, cells: cellsOf(format), cleaning: this.options.cleaning, byTime, limits };
  }

  /** Takes in all rows of a source; yields the lines of those that are whole, and how many rows have been read so far. */
  async *take({ decisions, rows }: Source): AsyncGenerator<TakenRows> {
    const maker = await RowMaker.load(this.planFor(decisions), this.anonymizer);
    const block = new ByteBlock(new ArrayBuffer(BLOCK_BYTES));
    if (decisions.format === 'parquet') this.bad = new BadRows(this.options.tolerate, 'row');
    for await (const batch of rows) yield this.add({ ...(await maker.make([batch], block)), sourceLines: 0 });
    this.close();
  }

  /** Takes in rows as they were made, in the order of their source. When all are in, `close` is to be called. */
  add(made: MadeRows): TakenRows {
    for (const { line, problem } of made.bad) {
      this.bad.add(this.lines + line, this.anonymizer ? withoutValues(problem) : problem);
    }
    this.examples.addAll(made.examples, this.lines);
    for (const name of made.extra) this.extra.add(name);
    addCounts(this.changes, made.changes);
    addCounts(this.cleaned, made.cleaned);
    addCounts(this.keptOut, made.dropped);
    this.lines += made.sourceLines;
    this.read += made.read;
    return { lines: withOccurrences(made, (row) => this.keep(made, row)), rows: this.read };
  }

  /** To be called when all rows are in. @throws InputError where more are bad than may be; it names the first of them */
  close(): void {
    this.bad.check(this.read);
    this.rows.close();
  }

  /** Gives the number of earlier rows with the same text and answer. */
  private keep(made: MadeRows, row: number): number {
    const occurrence = this.rows.add(factsAt(made, row), false);
    this.signatures?.add(signatureAt(made, row)!, this.rows.sameRow.get(this.rows.size - 1));
    return occurrence;
  }

  private get byTime(): boolean {
    return this.options.split?.by === 'time';
  }

  finish(source: Source): FinishedDraft {
    const { rows, options, changes } = this;
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
    const extra = [...this.extra];
    const { labelled } = taskRows;
    const frozenFrom = options.split?.frozenFrom;
    const frozenTest = frozenFrom === undefined ? undefined : compareWithFrozen(rows, frozenFrom);
    const report: DatasetReport = {
      rows: { ...rowCounts, changed: { ...changes, ...this.cleaned } },
      labels: byLabel,
      tokens: null,
      ...(frozenTest && { frozenTest }),
      leakage,
      conflicts,
      anonymized: this.anonymizer?.report ?? null,
      columns: source.decisions.columns,
      // They show rows before they were anonymised.
      examples: this.anonymizer ? [] : this.examples.list,
      badRows: this.bad.named,
      warnings: [
        ...assignment.warnings,
        ...(frozenTest ? remarksOnFrozen(frozenTest) : []),
        ...remarksOnTypes(changes, rowCounts.kept),
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
      ...this.keptOut,
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

function addCounts(sum: Changes, counts: Changes): void {
  for (const [step, count] of Object.entries(counts)) sum[step] = (sum[step] ?? 0) + count;
}
