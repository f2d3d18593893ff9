import { Growing } from './growing.js';

/** For each row an earlier one that is like it, or the row itself: kept as the distance, so that rows like none take nothing. */
export class FirstRows {
  private readonly back = new Growing(Uint32Array, 0);

  push(first: number): void {
    this.back.push(this.back.length - first);
  }

  get(row: number): number {
    return row - this.back.get(row);
  }
}
