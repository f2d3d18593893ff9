/**
 * The one source of randomness in `ml`: Philox4x32-10, the counter-based generator of Salmon et al., "Parallel Random
 * Numbers: As Easy as 1, 2, 3" (SC 2011). Its n-th draw is a function of (seed, stream, n) alone, so that work which is
 * resumed or split draws the same numbers, and independent uses of one seed take different streams.
 */
export class Random {
  private block = 0;
  private position = 4;
  private words: Words = [0, 0, 0, 0];

  /** @param seed,stream non-negative safe integers; what differs in either is independent. */
  constructor(
    private readonly seed: number,
    private readonly stream = 0,
  ) {
    for (const [name, value] of Object.entries({ seed, stream })) {
      if (!Number.isSafeInteger(value) || value < 0) {
        throw new RangeError(`${name} must be a non-negative integer below 2^53, found ${value}`);
      }
    }
  }

  /** A uniform integer in [0, 2^32). */
  uint32(): number {
    if (this.position === 4) {
      const counter: Words = [low(this.block), high(this.block), low(this.stream), high(this.stream)];
      this.words = philox4x32(counter, [low(this.seed), high(this.seed)]);
      this.block += 1;
      this.position = 0;
    }
    return this.words[this.position++]!;
  }

  /** A uniform number in [0, 1), with 53 random bits. */
  uniform(): number {
    return ((this.uint32() >>> 5) * 0x4000000 + (this.uint32() >>> 6)) / 2 ** 53;
  }

  /** A uniform integer in [0, bound), without modulo bias. */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`bound must be an integer from 1 to 2^32, found ${bound}`);
    }
    // As many bits as the bound needs, drawn again while they are too many: at most two draws on average.
    const bits = bound === 1 ? 0 : 0xffffffff >>> Math.clz32(bound - 1);
    let draw = (this.uint32() & bits) >>> 0;
    while (draw >= bound) draw = (this.uint32() & bits) >>> 0;
    return draw;
  }

  /** Shuffles in place (Fisher and Yates) and returns the same array. */
  shuffle<T extends unknown[] | Int32Array | Uint32Array>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return items;
  }
}

export type Words = [number, number, number, number];

/** Ten rounds of Philox over four 32-bit words of counter and two of key. */
export function philox4x32(counter: Readonly<Words>, key: readonly [number, number]): Words {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0);
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) | 0;
    k1 = (k1 + 0xbb67ae85) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/** The upper 32 bits of the product of two unsigned 32-bit integers, in 32-bit arithmetic. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = Math.imul(aLow, bLow) >>> 16;
  const middle = (Math.imul(aHigh, bLow) >>> 0) + low;
  const other = (Math.imul(aLow, bHigh) >>> 0) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) | 0;
}

const low = (value: number): number => value >>> 0;
const high = (value: number): number => Math.floor(value / 2 ** 32);
