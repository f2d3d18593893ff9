type NumberArray = Int8Array | Int32Array | Uint8Array | Uint32Array | Float64Array;

/** A typed array that can be pushed to: a column of millions of numbers, without an object for each. */
export class Growing<A extends NumberArray> {
  length = 0;

  constructor(private array: A) {}

  push(value: number): void {
    if (this.length === this.array.length) {
      const larger = new (this.array.constructor as new (length: number) => A)(Math.max(1024, this.length * 2));
      larger.set(this.array as never);
      this.array = larger;
    }
    this.array[this.length++] = value;
  }

  get(index: number): number {
    return this.array[index]!;
  }

  set(index: number, value: number): void {
    this.array[index] = value;
  }
}
