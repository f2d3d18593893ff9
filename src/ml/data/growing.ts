type NumberArray = Int8Array | Uint8Array | Int32Array | Uint32Array | Float64Array;
type NumberArrayClass = new (length: number) => NumberArray;

const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;

/**
 * A column of millions of numbers without an object for each, that can be pushed to. It grows chunk by chunk: an array that
 * doubles would hold three times its numbers at the moment when it does. A chunk of the default value alone takes nothing.
 */
export class Growing {
  length = 0;
  private readonly chunks: (NumberArray | null)[] = [];

  /** @param fallback what nearly all rows have, where there is such a value */
  constructor(
    private readonly type: NumberArrayClass,
    private readonly fallback: number | null = null,
  ) {}

  push(value: number): void {
    const index = this.length++;
    if ((index & (CHUNK - 1)) === 0) this.chunks.push(null);
    this.set(index, value);
  }

  get(index: number): number {
    const chunk = this.chunks[index >> CHUNK_BITS];
    return chunk ? chunk[index & (CHUNK - 1)]! : this.fallback!;
  }

  set(index: number, value: number): void {
    const chunk = this.chunks[index >> CHUNK_BITS];
    if (chunk) chunk[index & (CHUNK - 1)] = value;
    else if (!Object.is(value, this.fallback)) this.open(index >> CHUNK_BITS)[index & (CHUNK - 1)] = value;
  }

  private open(at: number): NumberArray {
    const chunk = new this.type(CHUNK);
    if (this.fallback !== null) chunk.fill(this.fallback);
    this.chunks[at] = chunk;
    return chunk;
  }
}
