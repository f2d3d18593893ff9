import { LengthBatches } from '../../../../src/ml/training/length-batches.js';

const BATCH = 32;
const options = (seed = 1) => ({ batchSize: BATCH, seed, longest: 512 });
const epochOf = (batches: LengthBatches, epoch = 0) =>
  Array.from({ length: batches.batchesAnEpoch }, (_, i) => batches.rows(epoch * batches.batchesAnEpoch + i));

describe('LengthBatches', () => {
  it('mixes rows of one length, in whatever order they came', () => {
    const batches = epochOf(new LengthBatches(new Array<number>(1600).fill(128), options()));
    const shareOfFirstHalf = batches.map((rows) => rows.filter((row) => row < 800).length / BATCH);
    expect(Math.min(...shareOfFirstHalf)).toBeGreaterThan(0.1);
    expect(Math.max(...shareOfFirstHalf)).toBeLessThan(0.9);
  });

  it('puts rows of like lengths together, so that little is padded', () => {
    const lengths = Array.from({ length: 1600 }, (_, row) => 1 + ((row * 37) % 256));
    const all = new LengthBatches(lengths, options());
    const places = epochOf(all).reduce((sum, rows) => sum + rows.length * all.paddedLength(rows), 0);
    expect(places / lengths.reduce((sum, length) => sum + length)).toBeLessThan(1.15);
  });

  it('has every row once an epoch, in another order each time, the same for the same seed', () => {
    const lengths = Array.from({ length: 100 }, (_, row) => 10 + row);
    const [first, second] = [0, 1].map((epoch) =>
      epochOf(new LengthBatches(lengths, options()), epoch).flatMap((rows) => [...rows]),
    );
    const sorted = (rows: number[]) => rows.toSorted((a, b) => a - b);
    expect(sorted(first!)).toEqual(lengths.map((_, row) => row));
    expect(sorted(second!)).toEqual(sorted(first!));
    expect(second).not.toEqual(first);
    expect(epochOf(new LengthBatches(lengths, options())).flatMap((rows) => [...rows])).toEqual(first);
    expect(epochOf(new LengthBatches(lengths, options(2))).flatMap((rows) => [...rows])).not.toEqual(first);
  });
});
