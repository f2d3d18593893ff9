import type { Comparison } from '../../ml/compression/comparison.js';
import { markdown } from './markdown.js';

/** Markdown: a model before and after, and the factor or difference between. */
export function smallerTable({ before, after, tokens, split }: Comparison): string {
  const factor = (value: number) => `${value.toFixed(2)} ×`;
  const rows = [
    [
      'parameters',
      before.parameters.toLocaleString('en'),
      after.parameters.toLocaleString('en'),
      factor(before.parameters / after.parameters),
    ],
    [
      'weights on disk, MB',
      ...[before, after].map(({ bytes }) => (bytes / 1e6).toFixed(1)),
      factor(before.bytes / after.bytes),
    ],
    [
      'one text alone, ms',
      ...[before, after].map(({ latencyMs }) => latencyMs.toFixed(2)),
      factor(before.latencyMs / after.latencyMs),
    ],
    [
      'texts a second, batches of 32',
      ...[before, after].map(({ textsPerSecond }) => textsPerSecond.toFixed(1)),
      factor(after.textsPerSecond / before.textsPerSecond),
    ],
    ...['accuracy', 'macroF1', 'ece'].map((name) => {
      const [was, is] = [before.metrics[name]!, after.metrics[name]!];
      return [name, was.toFixed(4), is.toFixed(4), `${is >= was ? '+' : '−'}${Math.abs(is - was).toFixed(4)}`];
    }),
  ];
  return [`Texts of ${tokens} tokens; metrics on ${split}.`, '', ...markdown(['', 'before', 'after', ''], rows)].join(
    '\n',
  );
}
