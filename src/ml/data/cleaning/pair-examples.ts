import type { DatasetTask, StoredExample } from '../example.js';
import { rowsOfTask } from '../task-rows.js';
import { type CleaningExample, excerpt } from './cleaning-examples.js';
import type { DroppedFor } from './drop-rows.js';

/** Examples of rows that were dropped for others. Their texts are not in memory: the rows' lines are picked up as they pass. */
export class PairExamples {
  private readonly lines = new Map<number, string>();
  private readonly wanted: ReadonlySet<number>;

  constructor(
    private readonly task: DatasetTask,
    private readonly pairs: readonly DroppedFor[],
  ) {
    this.wanted = new Set(pairs.flatMap(({ row, other }) => [row, other]));
  }

  /** To be called with every row's line. */
  add(row: number, line: () => string): void {
    if (this.wanted.has(row)) this.lines.set(row, line());
  }

  list(): CleaningExample[] {
    const { textsOf, answerOf } = rowsOfTask(this.task);
    const read = (row: number) => JSON.parse(this.lines.get(row)!) as StoredExample;
    return this.pairs.map(({ step, row, other }) => {
      const [gone, kept] = [read(row), read(other)];
      const note =
        step === 'conflict'
          ? `Its answer is ${excerpt(String(answerOf(gone)))}; another row says ${excerpt(String(answerOf(kept)))}.`
          : `Near to: ${excerpt(textsOf(kept).filter(Boolean).join('\n'))}`;
      const before = excerpt(textsOf(gone).filter(Boolean).join('\n'));
      return { step, line: null, before, after: null, note };
    });
  }
}
