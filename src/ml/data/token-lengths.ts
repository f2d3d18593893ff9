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
}

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
    return { p50: at(0.5), p95: at(0.95), max: at(1), rows: this.lengths.length };
  }
}
