import { decodeBfloat16, decodeFloat16, encodeFloat16, toFloat16 } from '../../../../src/ml/artifact/half.js';

describe('binary16', () => {
  it('gives every finite half back after decoding and encoding', () => {
    const finite = Uint16Array.from({ length: 0x10000 }, (_, i) => i).filter((half) => (half & 0x7c00) !== 0x7c00);
    expect(encodeFloat16(decodeFloat16(finite))).toEqual(finite);
  });

  it.each([
    ['one', 1, 0x3c00],
    ['minus two', -2, 0xc000],
    ['the largest', 65504, 0x7bff],
    ['just under the overflow', 65519.996, 0x7bff],
    ['the overflow', 65520, 0x7c00],
    ['infinity', -Number.POSITIVE_INFINITY, 0xfc00],
    ['a tie, to the even below', 1 + 2 ** -11, 0x3c00],
    ['a tie, to the even above', 1 + 3 * 2 ** -11, 0x3c02],
    ['a little over a tie', 1 + 2 ** -11 + 2 ** -20, 0x3c01],
    ['the smallest normal', 2 ** -14, 0x0400],
    ['the largest subnormal, rounded up to normal', 2 ** -14 - 2 ** -26, 0x0400],
    ['the smallest subnormal', 2 ** -24, 0x0001],
    ['half of the smallest: a tie, to zero', 2 ** -25, 0x0000],
    ['a little over half of the smallest', 2 ** -25 * 1.0001, 0x0001],
    ['a float32 subnormal', 1e-40, 0x0000],
    ['minus zero', -0, 0x8000],
    ['not a number', Number.NaN, 0x7e00],
  ])('rounds to nearest, ties to even: %s', (_, value, half) => {
    expect(toFloat16(value)).toBe(half);
  });
});

describe('bfloat16', () => {
  it('is the upper half of a float32', () => {
    expect([...decodeBfloat16(Uint16Array.of(0x3f80, 0xc000, 0x7f80))]).toEqual([1, -2, Number.POSITIVE_INFINITY]);
  });
});
