import { median } from './median.js';
import type { StepResult } from './step-result.js';

/** Markdown: medians over the rounds, and how many times as long as ours, the first, each took. @param tokens that each of `what` is */
export function resultTable(
  results: readonly StepResult[][],
  { what, tokens }: { what: string; tokens: number },
): string {
  const seconds = (runs: readonly StepResult[]) => median(runs.map((run) => run.seconds));
  const ours = seconds(results[0]!);
  const rows = results.map((runs) => [
    runs[0]!.name,
    seconds(runs).toPrecision(4),
    Math.min(...runs.map(({ best }) => best)).toPrecision(4),
    (tokens / seconds(runs)).toFixed(0),
    (Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 1e9).toFixed(2),
    `${(seconds(runs) / ours).toFixed(3)}×`,
    runs[0]!.notes,
  ]);
  const header = ['', `s a ${what}`, 'best', 'tokens/s', 'most memory, GB', 'time against temper', ''];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map((_, i) => (i === 0 || i === 6 ? '---' : '---:'))), ...rows.map(line)].join(
    '\n',
  );
}
