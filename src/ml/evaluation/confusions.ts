import { z } from 'zod';
import type { Prediction } from './prediction.js';

/** The most frequent are what one looks at; the rest is in the matrix and the predictions. */
const MOST = 50;

export const Confusion = z.strictObject({
  label: z.string().nullable().describe('What it is; null where nothing is: a label or span that was made up'),
  predicted: z
    .string()
    .nullable()
    .describe('What it was taken for; null where it was missed. The same as `label`: a span with other ends'),
  count: z.int().min(1).describe('How often; of multi-label examples each missed with each made-up label'),
  share: z.number().describe('The same as a share of all confusions, 0 to 1'),
});
export type Confusion = z.infer<typeof Confusion>;

type Pair = [label: string | null, predicted: string | null];

/** Counts what was taken for what, prediction by prediction. */
export class ConfusionTally {
  private readonly counts = new Map<string, number>();
  private seen = false;

  add(prediction: Prediction): void {
    const pairs = pairsOf(prediction);
    if (pairs === null) return;
    this.seen = true;
    for (const pair of pairs) {
      const key = JSON.stringify(pair);
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
  }

  /** The most frequent first; null where predictions have no labels. */
  mostFrequent(): Confusion[] | null {
    if (!this.seen) return null;
    const all = [...this.counts.values()].reduce((sum, count) => sum + count, 0);
    return [...this.counts]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, MOST)
      .map(([key, count]) => {
        const [label, predicted]: Pair = JSON.parse(key);
        return { label, predicted, count, share: count / all };
      });
  }
}

function pairsOf({ label, predicted, labels, predictedLabels, spans, predictedSpans }: Prediction): Pair[] | null {
  if (label !== undefined) return label === predicted ? [] : [[label, predicted!]];
  if (labels && predictedLabels) {
    const missed = labels.filter((name) => !predictedLabels.includes(name));
    const madeUp = predictedLabels.filter((name) => !labels.includes(name));
    if (missed.length === 0) return madeUp.map((name) => [null, name]);
    if (madeUp.length === 0) return missed.map((name) => [name, null]);
    return missed.flatMap((one) => madeUp.map((other): Pair => [one, other]));
  }
  return spans && predictedSpans ? pairsOfSpans(spans, predictedSpans) : null;
}

type Span = NonNullable<Prediction['spans']>[number];

/** A span that is not right is paired with the one it shares most of its place with; what is left was missed or made up. */
function pairsOfSpans(spans: readonly Span[], predicted: readonly Span[]): Pair[] {
  const same = (a: Span, b: Span) => a.start === b.start && a.end === b.end && a.label === b.label;
  const missed = spans.filter((span) => !predicted.some((other) => same(span, other)));
  const madeUp = new Set(predicted.filter((span) => !spans.some((other) => same(span, other))));
  const pairs = missed.map((span): Pair => {
    const overlapping = [...madeUp].filter((other) => overlap(span, other) > 0);
    const [closest] = overlapping.sort((a, b) => overlap(span, b) - overlap(span, a) || a.start - b.start);
    if (!closest) return [span.label, null];
    madeUp.delete(closest);
    return [span.label, closest.label];
  });
  return [...pairs, ...[...madeUp].map(({ label }): Pair => [null, label])];
}

/** Characters that both have. */
const overlap = (a: Span, b: Span): number => Math.min(a.end, b.end) - Math.max(a.start, b.start);
