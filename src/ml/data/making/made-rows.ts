import type { CleaningExample } from '../cleaning/cleaning-examples.js';
import { PLACES } from '../cleaning/near/min-hash.js';
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

/** The columns of at most `capacity` rows. */
export class FactColumns {
  private size = 0;
  private readonly ends: Uint32Array;
  private readonly keys: Uint32Array;
  private readonly labelSet: Uint32Array;
  private readonly labelSets: (readonly string[])[] = [];
  private readonly times: Float64Array;
  private readonly splits: Int8Array;
  private readonly setOf = new Map<string, number>();

  constructor(capacity: number) {
    this.ends = new Uint32Array(capacity);
    this.keys = new Uint32Array(WORDS * capacity);
    this.labelSet = new Uint32Array(capacity);
    this.times = new Float64Array(capacity);
    this.splits = new Int8Array(capacity);
  }

  /** @param end where the row's line ends */
  push({ key, group, labels, time, split }: RowFacts, end: number): void {
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
  }

  done(): Pick<MadeRows, 'ends' | 'keys' | 'labelSet' | 'labelSets' | 'times' | 'splits'> {
    const { size } = this;
    return {
      ends: this.ends.subarray(0, size),
      keys: this.keys.subarray(0, WORDS * size),
      labelSet: this.labelSet.subarray(0, size),
      labelSets: this.labelSets,
      times: this.times.subarray(0, size),
      splits: this.splits.subarray(0, size),
    };
  }

  private indexOf(labels: readonly string[]): number {
    const name = labels.length === 1 ? labels[0]! : JSON.stringify(labels);
    const known = this.setOf.get(name);
    if (known !== undefined && this.labelSets[known]!.length === labels.length) return known;
    this.setOf.set(name, this.labelSets.length);
    return this.labelSets.push(labels) - 1;
  }
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
  return signatures && signatures.subarray(row * PLACES, (row + 1) * PLACES);
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
