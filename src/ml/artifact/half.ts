/**
 * IEEE 754 binary16 and bfloat16, as bits, from and to float32. Done on bits rather than with `Float16Array` because that
 * is not in every Node version the package allows.
 */

const bits = new Uint32Array(1);
const float = new Float32Array(bits.buffer);

/** float32 to binary16, rounded to nearest, ties to even; beyond ±65,519.99 it becomes an infinity, as IEEE 754 has it. */
export function toFloat16(value: number): number {
  float[0] = value;
  const word = bits[0]!;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x47800000) return sign | 0x7c00;
  return sign | (magnitude < 0x38800000 ? subnormal(magnitude) : normal(magnitude));
}

function normal(magnitude: number): number {
  const rebiased = magnitude - 0x38000000;
  return (rebiased + 0xfff + ((rebiased >>> 13) & 1)) >>> 13;
}

/** Below 2⁻¹⁴ a binary16 counts units of 2⁻²⁴. */
function subnormal(magnitude: number): number {
  if (magnitude < 0x33000000) return 0;
  const mantissa = (magnitude & 0x7fffff) | 0x800000;
  const shift = 126 - (magnitude >>> 23);
  const units = mantissa >>> shift;
  const rest = mantissa & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (units & 1) === 1) ? units + 1 : units;
}

export function encodeFloat16(values: Float32Array): Uint16Array {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) out[i] = toFloat16(values[i]!);
  return out;
}

let table: Float32Array | undefined;

/** Exact: every binary16 is a float32. */
export function decodeFloat16(halves: Uint16Array): Float32Array {
  table ??= float16Table();
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) out[i] = table[halves[i]!]!;
  return out;
}

function float16Table(): Float32Array {
  const values = new Float32Array(0x10000);
  for (let half = 0; half < 0x10000; half++) {
    const exponent = (half >>> 10) & 0x1f;
    const mantissa = half & 0x3ff;
    const sign = half & 0x8000 ? -1 : 1;
    if (exponent === 0x1f) values[half] = mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    else if (exponent === 0) values[half] = sign * mantissa * 2 ** -24;
    else values[half] = sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
  }
  return values;
}

/** Exact: a bfloat16 is the upper half of a float32. */
export function decodeBfloat16(halves: Uint16Array): Float32Array {
  const words = new Uint32Array(halves.length);
  for (let i = 0; i < halves.length; i++) words[i] = halves[i]! << 16;
  return new Float32Array(words.buffer);
}
