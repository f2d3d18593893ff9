/** Sequences of tokens with what is to be learned of them: how examples of a task reach a program, and come back from it. */
import type { Feeds, OutputTensor } from '../../engine/engine.js';
import { packedFeeds, type TokenSequence, tokenFeeds } from '../../tasks/token-batch.js';

/** A sequence made of an example; an example that is too long for one may have several. */
export interface EncodedRow {
  /** Place of the example among those that the rows were made of. */
  example: number;
  sequence: TokenSequence;
  /** Weight of the example in the loss. */
  weight: number;
}

export abstract class EncodedRows<Row extends EncodedRow = EncodedRow> {
  /** Tokens of each row. */
  readonly lengths: readonly number[];

  constructor(
    readonly rows: readonly Row[],
    protected readonly padId: number,
    /** Examples of which not all tokens are in the rows. */
    readonly truncated: number,
  ) {
    this.lengths = rows.map(({ sequence }) => sequence.inputIds.length);
  }

  /** Whether outputs come from the task's `scoring`: losses of chosen tokens, rather than logits. */
  get scored(): boolean {
    return false;
  }

  /** What a row counts for in the loss of a batch: its weight, times the predictions that are made for it. */
  mass(row: number): number {
    return this.rows[row]!.weight;
  }

  /** Inputs and targets of a training step, rows padded to `length`; each row's share of the loss is its mass over `total`. */
  batch(rows: readonly number[], length: number, total: number, _draw: number): Feeds {
    return { ...packedFeeds(this.inputs(rows, length)), ...this.targets(rows, length, total) };
  }

  abstract targets(rows: readonly number[], length: number, total: number): Feeds;

  /** Inputs of inference, or of scoring. */
  inputs(rows: readonly number[], length: number): Feeds {
    return tokenFeeds(
      rows.map((row) => this.rows[row]!.sequence),
      length,
      this.padId,
    );
  }

  /** The part of a program's output that belongs to each of the rows. */
  abstract split(output: OutputTensor, rows: readonly number[], length: number): Float32Array[];
}

/** Row-major rows of a flat array, copied. */
export function rowsOf(data: Float32Array, rows: number): Float32Array[] {
  const width = data.length / rows;
  return Array.from({ length: rows }, (_, row) => data.slice(row * width, (row + 1) * width));
}
