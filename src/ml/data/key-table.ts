import { Growing } from './growing.js';

/**
 * From 96-bit keys to the first row that had them: an open-addressing hash table in typed arrays, of 12 bytes a key and
 * 6 to 12 for its slots. A Map of strings would take ten times the memory.
 */
export class KeyTable {
  private capacity = 1024;
  /** The number of a key, from 1; 0 where the slot is free. */
  private slots = new Uint32Array(this.capacity);
  private size = 0;
  /** The words of each key, and how many rows with known keys came before the row that first had it. */
  private readonly words = [new Growing(Uint32Array), new Growing(Uint32Array), new Growing(Uint32Array)] as const;
  private readonly known = new Growing(Float64Array, 0);

  /** The row that first had this key; `row` itself where it is the first, and is then remembered. */
  firstRow(key: readonly [number, number, number], row: number): number {
    if (this.size * 3 >= this.capacity * 2) this.grow();
    const slot = this.find(key);
    const found = this.slots[slot]!;
    if (found !== 0) return found - 1 + this.known.get(found - 1);
    this.known.push(row - this.size);
    this.slots[slot] = ++this.size;
    for (let word = 0; word < 3; word++) this.words[word]!.push(key[word]!);
    return row;
  }

  /** The slot that holds the key, or the free one where it belongs. Keys are hashes: any word spreads well. */
  private find(key: readonly [number, number, number]): number {
    const { slots, capacity, words } = this;
    for (let slot = key[0] & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      const at = slots[slot]! - 1;
      if (at === -1) return slot;
      if (words[0].get(at) === key[0] && words[1].get(at) === key[1] && words[2].get(at) === key[2]) return slot;
    }
  }

  private grow(): void {
    this.capacity *= 2;
    this.slots = new Uint32Array(this.capacity);
    const { slots, capacity } = this;
    for (let at = 0; at < this.size; at++) {
      let slot = this.words[0].get(at) & (capacity - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (capacity - 1);
      slots[slot] = at + 1;
    }
  }
}
