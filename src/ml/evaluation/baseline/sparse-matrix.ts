/** A matrix in compressed sparse rows: row r holds `values[i]` at `columns[i]` for i in [offsets[r], offsets[r + 1]). */
export class SparseMatrix {
  constructor(
    readonly width: number,
    readonly offsets: Uint32Array,
    readonly columns: Uint32Array,
    readonly values: Float64Array,
  ) {}

  /** @param rows the column and value of each entry that is not 0 */
  static of(width: number, rows: readonly ReadonlyMap<number, number>[]): SparseMatrix {
    const offsets = new Uint32Array(rows.length + 1);
    for (const [r, row] of rows.entries()) offsets[r + 1] = offsets[r]! + row.size;
    const columns = new Uint32Array(offsets[rows.length]!);
    const values = new Float64Array(columns.length);
    let i = 0;
    for (const row of rows) {
      for (const [column, value] of row) {
        columns[i] = column;
        values[i++] = value;
      }
    }
    return new SparseMatrix(width, offsets, columns, values);
  }

  get height(): number {
    return this.offsets.length - 1;
  }

  /** The product of a row with the vector that starts at `start` in `dense`. */
  dot(row: number, dense: Float64Array, start: number): number {
    let sum = 0;
    for (let i = this.offsets[row]!; i < this.offsets[row + 1]!; i++) {
      sum += this.values[i]! * dense[start + this.columns[i]!]!;
    }
    return sum;
  }

  /** Adds `factor` times a row to the vector that starts at `start` in `dense`. */
  addTo(dense: Float64Array, start: number, row: number, factor: number): void {
    for (let i = this.offsets[row]!; i < this.offsets[row + 1]!; i++) {
      dense[start + this.columns[i]!]! += factor * this.values[i]!;
    }
  }
}
