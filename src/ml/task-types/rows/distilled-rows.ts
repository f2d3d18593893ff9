import type { Feeds, OutputTensor } from '../../engine/engine.js';
import { EncodedRows } from './encoded-rows.js';

/** Texts with what a teacher answers beside what is right. */
export class DistilledRows extends EncodedRows {
  constructor(
    private readonly texts: EncodedRows,
    /** The teacher's probabilities for each row, at the temperature that they are learned at. */
    private readonly probabilities: readonly Float32Array[],
  ) {
    super(texts.rows, 0, texts.truncated);
  }

  override inputs(rows: readonly number[], length: number): Feeds {
    return this.texts.inputs(rows, length);
  }

  override targets(rows: readonly number[], length: number, total: number): Feeds {
    const width = this.probabilities[0]!.length;
    const data = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      data.set(this.probabilities[row]!, i * width);
    });
    return {
      ...this.texts.targets(rows, length, total),
      teacher_probabilities: { data, shape: [rows.length, width] },
    };
  }

  override split(output: OutputTensor, rows: readonly number[], length: number): Float32Array[] {
    return this.texts.split(output, rows, length);
  }
}
