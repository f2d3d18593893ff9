/** A matrix in compressed sparse rows: row r holds `values[i]` at `columns[i]` for i in [offsets[r], offsets[r + 1]). */
export class SparseMatrix {
  constructor(
    readonly width: number,
    readonly offsets: Uint32Array,
    readonly columns: Uint32Array,
    readonly values: Float64Array,
  ) {}

  /** @param rows the column and value of each entry that is not 0; taken one at a time */
  static of(width: number, rows: Iterable<ReadonlyMap<number, number>>): SparseMatrix {
    const offsets = [0];
    const columns: number[] = [];
    const values: number[] = [];
    for (const row of rows) {
      for (const [column, value] of row) {
        columns.push(column);
        values.push(value);
      }
      offsets.push(columns.length);
    }
    return new SparseMatrix(width, Uint32Array.from(offsets), Uint32Array.from(columns), Float64Array.from(values));
  }

  get height(): number {
    return this.offsets.length - 1;
  }

  /** Entries that are not 0. */
  get entries(): number {
    return this.values.length;
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

  /** The given rows, in that order. */
  select(rows: ArrayLike<number>): SparseMatrix {
    const offsets = new Uint32Array(rows.length + 1);
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      offsets[i + 1] = offsets[i]! + this.offsets[row + 1]! - this.offsets[row]!;
    }
    const columns = new Uint32Array(offsets[rows.length]!);
    const values = new Float64Array(columns.length);
    for (let i = 0; i < rows.length; i++) {
      const [start, end] = [this.offsets[rows[i]!]!, this.offsets[rows[i]! + 1]!];
      columns.set(this.columns.subarray(start, end), offsets[i]!);
      values.set(this.values.subarray(start, end), offsets[i]!);
    }
    return new SparseMatrix(this.width, offsets, columns, values);
  }
}
