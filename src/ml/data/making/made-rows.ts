import type { CleaningExample } from '../cleaning/cleaning-examples.js';
import { PLACES, writeSignature } from '../cleaning/near/min-hash.js';
import { occurrenceSuffix, type RowKey } from '../keys.js';
import type { Changes } from '../reading/bad-row.js';
import { END_OF_ID } from './canonical-line.js';
import type { RowFacts } from './row-facts.js';

/** Words of a row in `keys`: 3 of its text, 1 of its answer, 1 that says whether it has a group, 3 of that. */
const WORDS = 8;
const [ANSWER, GROUPED, GROUP] = [3, 4, 5];

/**
 * What was made of some rows of a source, each looked at by itself: their lines, and in columns what must be known of them
 * beside all others. It is bytes and numbers nearly throughout, so that it is soon handed from one thread to another.
 */
export interface MadeRows {
  /** Rows that were read, bad ones and those that cleaning keeps out included. */
  read: number;
  /** Lines of the source that they take up. */
  sourceLines: number;
  /** Their canonical lines, each with a line's end, under ids as if each came once. */
  lines: Uint8Array;
  /** Where each line ends in `lines`. */
  ends: Uint32Array;
  /** See `WORDS`. */
  keys: Uint32Array;
  /** Of each row an index into `labelSets`. */
  labelSet: Uint32Array;
  labelSets: (readonly string[])[];
  times: Float64Array;
  splits: Int8Array;
  /** PLACES bytes a row; null where near duplicates are not looked for. */
  signatures: Uint8Array | null;
  bad: { line: number; problem: string }[];
  /** Counts of what reading and cleaning changed, and of rows that cleaning keeps out. */
  changes: Changes;
  cleaned: Changes;
  dropped: Changes;
  /** Names of columns that went into metadata, those that were told of before left out. */
  extra: string[];
  /** The first rows that each step of cleaning changed. */
  examples: CleaningExample[];
}

/** The columns of a batch of rows, which grow as rows come. */
export class FactColumns {
  private size = 0;
  private capacity = 1024;
  private ends = new Uint32Array(this.capacity);
  private keys = new Uint32Array(WORDS * this.capacity);
  private labelSet = new Uint32Array(this.capacity);
  private times = new Float64Array(this.capacity);
  private splits = new Int8Array(this.capacity);
  private signatures: Uint8Array | null;
  private readonly labelSets: (readonly string[])[] = [];
  private readonly setOf = new Map<string, number>();

  /** @param near whether near duplicates are looked for */
  constructor(near: boolean) {
    this.signatures = near ? new Uint8Array(PLACES * this.capacity) : null;
  }

  /**
   * @param end where the row's line ends
   * @param texts that near duplicates are told by
   */
  push({ key, group, labels, time, split }: RowFacts, end: number, texts: readonly string[]): void {
    if (this.size === this.capacity) this.grow();
    const row = this.size++;
    const at = row * WORDS;
    this.ends[row] = end;
    this.keys.set(key.text, at);
    this.keys[at + ANSWER] = key.answer;
    if (group) {
      this.keys[at + GROUPED] = 1;
      this.keys.set(group, at + GROUP);
    }
    this.labelSet[row] = this.indexOf(labels);
    this.times[row] = time;
    this.splits[row] = split;
    if (this.signatures) writeSignature(texts, this.signatures, PLACES * row);
  }

  done(): Pick<MadeRows, 'ends' | 'keys' | 'labelSet' | 'labelSets' | 'times' | 'splits' | 'signatures'> {
    const { size } = this;
    return {
      ends: this.ends.slice(0, size),
      keys: this.keys.slice(0, WORDS * size),
      labelSet: this.labelSet.slice(0, size),
      labelSets: this.labelSets,
      times: this.times.slice(0, size),
      splits: this.splits.slice(0, size),
      signatures: this.signatures?.slice(0, PLACES * size) ?? null,
    };
  }

  private grow(): void {
    this.capacity *= 2;
    this.ends = larger(this.ends);
    this.keys = larger(this.keys);
    this.labelSet = larger(this.labelSet);
    this.times = larger(this.times);
    this.splits = larger(this.splits);
    this.signatures &&= larger(this.signatures);
  }

  private indexOf(labels: readonly string[]): number {
    const name = labels.length === 1 ? labels[0]! : JSON.stringify(labels);
    const known = this.setOf.get(name);
    if (known !== undefined && this.labelSets[known]!.length === labels.length) return known;
    this.setOf.set(name, this.labelSets.length);
    return this.labelSets.push(labels) - 1;
  }
}

/** The same numbers, with as many zeros after them. */
function larger<Numbers extends Uint32Array | Float64Array | Int8Array | Uint8Array>(numbers: Numbers): Numbers {
  const twice = new (numbers.constructor as new (length: number) => Numbers)(2 * numbers.length);
  twice.set(numbers);
  return twice;
}

/** The facts of one of the rows. */
export function factsAt(made: MadeRows, row: number): RowFacts {
  const { keys } = made;
  const at = row * WORDS;
  const words = (from: number): RowKey['text'] => [keys[from]!, keys[from + 1]!, keys[from + 2]!];
  return {
    key: { text: words(at), answer: keys[at + ANSWER]! },
    group: keys[at + GROUPED] ? words(at + GROUP) : null,
    labels: made.labelSets[made.labelSet[row]!]!,
    time: made.times[row]!,
    split: made.splits[row]!,
  };
}

export function signatureAt({ signatures }: MadeRows, row: number): Uint8Array | null {
  return signatures?.subarray(row * PLACES, (row + 1) * PLACES) ?? null;
}

/**
 * The lines of the rows, where those that came before bear the number of their occurrence in their ids.
 * @param occurrenceOf tells of each row, asked in order, how many earlier ones are the same
 */
export function withOccurrences(made: MadeRows, occurrenceOf: (row: number) => number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let from = 0;
  let start = 0;
  for (let row = 0; row < made.ends.length; row++) {
    const occurrence = occurrenceOf(row);
    if (occurrence > 0) {
      const at = start + END_OF_ID;
      pieces.push(made.lines.subarray(from, at), Buffer.from(occurrenceSuffix(occurrence)));
      from = at;
    }
    start = made.ends[row]!;
  }
  return from === 0 ? made.lines : Buffer.concat([...pieces, made.lines.subarray(from)]);
}
