import type { Anonymizer } from '../anonymizing/anonymizer.js';
import { CleaningExamples } from '../cleaning/cleaning-examples.js';
import type { ResolvedCleaning } from '../cleaning/cleaning-options.js';
import { RowCleaner } from '../cleaning/row-cleaner.js';
import type { DatasetTask, Example } from '../example.js';
import { exampleId } from '../keys.js';
import type { DataLimits } from '../limits.js';
import { BadRow, type Changes } from '../reading/bad-row.js';
import type { ColumnMapping } from '../reading/columns.js';
import type { RawRow } from '../reading/raw-row.js';
import { type Cells, RowReader } from '../reading/row-reader.js';
import { rowsOfTask } from '../task-rows.js';
import type { ByteBlock } from './byte-block.js';
import { canonicalLine } from './canonical-line.js';
import { FactColumns, type MadeRows } from './made-rows.js';
import { FactReader } from './row-facts.js';

/** What a row maker must know. It can be handed from thread to thread. */
export interface MakerPlan {
  task: DatasetTask;
  columns: ColumnMapping;
  cells: Cells;
  cleaning: ResolvedCleaning;
  /** Whether times decide about splits. */
  byTime: boolean;
  limits: DataLimits;
}

/** Does for each row of a source what can be done without knowing the others: by far the most of the work. */
export class RowMaker {
  /** How many of the columns that went into metadata were told of. */
  private told = 0;

  private constructor(
    private readonly plan: MakerPlan,
    private readonly reader: RowReader,
    private readonly facts: FactReader,
    private readonly cleaner: RowCleaner | null,
    private readonly examples: CleaningExamples,
    private readonly anonymizer: Anonymizer | null,
  ) {}

  /** @param anonymizer null where rows stay as they are */
  static async load(plan: MakerPlan, anonymizer: Anonymizer | null): Promise<RowMaker> {
    const { task, columns, limits, cells, cleaning, byTime } = plan;
    const examples = new CleaningExamples();
    const cleaner = await RowCleaner.load(task, cleaning, limits, examples);
    const reader = new RowReader(task, columns, limits, cells);
    return new RowMaker(plan, reader, new FactReader(task, limits, byTime), cleaner, examples, anonymizer);
  }

  /**
   * @param batches rows, as many at a time as are to be in memory at once
   * @param block takes their lines; to be used again only when those are no longer needed
   */
  async make(batches: Iterable<readonly RawRow[]>, block: ByteBlock): Promise<Omit<MadeRows, 'sourceLines'>> {
    const { reader, cleaner } = this;
    const columns = new FactColumns(this.plan.cleaning.nearDuplicates !== undefined);
    const bad: MadeRows['bad'] = [];
    let read = 0;
    block.clear();
    for (const rows of batches) {
      read += rows.length;
      for (const row of rows) {
        if ('problem' in row) {
          bad.push({ line: row.line, problem: row.problem });
          continue;
        }
        try {
          const found = reader.read(row.names, row.values);
          const cleaned = cleaner ? await cleaner.clean(found, row.line) : found;
          if (cleaned) this.write(cleaned, block, columns);
        } catch (error) {
          if (!(error instanceof BadRow)) throw error;
          bad.push({ line: row.line, problem: error.message });
        }
      }
    }
    return {
      read,
      lines: block.bytes(),
      ...columns.done(),
      bad,
      changes: taken(reader.changes),
      cleaned: cleaner ? taken(cleaner.changes) : {},
      dropped: cleaner ? taken(cleaner.dropped) : {},
      extra: this.newColumns(),
      examples: this.examples.list.splice(0),
    };
  }

  private write(cleaned: Example, block: ByteBlock, columns: FactColumns): void {
    // Only now: what mail has encoded, or a page as an entity, can be found.
    const example = this.anonymizer?.row(cleaned, this.reader.changes) ?? cleaned;
    const facts = this.facts.read(example);
    block.writeLine(canonicalLine(exampleId(facts.key), example));
    columns.push(facts, block.length, textsOf(this.plan.task, example));
  }

  private newColumns(): string[] {
    const names = [...this.reader.extra].slice(this.told);
    this.told += names.length;
    return names;
  }
}

/** The texts that near duplicates are told by. */
export function textsOf(task: DatasetTask, example: Example): string[] {
  return rowsOfTask(task)
    .textsOf(example)
    .filter((text) => text !== undefined);
}

/** Counts so far, which start anew. */
function taken(changes: Changes): Changes {
  const counts = { ...changes };
  for (const step of Object.keys(changes)) delete changes[step];
  return counts;
}
