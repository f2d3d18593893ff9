import type { ClassificationResult } from '../evaluation-result.js';
import { shorten } from './svg.js';

const LONGEST_LABEL = 16;
const TERMINAL = 80;
const SCORE = 8;
const MOST_CONFUSIONS = 10;

/** A confusion matrix for a terminal; of more labels than fit beside each other the mistakes that are made most. */
export function drawConfusionMatrix({
  confusionMatrix,
  perClass,
}: Pick<ClassificationResult, 'confusionMatrix' | 'perClass'>): string {
  const { labels, counts } = confusionMatrix;
  const names = labels.map((label) => shorten(label, LONGEST_LABEL));
  const first = Math.max('precision'.length, ...names.map((name) => name.length)) + 1;
  const column = Math.max(SCORE, ...names.map((name) => name.length + 3));
  if (1 + first + column * labels.length + 2 * SCORE > TERMINAL) return drawMistakes(labels, counts);
  const line = (head: string, cells: string[], scores: string[]) =>
    ` ${head.padEnd(first)}${cells.map((cell) => cell.padStart(column)).join('')}${scores.map((score) => score.padStart(SCORE)).join('')}`;
  const rows = counts.map((row, k) => {
    const { recall, f1 } = perClass[labels[k]!]!;
    return line(names[k]!, row.map(String), [recall.toFixed(3), f1.toFixed(3)]);
  });
  const precisions = labels.map((label) => perClass[label]!.precision.toFixed(3));
  const heading = names.map((name) => `→ ${name}`);
  return [line('true', heading, ['recall', 'F1']), ...rows, line('precision', precisions, [])].join('\n');
}

function drawMistakes(labels: readonly string[], counts: readonly (readonly number[])[]): string {
  const mistakes = counts.flatMap((row, truth) =>
    row.flatMap((count, predicted) => (truth === predicted || count === 0 ? [] : [{ truth, predicted, count }])),
  );
  if (mistakes.length === 0) return ' no mistakes';
  return mistakes
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_CONFUSIONS)
    .map(({ truth, predicted, count }) => {
      const names = [truth, predicted].map((k) => shorten(labels[k]!, LONGEST_LABEL));
      return ` ${String(count).padStart(6)}  ${names[0]!.padEnd(LONGEST_LABEL)} → ${names[1]}`;
    })
    .join('\n');
}
