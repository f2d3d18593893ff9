import type { Feeds, OutputTensor } from '../../engine/engine.js';
import { EncodedRows } from './encoded-rows.js';

/** Rows of which the network's states were computed before: what a head alone is trained on. */
export class FeatureRows extends EncodedRows {
  constructor(
    private readonly texts: EncodedRows,
    /** States of each row, [width]. */
    private readonly features: readonly Float32Array[],
  ) {
    super(texts.rows, 0, texts.truncated);
  }

  override inputs(rows: readonly number[]): Feeds {
    const width = this.features[0]!.length;
    const data = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      data.set(this.features[row]!, i * width);
    });
    return { features: { data, shape: [rows.length, width] } };
  }

  override batch(rows: readonly number[], length: number, total: number): Feeds {
    return { ...this.inputs(rows), ...this.targets(rows, length, total) };
  }

  override targets(rows: readonly number[], length: number, total: number): Feeds {
    return this.texts.targets(rows, length, total);
  }

  override split(output: OutputTensor, rows: readonly number[], length: number): Float32Array[] {
    return this.texts.split(output, rows, length);
  }
}
