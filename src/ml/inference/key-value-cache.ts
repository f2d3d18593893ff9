/**
 * Keys and values of texts that are being written, one row a text. Rows stand at the start of tables of the same capacity,
 * which the engine reads where they lie; what a pass adds is written behind them.
 */
import type { KeyValueSizes } from '../architectures/key-values.js';
import type { Feeds, OutputTensor } from '../engine/engine.js';
import { keyValueNames, pastName } from '../tasks/continuation.js';

/** Capacities are multiples of this, so that few shapes occur and growing is rare. */
const CAPACITY_STEP = 64;
const FLOAT_BYTES = 4;

const capacityFor = (tokens: number) => Math.ceil(tokens / CAPACITY_STEP) * CAPACITY_STEP;

/** What a row of so many tokens takes. */
export const cacheBytes = ({ layers, heads, headWidth }: KeyValueSizes, tokens: number): number =>
  2 * layers * heads * headWidth * capacityFor(tokens) * FLOAT_BYTES;

export class KeyValueCache {
  readonly #lengths: number[];
  readonly #names: string[];
  readonly #tables: Float32Array[] = [];
  #capacity = 0;

  constructor(
    private readonly sizes: KeyValueSizes,
    rows: number,
  ) {
    this.#lengths = new Array<number>(rows).fill(0);
    this.#names = Array.from({ length: sizes.layers }, (_, layer) => Object.values(keyValueNames(layer))).flat();
  }

  /** Tokens of each row. */
  get lengths(): readonly number[] {
    return this.#lengths;
  }

  /** The past of rows from `first` to `end`. */
  feeds(first: number, end: number): Feeds {
    const lengths = this.#lengths.slice(first, end);
    const { heads, headWidth } = this.sizes;
    // A past has room for one token at least; of rows that have none, no more is read.
    const isEmpty = lengths.every((length) => length === 0);
    const capacity = isEmpty ? 1 : this.#capacity;
    const size = heads * capacity * headWidth;
    const mask = new Float32Array(lengths.length * capacity);
    lengths.forEach((length, row) => {
      mask.fill(1, row * capacity, row * capacity + length);
    });
    const shape = [lengths.length, heads, capacity, headWidth];
    const empty = new Float32Array(isEmpty ? lengths.length * size : 0);
    const kept = this.#names.map((name, i) => {
      const data = isEmpty ? empty : this.#tables[i]!.subarray(first * size, end * size);
      return [pastName(name), { data, shape }];
    });
    return { past_mask: { data: mask, shape: [lengths.length, capacity] }, ...Object.fromEntries(kept) };
  }

  /** Writes what a pass made of the first `counts[i]` tokens of row `first + i` behind what the row has. */
  append(first: number, outputs: Record<string, OutputTensor>, counts: readonly number[]): void {
    this.#grow(Math.max(...counts.map((count, i) => this.#lengths[first + i]! + count)));
    const { heads, headWidth } = this.sizes;
    this.#names.forEach((name, i) => {
      const { data, shape } = outputs[name]!;
      const tokens = shape[2]!;
      const table = this.#tables[i]!;
      counts.forEach((count, row) => {
        for (let head = 0; head < heads; head++) {
          const from = (row * heads + head) * tokens * headWidth;
          const to = ((first + row) * heads + head) * this.#capacity + this.#lengths[first + row]!;
          table.set(data.subarray(from, from + count * headWidth), to * headWidth);
        }
      });
    });
    counts.forEach((count, i) => {
      this.#lengths[first + i]! += count;
    });
  }

  /** Takes a row out; the last one takes its place. */
  remove(row: number): void {
    const last = this.#lengths.length - 1;
    const size = this.sizes.heads * this.#capacity * this.sizes.headWidth;
    for (const table of this.#tables) table.copyWithin(row * size, last * size, (last + 1) * size);
    this.#lengths[row] = this.#lengths[last]!;
    this.#lengths.pop();
  }

  #grow(tokens: number): void {
    if (tokens <= this.#capacity) return;
    const { heads, headWidth } = this.sizes;
    const before = this.#capacity * headWidth;
    this.#capacity = capacityFor(tokens);
    const after = this.#capacity * headWidth;
    const stretches = this.#lengths.length * heads;
    this.#names.forEach((_, i) => {
      const table = new Float32Array(stretches * after);
      const old = this.#tables[i];
      for (let s = 0; old && s < stretches; s++) table.set(old.subarray(s * before, (s + 1) * before), s * after);
      this.#tables[i] = table;
    });
  }
}
