// What the demo draws, as strings; writing them is someone else's business (live-line.ts).

const BLOCKS = '▁▂▃▄▅▆▇█';

/** The values as a row of `width` bars between their least and greatest; more values than bars are averaged. */
export function sparkline(values: readonly number[], width: number): string {
  const bars = resample(values, width);
  const least = Math.min(...bars);
  const range = Math.max(...bars) - least;
  return bars
    .map((value) => BLOCKS[range > 0 ? Math.round(((value - least) / range) * (BLOCKS.length - 1)) : 0])
    .join('');
}

/** `[██████····] 60 %`, `share` from 0 to 1. */
export function bar(share: number, width: number): string {
  const within = Math.min(1, Math.max(0, share));
  const filled = Math.round(within * width);
  return `[${'█'.repeat(filled)}${'·'.repeat(width - filled)}] ${`${Math.floor(within * 100)}`.padStart(3)} %`;
}

/** One line about a running job: bar, steps, the last loss and how it came there. */
export function trainingLine(progress: { step: number; steps: number; losses: readonly number[] }): string {
  const { step, steps, losses } = progress;
  const loss = losses.length > 0 ? `  loss ${losses.at(-1)!.toFixed(3)} ${sparkline(losses, 14)}` : '';
  return `${bar(steps > 0 ? step / steps : 0, 16)}  step ${step}/${steps}${loss}`;
}

/** Rows under a header, columns as wide as they need; the first is aligned left, the others right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return [line(header), widths.map((width) => '─'.repeat(width)).join('──'), ...rows.map(line)].join('\n');
}

function resample(values: readonly number[], width: number): number[] {
  if (values.length <= width) return [...values];
  return Array.from({ length: width }, (_, i) => {
    const part = values.slice(Math.floor((i * values.length) / width), Math.floor(((i + 1) * values.length) / width));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
