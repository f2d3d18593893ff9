import { type DatasetTask, type Example, SPLITS } from '../example.js';
import { type RowKey, stringKey, textKey } from '../keys.js';
import type { DataLimits } from '../limits.js';
import { rowsOfTask, type TaskRows } from '../task-rows.js';

/** A row that has none. */
export const NONE = -1;

/** What of a row must be known beside all others, to find duplicates and to split. */
export interface RowFacts {
  key: RowKey;
  /** The key of its group; null where it has none. */
  group: RowKey['text'] | null;
  /** Its labels, each as often as it has it. */
  labels: readonly string[];
  /** Milliseconds since 1970, NaN where the row has no time, or where times decide nothing. */
  time: number;
  /** Index into SPLITS of the split that the row names, or NONE. */
  split: number;
}

/** Reads the facts of rows. It looks at each by itself, so that several can share the rows of a file. */
export class FactReader {
  private readonly taskRows: TaskRows;
  /** Hashes of short answers, as long as there are few: labels, mostly. */
  private readonly answerKeys = new Map<string, number>();

  constructor(
    task: DatasetTask,
    private readonly limits: DataLimits,
    private readonly byTime: boolean,
  ) {
    this.taskRows = rowsOfTask(task);
  }

  read(example: Example): RowFacts {
    return this.withKey(example, { text: textKey(this.taskRows.inputOf(example)), answer: this.answerKey(example) });
  }

  /** The facts of a row whose key is known already. */
  withKey(example: Example, key: RowKey): RowFacts {
    const { group, time, split } = example;
    return {
      key,
      group: group === undefined ? null : textKey([group]),
      labels: this.taskRows.labelled === null ? [] : this.taskRows.labelsOf(example),
      time: this.byTime && time !== undefined ? Date.parse(time) : Number.NaN,
      split: split === undefined ? NONE : SPLITS.indexOf(split),
    };
  }

  private answerKey(example: Example): number {
    const answer = this.taskRows.answerOf(example);
    if (answer === null) return 0;
    const known = this.answerKeys.get(answer);
    if (known !== undefined) return known;
    const key = stringKey(answer);
    const { labels, labelLength } = this.limits;
    if (this.answerKeys.size < labels && answer.length <= labelLength) this.answerKeys.set(detached(answer), key);
    return key;
  }
}

/** A copy of its own. A piece cut out of a file's text would keep all of that text in memory. */
export function detached(piece: string): string {
  return Buffer.from(piece).toString('utf8');
}
