/** What evaluations of language models count. */
import type { EncodedRows } from './rows/encoded-rows.js';

export interface LanguageObservation {
  /** Sum over the predicted tokens, in nats. */
  nats: number;
  tokens: number;
}

/** Of each example, from the losses of its rows' tokens. An example without rows has no tokens. */
export function languageObservations(
  examples: number,
  { rows }: EncodedRows,
  outputs: readonly Float32Array[],
): LanguageObservation[] {
  const observations = Array.from({ length: examples }, () => ({ nats: 0, tokens: 0 }));
  rows.forEach(({ example }, row) => {
    const losses = outputs[row]!;
    observations[example]!.nats += losses.reduce((sum, loss) => sum + loss, 0);
    observations[example]!.tokens += losses.length;
  });
  return observations;
}

/** Mean loss of a predicted token, in nats, and its exponential. */
export function measureLanguage(observations: readonly LanguageObservation[]): { loss: number; perplexity: number } {
  const nats = observations.reduce((sum, observation) => sum + observation.nats, 0);
  const tokens = observations.reduce((sum, observation) => sum + observation.tokens, 0);
  const loss = nats / Math.max(1, tokens);
  return { loss, perplexity: Math.exp(loss) };
}
