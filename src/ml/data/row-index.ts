import { InputError } from '../input-error.js';
import { type DatasetTask, type Example, SPLITS, type Split, type StoredExample } from './example.js';
import { FirstRows } from './first-rows.js';
import { Growing } from './growing.js';
import { KeyTable } from './key-table.js';
import { exampleId, keyOfId, type RowKey, stringKey, textKey } from './keys.js';
import type { DataLimits } from './limits.js';
import { rowsOfTask, type TaskRows } from './task-rows.js';

/** A row that has none. */
export const NONE = -1;

/** Labels that rows have together, as indices, and how many times each: once, but for the labels of spans. */
export interface LabelSet {
  labels: readonly number[];
  times: readonly number[];
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
  /** Hashes of short answers, as long as there are few: labels, mostly. */
  private readonly answerKeys = new Map<string, number>();
  private readonly taskRows: TaskRows;
  private readonly setIndex = new Map<string, number>();
  /** Sets of one label by its name, as nearly all are. */
  private readonly setOfOne = new Map<string, number>();
  private readonly groups = new KeyTable();
  private readonly texts = new KeyTable();
  /** Text and answer together, of those rows alone whose answer is not that of the first row with their text. */
  private readonly otherAnswers = new KeyTable();
  /** How many more rows were the same, at the first of them. */
  private readonly copies = new Growing(Uint32Array, 0);

  constructor(
    task: DatasetTask,
    private readonly limits: DataLimits,
    private readonly byTime: boolean,
  ) {
    this.taskRows = rowsOfTask(task);
  }

  get size(): number {
    return this.answer.length;
  }

  /** How many rows came with this one's text and answer. */
  timesRead(row: number): number {
    return this.copies.get(this.sameRow.get(row));
  }

  /** Takes a new row in; gives it back as it is to be kept. */
  add(example: Example): StoredExample {
    const { split, ...fields } = example;
    if (split !== undefined) this.carriesSplits = true;
    const key: RowKey = { text: textKey(this.taskRows.inputOf(example)), answer: this.answerKey(example) };
    const occurrence = this.push(key, example, split, false);
    return { id: exampleId(key, occurrence), ...fields } as StoredExample;
  }

  /** Takes in a row of the version that is extended, under the id and in the split it has there. */
  inherit(example: StoredExample, split: Split): void {
    this.push(keyOfId(example.id), example, split, true);
  }

  /** Gives the number of earlier rows with the same text and answer. */
  private push(key: RowKey, example: Example, split: Split | undefined, inherited: boolean): number {
    const row = this.size;
    if (row >= this.limits.rows) {
      throw new InputError(
        'too-many-rows',
        `There are more than ${this.limits.rows} rows; a version may have that many.`,
      );
    }
    const groupKey = example.group === undefined ? null : textKey([example.group]);
    this.answer.push(key.answer);
    this.labelSet.push(this.labelSetOf(example));
    // Only the first row of a group is remembered, and that is the group's index.
    this.group.push(groupKey ? this.groups.firstRow(groupKey, row) : NONE);
    this.time.push(this.byTime && example.time !== undefined ? Date.parse(example.time) : Number.NaN);
    this.split.push(split === undefined ? NONE : SPLITS.indexOf(split));
    this.inherited.push(inherited ? 1 : 0);
    this.shuffleKey.push((groupKey ?? key.text)[0]);
    const first = this.texts.firstRow(key.text, row);
    const same = this.answer.get(first) === key.answer ? first : this.otherAnswers.firstRow(withAnswer(key), row);
    this.sameText.push(first);
    this.sameRow.push(same);
    this.copies.push(0);
    if (same === row) return 0;
    const earlier = this.copies.get(same) + 1;
    this.copies.set(same, earlier);
    return earlier;
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

  private labelSetOf(example: Example): number {
    if (this.taskRows.labelled === null) return NONE;
    const names = this.taskRows.labelsOf(example);
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

/** A copy of its own. A piece cut out of a file's text would keep all of that text in memory. */
function detached(piece: string): string {
  return Buffer.from(piece).toString('utf8');
}
