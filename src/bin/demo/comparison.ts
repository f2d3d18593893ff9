import { table } from './drawing.js';

/** What an evaluation of the service and one that is made here have in common. */
export interface Measured {
  metrics: Record<string, number>;
  intervals: Record<string, readonly number[]>;
}

const COLUMNS = [
  ['macro-F1', 'macroF1'],
  ['accuracy', 'accuracy'],
  ['ECE', 'ece'],
  ['NLL', 'nll'],
] as const;

/** Models beside each other, each number with its 95 % bootstrap interval. */
export function comparison(models: readonly { name: string; result: Measured }[]): string {
  return table(
    ['', ...COLUMNS.map(([title]) => title)],
    models.map(({ name, result }) => [name, ...COLUMNS.map(([, metric]) => withInterval(result, metric))]),
  );
}

export function withInterval({ metrics, intervals }: Measured, metric: string): string {
  const [low, high] = intervals[metric]!;
  return `${metrics[metric]!.toFixed(4)} [${low!.toFixed(3)}, ${high!.toFixed(3)}]`;
}
