import type { Feeds, OutputTensor } from '../../engine/engine.js';
import { type EncodedRow, EncodedRows, rowsOf } from './encoded-rows.js';

/** A row with its target. */
export interface TextRow<Target> extends EncodedRow {
  target: Target;
}

/** Texts as wholes, of which nothing is learned: an output a row. */
export class TextInputs<Row extends EncodedRow = EncodedRow> extends EncodedRows<Row> {
  override targets(_rows: readonly number[], _length: number, _total: number): Feeds {
    throw new Error('rows without answers have no targets');
  }

  override split(output: OutputTensor, rows: readonly number[]): Float32Array[] {
    return rowsOf(output.data, rows.length);
  }
}

/** The same with what is to be learned. */
export class TextRows<Target> extends TextInputs<TextRow<Target>> {
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
}
