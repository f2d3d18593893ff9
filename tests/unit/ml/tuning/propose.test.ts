import { pointKey } from '../../../../src/ml/tuning/dimension.js';
import { propose, SearchStrategy } from '../../../../src/ml/tuning/propose.js';
import { type Point, SearchSpace } from '../../../../src/ml/tuning/search-space.js';
import type { Tried } from '../../../../src/ml/tuning/tree-parzen.js';

const RANDOM = SearchStrategy.parse({ type: 'random' });
const TPE = SearchStrategy.parse({ type: 'tpe' });
const space = SearchSpace.parse({
  learningRate: { min: 1e-5, max: 1e-2 },
  batchSize: { min: 4, max: 64, scale: 'log' },
  dropout: { min: 0, max: 0.5 },
  schedule: { values: ['linear', 'cosine', 'constant'] },
});

/** The best at a rate of 1e-3, batches of 16, a dropout of 0.1 and the cosine schedule. */
const loss = ({ learningRate, batchSize, dropout, schedule }: Point): number =>
  Math.log10((learningRate as number) / 1e-3) ** 2 +
  Math.log2((batchSize as number) / 16) ** 2 / 4 +
  10 * ((dropout as number) - 0.1) ** 2 +
  (schedule === 'cosine' ? 0 : 0.3);

/** What a search of so many trials finds, one trial after the other. */
function search(strategy: SearchStrategy, seed: number, trials: number): Tried[] {
  const tried: Tried[] = [];
  for (let number = 0; number < trials; number++) {
    const point = propose(space, strategy, tried, { seed, number })!;
    tried.push({ point, loss: loss(point) });
  }
  return tried;
}
const bestOf = (tried: readonly Tried[]) => Math.min(...tried.map((trial) => trial.loss!));
const draws = (count: number) =>
  Array.from({ length: count }, (_, number) => propose(space, RANDOM, [], { seed: 7, number })!);

describe('random search', () => {
  it('stays within the space, spreads logarithms evenly, and gives whole numbers where such are', () => {
    const points = draws(3000);
    const share = (holds: (point: Point) => boolean) => points.filter(holds).length / points.length;
    const rates = points.map(({ learningRate }) => learningRate as number);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1e-5);
    expect(Math.max(...rates)).toBeLessThanOrEqual(1e-2);
    for (const rate of [1e-4, 1e-3]) {
      const expected = (Math.log10(rate) + 5) / 3;
      expect(share(({ learningRate }) => (learningRate as number) < rate)).toBeCloseTo(expected, 1);
    }
    const sizes = new Set(points.map(({ batchSize }) => batchSize as number));
    expect([...sizes].every(Number.isInteger)).toBe(true);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([4, 64]);
    expect(share(({ batchSize }) => (batchSize as number) < 16)).toBeCloseTo(0.5, 1);
    expect(share(({ dropout }) => (dropout as number) < 0.25)).toBeCloseTo(0.5, 1);
    expect(share(({ schedule }) => schedule === 'cosine')).toBeCloseTo(1 / 3, 1);
  });

  it('keeps as many digits as it takes to tell the ends of a range apart, and few more', () => {
    const narrow = SearchSpace.parse({ dropout: { min: 0.10001, max: 0.10004 }, weightDecay: { min: 0, max: 1 } });
    const points = Array.from({ length: 20 }, (_, number) => propose(narrow, RANDOM, [], { seed: 1, number })!);
    expect(new Set(points.map(({ dropout }) => dropout)).size).toBe(20);
    for (const { weightDecay } of points)
      expect(String(weightDecay).replace(/^0\.0*/, '').length).toBeLessThanOrEqual(4);
  });

  it('draws the same for the same seed and number, whatever the order in which the space was written', () => {
    const reversed = Object.fromEntries(Object.entries(space).reverse());
    const proposals = [space, reversed].map((given) => propose(given, RANDOM, [], { seed: 1, number: 3 }));
    expect(proposals[0]).toEqual(proposals[1]);
    expect(propose(space, RANDOM, [], { seed: 1, number: 4 })).not.toEqual(proposals[0]);
    expect(propose(space, RANDOM, [], { seed: 2, number: 3 })).not.toEqual(proposals[0]);
  });
});

describe('TPE', () => {
  const SEEDS = [1, 2, 3, 4, 5, 6];

  it('finds better points than random search in as many trials', () => {
    const mean = (strategy: SearchStrategy) =>
      SEEDS.reduce((sum, seed) => sum + bestOf(search(strategy, seed, 40)), 0) / SEEDS.length;
    const [byTree, byChance] = [mean(TPE), mean(RANDOM)];
    expect(byTree).toBeLessThan(0.5 * byChance);
  });

  it('gives points of the space, and the same again for the same trials', () => {
    const tried = search(TPE, 3, 30);
    for (const { point } of tried.slice(10)) {
      expect(point.learningRate).toBeGreaterThanOrEqual(1e-5);
      expect(point.learningRate).toBeLessThanOrEqual(1e-2);
      expect(Number.isInteger(point.batchSize)).toBe(true);
      expect(['linear', 'cosine', 'constant']).toContain(point.schedule);
    }
    expect(search(TPE, 3, 30)).toEqual(tried);
  });

  it('keeps away from where trials run still, and from where they failed', () => {
    const done = search(TPE, 1, 20);
    const next = propose(space, TPE, done, { seed: 1, number: 20 })!;
    const around: Tried[] = Array.from({ length: 8 }, () => ({ point: next, loss: null }));
    const distance = (point: Point) =>
      Math.abs(Math.log10((point.learningRate as number) / (next.learningRate as number)));
    const far = (tried: readonly Tried[]) =>
      SEEDS.reduce((sum, seed) => sum + distance(propose(space, TPE, tried, { seed, number: 21 })!), 0);
    expect(far([...done, ...around])).toBeGreaterThan(far(done));
  });

  it('learns nothing of what lies outside of the space, as defaults may', () => {
    const outside: Tried = { point: { learningRate: 0.5, batchSize: 'auto', schedule: 'never' }, loss: -1 };
    const point = propose(space, TPE, [...search(RANDOM, 1, 12), outside], { seed: 1, number: 13 })!;
    expect(point.learningRate).toBeLessThanOrEqual(1e-2);
  });
});

describe.each([RANDOM, SearchStrategy.parse({ type: 'tpe', startupTrials: 1 })])('$type search', (strategy) => {
  it('tries every point of a small space once, and then has none', () => {
    const small = SearchSpace.parse({
      batchSize: { min: 1, max: 3 },
      method: { values: [{ type: 'full' }, { alpha: 16, type: 'lora', rank: 8 }] },
    });
    const tried: Tried[] = [];
    for (let number = 0; number < 6; number++) {
      const point = propose(small, strategy, tried, { seed: 1, number })!;
      tried.push({ point, loss: number });
    }
    expect(new Set(tried.map(({ point }) => pointKey(point))).size).toBe(6);
    expect(propose(small, strategy, tried, { seed: 1, number: 6 })).toBeNull();
  });
});
