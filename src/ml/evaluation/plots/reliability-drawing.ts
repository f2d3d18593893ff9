import type { CalibrationState } from '../../calibration/calibration-report.js';
import type { ReliabilityBin } from '../reliability-bins.js';

const WIDTH = 22;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A reliability diagram for a terminal, 78 columns wide: a line for each bin that holds examples, its bar the share that
 * is right, ◆ at the mean probability. The nearer each bar ends to its ◆, the more the probabilities can be believed.
 */
export function drawReliability(before: CalibrationState, after: CalibrationState): string {
  const bins = before.bins.length;
  const lines = before.bins.flatMap((bin, i) => {
    const other = after.bins[i]!;
    if (bin.count + other.count === 0) return [];
    const range = `${(i / bins).toFixed(2)} to ${((i + 1) / bins).toFixed(2)}`;
    return [` ${range}  ${panel(bin)}  ${panel(other)}`];
  });
  const heading = (name: string, { ece }: CalibrationState) => `${name}: ECE ${ece.toFixed(4)}`.padEnd(WIDTH + 10);
  return [
    ` probability   ${heading('before', before)}${heading('after', after)}`.trimEnd(),
    ...lines,
    '               █ share that is right   ◆ mean probability   number: examples',
  ].join('\n');
}

function panel({ count, accuracy, confidence }: ReliabilityBin): string {
  const cells = accuracy === null || confidence === null ? [] : [...bar(accuracy)];
  while (cells.length < WIDTH) cells.push(' ');
  if (confidence !== null) cells[Math.min(WIDTH - 1, Math.floor(confidence * WIDTH))] = '◆';
  return `│${cells.join('')}│${String(count || '').padStart(6)}`;
}

function bar(share: number): string {
  const eighths = Math.round(share * WIDTH * 8);
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8]!;
}
