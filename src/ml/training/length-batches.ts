/**
 * Batches of similar length: an epoch's rows are shuffled, sorted by length within pools of many batches, cut into
 * batches, and the batches shuffled. A pure function of seed and epoch.
 */
import { Random } from '../random.js';
import { paddedLength } from './padded-length.js';

/** Batches that are sorted together: the more, the less padding, and the less random the batches. */
const POOL_BATCHES = 50;
/** Keeps the shuffle's draws apart from others of the same seed. */
const SHUFFLE_STREAM = 2 ** 33;

interface BatchOptions {
  /** Rows of a batch. */
  batchSize: number;
  seed: number;
  /** What the network can take, in tokens. */
  longest: number;
}

export class LengthBatches {
  #epoch = -1;
  #batches: Int32Array[] = [];

  private readonly batchSize: number;
  private readonly seed: number;
  private readonly most: number;

  /** @param lengths tokens of each row. */
  constructor(
    private readonly lengths: readonly number[],
    { batchSize, seed, longest }: BatchOptions,
  ) {
    this.batchSize = batchSize;
    this.seed = seed;
    this.most = longest;
  }

  get batchesAnEpoch(): number {
    return Math.ceil(this.lengths.length / this.batchSize);
  }

  /** The longest length that any batch is padded to. */
  get longest(): number {
    return this.paddedLength(this.lengths.map((_, row) => row));
  }

  /** Rows of the batch of a step, from 0; every row occurs once an epoch. */
  rows(step: number): Int32Array {
    const epoch = Math.floor(step / this.batchesAnEpoch);
    if (epoch !== this.#epoch) {
      this.#batches = this.#plan(epoch);
      this.#epoch = epoch;
    }
    return this.#batches[step % this.batchesAnEpoch]!;
  }

  /** The length that rows are padded to together. */
  paddedLength(rows: ArrayLike<number>): number {
    let longest = 1;
    for (let i = 0; i < rows.length; i++) longest = Math.max(longest, this.lengths[rows[i]!]!);
    return Math.min(paddedLength(longest), this.most);
  }

  #plan(epoch: number): Int32Array[] {
    const random = new Random(this.seed, SHUFFLE_STREAM + epoch);
    const order = random.shuffle(Int32Array.from(this.lengths, (_, row) => row));
    const pool = this.batchSize * POOL_BATCHES;
    const batches: Int32Array[] = [];
    for (let start = 0; start < order.length; start += pool) {
      // The sort is stable: rows that are padded alike keep their shuffled order. By their numbers instead, texts that are all
      // cut to one length would come in the order of the file, which is often that of their labels.
      const rows = order
        .subarray(start, start + pool)
        .sort((a, b) => paddedLength(this.lengths[a]!) - paddedLength(this.lengths[b]!));
      for (let i = 0; i < rows.length; i += this.batchSize) batches.push(rows.slice(i, i + this.batchSize));
    }
    return random.shuffle(batches);
  }
}
