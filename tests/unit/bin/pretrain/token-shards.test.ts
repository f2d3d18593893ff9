import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SpecialTokens, TokenShards } from '../../../../src/bin/pretrain/token-shards.js';
import { Random } from '../../../../src/ml/random.js';

const SPECIAL: SpecialTokens = {
  padId: 0,
  startId: 2,
  separatorId: 3,
  maskId: 4,
  specialIds: new Set([0, 1, 2, 3, 4]),
  vocabSize: 100,
  share: 0.3,
};
const ROWS = 4;
const LENGTH = 16;

let shards: TokenShards;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shards-'));
  await writeFile(
    join(folder, 'train.bin'),
    Buffer.from(Uint16Array.from({ length: 500 }, (_, i) => 5 + (i % 95)).buffer),
  );
  shards = await TokenShards.read(folder, 'train', SPECIAL);
  await rm(folder, { recursive: true });
});

const batch = (summaryShare?: number) => shards.maskedBatch(ROWS, LENGTH, new Random(1), summaryShare).parts[0]!;
const data = (feed: { data: ArrayLike<number> } | undefined) => Array.from(feed!.data);

describe('a batch of passages', () => {
  it('hides a share of the tokens', () => {
    const { positions } = batch();
    expect(data(positions)).toHaveLength(Math.round(0.3 * ROWS * (LENGTH - 2)));
  });

  it('lets each first token predict one of the hidden tokens of its passage, when told to', () => {
    const plain = batch();
    const count = data(plain.positions).length;
    const { positions, labels, input_ids } = batch(0.2);
    expect(input_ids).toEqual(plain.input_ids);
    expect(data(positions).slice(0, count)).toEqual(data(plain.positions));
    expect(data(positions).slice(count)).toEqual([0, LENGTH, 2 * LENGTH, 3 * LENGTH]);
    data(labels)
      .slice(count)
      .forEach((label, row) => {
        const hidden = data(plain.labels).filter((_, i) => Math.floor(data(plain.positions)[i]! / LENGTH) === row);
        expect(hidden).toContain(label);
      });
  });

  it('gives these predictions their share of the loss', () => {
    const { positions, label_weights } = batch(0.2);
    const weights = data(label_weights);
    const sum = (some: number[]) => some.reduce((total, weight) => total + weight, 0);
    expect(sum(weights)).toBeCloseTo(1, 6);
    expect(sum(weights.filter((_, i) => data(positions)[i]! % LENGTH === 0))).toBeCloseTo(0.2, 6);
  });

  it('tells of every place which prediction is made there', () => {
    const { positions, inverse } = batch(0.2);
    const places = data(positions);
    data(inverse).forEach((index, place) => {
      expect(index).toBe(places.includes(place) ? places.indexOf(place) : places.length);
    });
  });
});
