/** Runs a program over many rows in batches of similar length, so that little is spent on padding. */
import type { FunctionRunner } from '../../engine/engine.js';
import type { EncodedRows } from './encoded-rows.js';

export interface BatchingOptions {
  /** What the network can take, in tokens. */
  longest: number;
  /** Stops between batches. */
  signal?: AbortSignal | undefined;
}

/** Token places of a batch, padding included; a single row may have more. Enough for the matrix products, little enough for the caches. */
const TOKEN_BUDGET = 4096;
/** Rows are padded to a multiple of this, so that few shapes occur. */
const LENGTH_STEP = 8;

/** Output of each row, in their order; `rows.split` says what it is. */
export async function rowOutputs(
  runner: FunctionRunner,
  rows: EncodedRows,
  { longest, signal }: BatchingOptions,
): Promise<Float32Array[]> {
  const outputs = new Array<Float32Array>(rows.lengths.length);
  for (const batch of batchesByLength(rows.lengths, longest)) {
    signal?.throwIfAborted();
    const result = await runner.run(rows.inputs(batch.rows, batch.length));
    const output = rows.scored ? result.losses! : result.logits!;
    rows.split(output, batch.rows, batch.length).forEach((part, i) => {
      outputs[batch.rows[i]!] = part;
    });
  }
  return outputs;
}

/** Rows from the longest to the shortest, cut so that each batch with its padding stays within the budget. */
function batchesByLength(lengths: readonly number[], longest: number) {
  const order = lengths.map((_, row) => row);
  order.sort((a, b) => lengths[b]! - lengths[a]! || a - b);
  const batches: { rows: number[]; length: number }[] = [];
  for (const row of order) {
    const last = batches.at(-1);
    if (last && (last.rows.length + 1) * last.length <= TOKEN_BUDGET) {
      last.rows.push(row);
      continue;
    }
    batches.push({ rows: [row], length: Math.min(longest, Math.ceil(lengths[row]! / LENGTH_STEP) * LENGTH_STEP) });
  }
  return batches;
}
