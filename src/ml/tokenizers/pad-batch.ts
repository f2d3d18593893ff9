import type { BatchPlan } from './batching.js';
import type { Encoding } from './tokenizer.js';

/** A batch as models take it, each [batch, length] row by row. */
export interface PaddedBatch {
  batch: number;
  length: number;
  inputIds: Int32Array;
  tokenTypeIds: Int32Array;
  /** 1 where there is a token, 0 where there is padding. */
  attentionMask: Int32Array;
}

/** Lays the plan's sequences side by side, filled up at the end with `padId` (masked, token type 0). */
export function padBatch(plan: BatchPlan, encodings: readonly Encoding[], padId: number): PaddedBatch {
  const { indices, length } = plan;
  const size = indices.length * length;
  const inputIds = new Int32Array(size).fill(padId);
  const tokenTypeIds = new Int32Array(size);
  const attentionMask = new Int32Array(size);
  indices.forEach((index, row) => {
    const encoding = encodings[index]!;
    inputIds.set(encoding.inputIds, row * length);
    tokenTypeIds.set(encoding.tokenTypeIds, row * length);
    attentionMask.fill(1, row * length, row * length + encoding.inputIds.length);
  });
  return { batch: indices.length, length, inputIds, tokenTypeIds, attentionMask };
}
