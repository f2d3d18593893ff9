import { InputError } from '../input-error.js';
import type { DatasetTask } from './example.js';
import { FirstRows } from './first-rows.js';
import { Growing } from './growing.js';
import { KeyTable } from './key-table.js';
import type { RowKey } from './keys.js';
import type { DataLimits } from './limits.js';
import { detached, NONE, type RowFacts } from './making/row-facts.js';
import { rowsOfTask } from './task-rows.js';

export { NONE };

/** Labels that rows have together, as indices, and how many times each: once, but for the labels of spans. */
export interface LabelSet {
  labels: readonly number[];
  times: readonly number[];
}

interface Tables {
  groups: KeyTable;
  texts: KeyTable;
  /** Text and answer together, of those rows alone whose answer is not that of the first row with their text. */
  otherAnswers: KeyTable;
}

/**
 * What must be known of all rows at once to find duplicates and to split: a few numbers a row, in columns. The rows
 * themselves go to disk as they come.
 */
export class RowIndex {
  /** Index into `labelSets`, or NONE. */
  readonly labelSet = new Growing(Int32Array, NONE);
  /** Index of the group, or NONE. */
  readonly group = new Growing(Int32Array, NONE);
  /** Milliseconds since 1970, NaN where the row has no time, or where times decide nothing. */
  readonly time = new Growing(Float64Array, Number.NaN);
  /** Index into SPLITS of the split the row came with or is kept in, or NONE. */
  readonly split = new Growing(Int8Array, NONE);
  /** 1 where the row comes from the version that is extended. */
  readonly inherited = new Growing(Uint8Array, 0);
  /** 32 bits of the answer's hash. */
  readonly answer = new Growing(Uint32Array);
  /** The first row with the same text; the row itself where it is that. */
  readonly sameText = new FirstRows();
  /** The first row with the same text and answer; the row itself where it is that. */
  readonly sameRow = new FirstRows();
  /** 32 bits of the text's hash, or of the group's: what the seeded order is made from, whatever order rows come in. */
  readonly shuffleKey = new Growing(Uint32Array);

  /** Of each row one that stands for all rows with nearly the same text; null where those were not looked for. */
  nearGroup: Int32Array | null = null;

  /** Whether any new row names its split. */
  carriesSplits = false;
  readonly labels: string[] = [];
  readonly labelSets: LabelSet[] = [];
  private readonly labelIndex = new Map<string, number>();
  private readonly labelled: boolean;
  private readonly setIndex = new Map<string, number>();
  /** Sets of one label by its name, as nearly all are. */
  private readonly setOfOne = new Map<string, number>();
  /** Let go when all rows are in. */
  private tables: Tables | null = { groups: new KeyTable(), texts: new KeyTable(), otherAnswers: new KeyTable() };
  /** How many more rows were the same, at the first of them. */
  private readonly copies = new Growing(Uint32Array, 0);

  constructor(
    task: DatasetTask,
    private readonly limits: DataLimits,
  ) {
    this.labelled = rowsOfTask(task).labelled !== null;
  }

  get size(): number {
    return this.answer.length;
  }

  /** How many rows came with this one's text and answer. */
  timesRead(row: number): number {
    return this.copies.get(this.sameRow.get(row));
  }

  /**
   * Takes a row in.
   * @param inherited whether it comes from the version that is extended
   * @returns the number of earlier rows with the same text and answer
   */
  add({ key, group, labels, time, split }: RowFacts, inherited: boolean): number {
    const row = this.size;
    if (row >= this.limits.rows) {
      throw new InputError(
        'too-many-rows',
        `There are more than ${this.limits.rows} rows; a version may have that many.`,
      );
    }
    const { groups, texts, otherAnswers } = this.tables!;
    this.answer.push(key.answer);
    this.labelSet.push(this.labelSetOf(labels));
    // Only the first row of a group is remembered, and that is the group's index.
    this.group.push(group ? groups.firstRow(group, row) : NONE);
    this.time.push(time);
    if (split !== NONE && !inherited) this.carriesSplits = true;
    this.split.push(split);
    this.inherited.push(inherited ? 1 : 0);
    this.shuffleKey.push((group ?? key.text)[0]);
    const first = texts.firstRow(key.text, row);
    const same = this.answer.get(first) === key.answer ? first : otherAnswers.firstRow(withAnswer(key), row);
    this.sameText.push(first);
    this.sameRow.push(same);
    this.copies.push(0);
    if (same === row) return 0;
    const earlier = this.copies.get(same) + 1;
    this.copies.set(same, earlier);
    return earlier;
  }

  /** To be called when all rows are in: lets go of what only the next row would have been looked up in. */
  close(): void {
    this.tables = null;
  }

  private labelSetOf(names: readonly string[]): number {
    if (!this.labelled) return NONE;
    const known = names.length === 1 ? this.setOfOne.get(names[0]!) : undefined;
    if (known !== undefined) return known;
    const set = this.findLabelSet(names);
    if (names.length === 1) this.setOfOne.set(detached(names[0]!), set);
    return set;
  }

  private findLabelSet(names: readonly string[]): number {
    const timesOf = new Map<number, number>();
    for (const name of names) {
      const label = this.labelOf(name);
      timesOf.set(label, (timesOf.get(label) ?? 0) + 1);
    }
    const sorted = [...timesOf].sort(([a], [b]) => a - b);
    const key = sorted.join();
    let set = this.setIndex.get(key);
    if (set === undefined) {
      const labels = sorted.map(([label]) => label);
      set = this.labelSets.push({ labels, times: sorted.map(([, times]) => times) }) - 1;
      this.setIndex.set(key, set);
    }
    return set;
  }

  private labelOf(name: string): number {
    const known = this.labelIndex.get(name);
    if (known !== undefined) return known;
    if (this.labels.length >= this.limits.labels) {
      throw new InputError(
        'too-many-labels',
        `There are more than ${this.limits.labels} different labels, such as ${JSON.stringify(name.slice(0, 60))}. ` +
          'Are they free text? Say with options.columns where the labels are.',
      );
    }
    const kept = detached(name);
    this.labelIndex.set(kept, this.labels.length);
    return this.labels.push(kept) - 1;
  }
}

function withAnswer({ text, answer }: RowKey): RowKey['text'] {
  return [(text[0] ^ answer) >>> 0, text[1], text[2]];
}
