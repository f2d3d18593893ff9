import { philox4x32, Random } from '../../../src/ml/random.js';

describe('Random', () => {
  it('gives the known answers of Philox4x32-10', () => {
    // The vectors published with Random123 (kat_vectors).
    expect(philox4x32([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
    const ones = 0xffffffff;
    expect(philox4x32([ones, ones, ones, ones], [ones, ones])).toEqual([
      0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd,
    ]);
    expect(philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
      0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
    ]);
  });

  it('repeats for a seed and differs between seeds and streams', () => {
    const draws = (seed: number, stream?: number) => {
      const random = new Random(seed, stream);
      return Array.from({ length: 9 }, () => random.uint32());
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
    expect(draws(7)).not.toEqual(draws(7, 1));
    expect(draws(7)).not.toEqual(draws(7 + 2 ** 32));
  });

  it('draws uniformly', () => {
    const random = new Random(1);
    const counts = new Array(10).fill(0);
    let sum = 0;
    for (let i = 0; i < 20_000; i++) {
      counts[random.below(10)] += 1;
      sum += random.uniform();
    }
    // Chi-squared of 9 degrees of freedom: 27.9 is its 0.999 quantile.
    expect(counts.reduce((chi, count) => chi + (count - 2_000) ** 2 / 2_000, 0)).toBeLessThan(27.9);
    expect(sum / 20_000).toBeCloseTo(0.5, 1);
  });

  it('shuffles every item into every place equally often', () => {
    const random = new Random(3);
    const lasts = [0, 0, 0];
    for (let i = 0; i < 6_000; i++) lasts[random.shuffle([0, 1, 2])[2]!]! += 1;
    for (const count of lasts) expect(Math.abs(count - 2_000)).toBeLessThan(150);
  });

  it('refuses what is not a seed or a bound', () => {
    expect(() => new Random(-1)).toThrow('seed must be a non-negative integer');
    expect(() => new Random(0.5)).toThrow('seed');
    expect(() => new Random(1).below(0)).toThrow('bound must be an integer from 1');
  });
});
