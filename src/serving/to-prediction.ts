/** The label, its probability and all scores of one row of probabilities. */
export interface RankedPrediction {
  readonly label: string;
  readonly probability: number;
  /** The largest first; equal ones in the order of the model's labels. */
  readonly scores: Record<string, number>;
}

/** @param probabilities of each label, in the order of `labels` */
export function toPrediction(labels: readonly string[], probabilities: readonly number[]): RankedPrediction {
  const ranked = labels
    .map((label, index) => [label, probabilities[index]!] as const)
    .sort(([, left], [, right]) => right - left);
  const [label, probability] = ranked[0]!;
  return { label, probability, scores: Object.fromEntries(ranked) };
}

export function topScores(scores: Record<string, number>, count: number): Record<string, number> {
  const ranked = Object.entries(scores).sort(([, left], [, right]) => right - left);
  return Object.fromEntries(ranked.slice(0, count));
}
