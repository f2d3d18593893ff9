import type { Tokenizer } from '../tokenizers/tokenizer.js';
import type { DatasetTask, Example } from './example.js';
import { percentile } from './percentile.js';
import { rowsOfTask } from './task-rows.js';

/** Rows measured at most, evenly spaced over all: enough for percentiles, and quick for any data set. */
const SAMPLE_ROWS = 10_000;
/** Characters tokenised at most, so that long texts don't take long. */
const SAMPLE_CHARACTERS = 20_000_000;

export interface TokenLengthSummary {
  /** Tokens, special ones included. */
  p50: number;
  p95: number;
  max: number;
  /** Rows measured. */
  rows: number;
  /** The longest input, in tokens, that the model with this tokenizer takes; null where it names none. */
  limit: number | null;
  histogram: LengthHistogramBin[];
}

/** Rows of `from` to `to` tokens, both included; the last bin is open: `to` is null. */
export interface LengthHistogramBin {
  from: number;
  to: number | null;
  rows: number;
}

/** Bins at most, the open one aside. */
const BINS = 24;

/** Lengths in tokens of a sample of rows, without truncation. */
export class TokenLengths {
  private readonly lengths: number[] = [];
  private readonly stride: number;
  private characters = 0;
  private seen = 0;

  constructor(
    private readonly task: DatasetTask,
    private readonly tokenizer: Tokenizer,
    total: number,
    private readonly limit: number | null = null,
  ) {
    this.stride = Math.max(1, Math.ceil(total / SAMPLE_ROWS));
  }

  /** To be called for every row; only the lines of those in the sample are asked for. */
  add(line: () => string): void {
    if (this.seen++ % this.stride !== 0 || this.characters > SAMPLE_CHARACTERS) return;
    const [text, pair] = rowsOfTask(this.task).textsOf(JSON.parse(line()) as Example);
    this.characters += text.length + (pair?.length ?? 0);
    this.lengths.push(this.tokenizer.encode(text, pair, { maxLength: Number.MAX_SAFE_INTEGER }).inputIds.length);
  }

  summary(): TokenLengthSummary {
    const at = (share: number) => percentile(this.lengths, share);
    return {
      p50: at(0.5),
      p95: at(0.95),
      max: at(1),
      rows: this.lengths.length,
      limit: this.limit,
      histogram: histogramOf(this.lengths),
    };
  }
}

/** Bins of one round width up to the 99th percentile, so that a few giants do not squeeze the rest, and one for those. */
export function histogramOf(lengths: readonly number[]): LengthHistogramBin[] {
  if (lengths.length === 0) return [];
  const width = roundUp(Math.max(1, percentile(lengths, 0.99) / BINS));
  const closed = Math.floor(percentile(lengths, 0.99) / width) + 1;
  const counts = new Array<number>(closed + 1).fill(0);
  for (const length of lengths) counts[Math.min(closed, Math.floor(length / width))]!++;
  return counts.flatMap((rows, bin) => {
    const open = bin === closed;
    return open && rows === 0 ? [] : [{ from: bin * width, to: open ? null : (bin + 1) * width - 1, rows }];
  });
}

/** To 1, 2 or 5 times a power of ten. */
function roundUp(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return power * [1, 2, 5, 10].find((step) => step * power >= width)!;
}
