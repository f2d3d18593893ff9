import type { Feeds, OutputTensor } from '../../engine/engine.js';
import { rowsOf, type EncodedRow, EncodedRows } from './encoded-rows.js';

/** A row with its target. */
export interface TextRow<Target> extends EncodedRow {
  target: Target;
}

/** Rows of tasks on texts as wholes: an output a row. */
export class TextRows<Target> extends EncodedRows<TextRow<Target>> {
  constructor(
    rows: readonly TextRow<Target>[],
    padId: number,
    truncated: number,
    private readonly toTargets: (targets: Target[], shares: number[]) => Feeds,
  ) {
    super(rows, padId, truncated);
  }

  override targets(rows: readonly number[], _length: number, total: number): Feeds {
    const chosen = rows.map((row) => this.rows[row]!);
    return this.toTargets(
      chosen.map(({ target }) => target),
      chosen.map(({ weight }) => weight / total),
    );
  }

  override split(output: OutputTensor, rows: readonly number[]): Float32Array[] {
    return rowsOf(output.data, rows.length);
  }
}
