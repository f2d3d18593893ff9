import type { ModelInput } from '../ml/inference/answer.js';

/** Models of this kind look at no more; what is longer they cut. */
const MOST_TOKENS = 512;
const CHARACTERS_A_TOKEN = 4;
const SPECIAL_TOKENS = 3;

/** Roughly how many tokens a text makes. Good enough to sort and to budget by: the real number is the child's to find. */
export function estimateTokens({ text = '', textPair = '', messages = [] }: ModelInput): number {
  const said = messages.reduce((sum, { content }) => sum + content.length, 0);
  const tokens = SPECIAL_TOKENS + Math.ceil((text.length + textPair.length + said) / CHARACTERS_A_TOKEN);
  return Math.min(tokens, MOST_TOKENS);
}

/**
 * Cuts rows into batches of similar length, shortest first, each at most `batchTokens` once padded to its longest row. A
 * single row is always a batch.
 */
export function planBatches<Row extends { tokens: number }>(rows: readonly Row[], batchTokens: number): Row[][] {
  const batches: Row[][] = [];
  let batch: Row[] = [];
  for (const row of [...rows].sort((left, right) => left.tokens - right.tokens)) {
    if (batch.length > 0 && (batch.length + 1) * row.tokens > batchTokens) {
      batches.push(batch);
      batch = [];
    }
    batch.push(row);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}
