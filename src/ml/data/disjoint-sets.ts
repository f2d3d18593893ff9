/** Sets of indices that are joined step by step (union-find); each is known by its least index. */
export class DisjointSets {
  private readonly parents: Int32Array;
  private readonly sizes: Int32Array;

  constructor(count: number) {
    this.parents = new Int32Array(count);
    for (let index = 0; index < count; index++) this.parents[index] = index;
    this.sizes = new Int32Array(count).fill(1);
  }

  /** The least index of the set. */
  root(index: number): number {
    let at = index;
    while (this.parents[at] !== at) {
      // Halving the way as it goes keeps the next search short.
      this.parents[at] = this.parents[this.parents[at]!]!;
      at = this.parents[at]!;
    }
    return at;
  }

  size(index: number): number {
    return this.sizes[this.root(index)]!;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.root(a), this.root(b)];
    if (one === other) return;
    const [low, high] = one < other ? [one, other] : [other, one];
    this.parents[high] = low;
    this.sizes[low]! += this.sizes[high]!;
  }
}
