/**
 * From 96-bit keys to the first row that had them: an open-addressing hash table in typed arrays, 16 bytes a slot. A Map
 * of strings would take ten times the memory.
 */
export class KeyTable {
  private capacity = 1024;
  private slots = new Uint32Array(4 * this.capacity);
  private size = 0;

  /** The row that first had this key; `row` itself where it is the first, and is then remembered. */
  firstRow(key: readonly [number, number, number], row: number): number {
    if (this.size * 3 >= this.capacity * 2) this.grow();
    const at = this.find(key[0], key[1], key[2]);
    const found = this.slots[at + 3]!;
    if (found !== 0) return found - 1;
    this.size++;
    this.slots.set(key, at);
    this.slots[at + 3] = row + 1;
    return row;
  }

  /** Offset of the slot that holds the key, or of the free one where it belongs. Keys are hashes: any word spreads well. */
  private find(a: number, b: number, c: number): number {
    const { slots, capacity } = this;
    for (let slot = a & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      const at = 4 * slot;
      if (slots[at + 3] === 0) return at;
      if (slots[at] === a && slots[at + 1] === b && slots[at + 2] === c) return at;
    }
  }

  private grow(): void {
    const old = this.slots;
    this.capacity *= 2;
    this.slots = new Uint32Array(4 * this.capacity);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at + 3] === 0) continue;
      this.slots.set(old.subarray(at, at + 4), this.find(old[at]!, old[at + 1]!, old[at + 2]!));
    }
  }
}
