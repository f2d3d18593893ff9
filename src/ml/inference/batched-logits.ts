/** Runs a text model over many texts in batches of similar length, so that little is spent on padding. */
import type { FunctionRunner } from '../engine/engine.js';
import { type TokenSequence, tokenFeeds } from '../tasks/token-batch.js';

export interface BatchingOptions {
  padId: number;
  /** Token places in a batch at most, padding included; a single text may be longer. */
  tokenBudget: number;
  /** Stops between batches. */
  signal?: AbortSignal;
}

/** Sequences are padded to a multiple of this, so that few shapes occur. */
const LENGTH_STEP = 8;

/** Logits of each sequence, in the order given: [sequences, classes]. */
export async function batchedLogits(
  runner: FunctionRunner,
  sequences: readonly TokenSequence[],
  { padId, tokenBudget, signal }: BatchingOptions,
): Promise<Float32Array[]> {
  const logits = new Array<Float32Array>(sequences.length);
  for (const { rows, length } of batchesByLength(sequences, tokenBudget)) {
    signal?.throwIfAborted();
    const feeds = tokenFeeds(
      rows.map((row) => sequences[row]!),
      length,
      padId,
    );
    const output = (await runner.run(feeds)).logits!;
    const classes = output.data.length / rows.length;
    rows.forEach((row, i) => {
      logits[row] = output.data.slice(i * classes, (i + 1) * classes);
    });
  }
  return logits;
}

/** Rows from the longest to the shortest, cut so that each batch with its padding stays within the budget. */
function batchesByLength(sequences: readonly TokenSequence[], tokenBudget: number) {
  const order = sequences.map((_, row) => row);
  order.sort((a, b) => sequences[b]!.inputIds.length - sequences[a]!.inputIds.length || a - b);
  const batches: { rows: number[]; length: number }[] = [];
  for (const row of order) {
    const last = batches.at(-1);
    if (last && (last.rows.length + 1) * last.length <= tokenBudget) {
      last.rows.push(row);
      continue;
    }
    const length = Math.ceil(sequences[row]!.inputIds.length / LENGTH_STEP) * LENGTH_STEP;
    batches.push({ rows: [row], length });
  }
  return batches;
}
