import { z } from 'zod';
import { negativeLogLikelihood } from '../classification-outcomes.js';
import { Prediction } from '../prediction.js';
import { Side } from './comparison-result.js';

const Answer = Prediction.pick({
  correct: true,
  predicted: true,
  predictedLabels: true,
  predictedValue: true,
  predictedSpans: true,
  generated: true,
  after: true,
  loss: true,
});

/** An example that one of two models answers better than the other. */
export const Disagreement = Prediction.pick({
  example: true,
  text: true,
  group: true,
  slices: true,
  label: true,
  labels: true,
  value: true,
  spans: true,
  completion: true,
}).extend({
  better: Side.describe('Which answers it better'),
  gap: z
    .number()
    .describe(
      'By how much: nats of the true labels, or of a token; of values the distance; of spans how many are wrong',
    ),
  a: Answer.describe('What `a` says of it'),
  b: Answer.describe('What `b` says of it'),
});
export type Disagreement = z.infer<typeof Disagreement>;

/**
 * Where two models disagree, the widest gap first: examples that just one of them gets right, and where nothing is right or
 * wrong as a whole all that one answers better.
 *
 * @param a,b of the same examples, row by row
 */
export function disagreements(a: readonly Prediction[], b: readonly Prediction[]): Disagreement[] {
  const found = a.flatMap((first, row): Disagreement[] => {
    const second = b[row]!;
    const gap = badnessOf(first) - badnessOf(second);
    const judged = first.correct !== undefined && second.correct !== undefined;
    if (judged ? first.correct === second.correct : gap === 0) return [];
    const better = (judged ? second.correct : gap > 0) ? 'b' : 'a';
    const { example, text, group, slices, label, labels, value, spans, completion } = first;
    const about = Object.entries({ group, slices, label, labels, value, spans, completion });
    return [
      {
        example,
        text,
        ...Object.fromEntries(about.filter(([, given]) => given !== undefined)),
        better,
        gap: Math.abs(gap),
        a: Answer.parse(first),
        b: Answer.parse(second),
      },
    ];
  });
  return found.sort((x, y) => y.gap - x.gap || (x.example < y.example ? -1 : 1));
}

/** How bad an answer is; of the answers to one example, the larger is the worse. */
function badnessOf(prediction: Prediction): number {
  const { label, labels, after, value, predictedValue, spans, predictedSpans, loss = 0 } = prediction;
  if (label !== undefined) return negativeLogLikelihood(after![label] ?? 0);
  if (labels) {
    const of = ([name, p]: [string, number]) => negativeLogLikelihood(labels.includes(name) ? p : 1 - p);
    return Object.entries(after!).reduce((sum, entry) => sum + of(entry), 0);
  }
  if (value !== undefined) return Math.abs(predictedValue! - value);
  if (spans && predictedSpans) {
    const key = ({ start, end, label: name }: { start: number; end: number; label: string }) =>
      `${start} ${end} ${name}`;
    const [truth, found] = [new Set(spans.map(key)), new Set(predictedSpans.map(key))];
    const wrong = [...truth].filter((span) => !found.has(span)).length;
    return wrong + [...found].filter((span) => !truth.has(span)).length;
  }
  return loss;
}
