// Which sequences go into a batch together, and how far each batch is padded. Sequences of about one length share a
// batch, so that little is spent on padding; lengths are rounded up, so that a run meets only a few shapes.
import { Random } from '../random.js';

export interface BatchPlan {
  /** Indices into the list of lengths. */
  indices: number[];
  /** The length that every sequence of the batch is padded to: a multiple of `lengthMultiple`, or the limit. */
  length: number;
}

export interface BatchingOptions {
  /** The most sequences in a batch. */
  batchSize: number;
  /** The most tokens in a batch, padding included; by default as many as `batchSize` sequences need. */
  maxTokens?: number;
  /** No batch is padded beyond this. */
  maxLength: number;
  /** Padded lengths are multiples of this. */
  lengthMultiple?: number;
}

/** Sequences are sorted by length within so many batches at a time: mixed enough to learn from, alike enough to pad. */
const BATCHES_PER_POOL = 32;

/**
 * The batches of one epoch of training: every sequence once, in an order that depends on (seed, epoch) alone, so that a
 * resumed run goes on with the batches it would have had.
 *
 * @param lengths tokens of each sequence, at most `maxLength`.
 */
export function trainingBatches(
  lengths: ArrayLike<number>,
  options: BatchingOptions & { seed: number; epoch: number },
): BatchPlan[] {
  const random = new Random(options.seed, options.epoch);
  const order = random.shuffle(Uint32Array.from(lengths, (_, index) => index));
  const poolSize = options.batchSize * BATCHES_PER_POOL;
  const batches: BatchPlan[] = [];
  for (let start = 0; start < order.length; start += poolSize) {
    batches.push(...fill(byLength(order.subarray(start, start + poolSize), lengths), lengths, options));
  }
  return random.shuffle(batches);
}

/** Batches for inference: every sequence once, the longest first, so that what doesn't fit in memory fails at once. */
export function inferenceBatches(lengths: ArrayLike<number>, options: BatchingOptions): BatchPlan[] {
  const order = Uint32Array.from(lengths, (_, index) => index);
  return fill(byLength(order, lengths), lengths, options).reverse();
}

/** Shortest first; equal lengths stay in the order they came in. */
function byLength(indices: Uint32Array, lengths: ArrayLike<number>): number[] {
  return [...indices].sort((a, b) => lengths[a]! - lengths[b]!);
}

function fill(sorted: readonly number[], lengths: ArrayLike<number>, options: BatchingOptions): BatchPlan[] {
  const batches: BatchPlan[] = [];
  let current: BatchPlan = { indices: [], length: 0 };
  for (const index of sorted) {
    const length = paddedLength(lengths[index]!, options);
    if (current.indices.length > 0 && !fits(current.indices.length + 1, length, options)) {
      batches.push(current);
      current = { indices: [], length };
    }
    current.indices.push(index);
    current.length = length;
  }
  return current.indices.length > 0 ? [...batches, current] : batches;
}

function fits(sequences: number, length: number, { batchSize, maxTokens }: BatchingOptions): boolean {
  return sequences <= batchSize && sequences * length <= (maxTokens ?? Number.POSITIVE_INFINITY);
}

function paddedLength(length: number, { maxLength, lengthMultiple = 16 }: BatchingOptions): number {
  if (length > maxLength)
    throw new RangeError(`a sequence has ${length} tokens, but batches hold ${maxLength} at most`);
  return Math.min(maxLength, Math.max(1, Math.ceil(length / lengthMultiple)) * lengthMultiple);
}
