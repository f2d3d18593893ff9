import type { Feeds, OutputTensor } from '../../engine/engine.js';
import { type EncodedRow, EncodedRows } from './encoded-rows.js';

/** A row with the class of each token; −1 where none is learned, as at special tokens. */
export interface TokenRow extends EncodedRow {
  tokenLabels: Int32Array;
}

/** Rows of token classification: an output a token. */
export class TokenRows<Row extends TokenRow> extends EncodedRows<Row> {
  override mass(row: number): number {
    const { weight, tokenLabels } = this.rows[row]!;
    return weight * tokenLabels.reduce((count, label) => count + (label >= 0 ? 1 : 0), 0);
  }

  override targets(rows: readonly number[], length: number, total: number): Feeds {
    const places = rows.length * length;
    const labels = new Int32Array(places);
    const shares = new Float32Array(places);
    rows.forEach((row, i) => {
      const { weight, tokenLabels } = this.rows[row]!;
      tokenLabels.forEach((label, place) => {
        if (label < 0) return;
        labels[i * length + place] = label;
        shares[i * length + place] = weight / total;
      });
    });
    return { labels: { data: labels, shape: [places] }, label_weights: { data: shares, shape: [places] } };
  }

  /** Logits [tokens, classes] of each row, without those of padding. */
  override split(output: OutputTensor, rows: readonly number[], length: number): Float32Array[] {
    const classes = output.data.length / (rows.length * length);
    return rows.map((row, i) => {
      const start = i * length * classes;
      return output.data.slice(start, start + this.lengths[row]! * classes);
    });
  }
}
