import type { Example, Split } from '../../../../src/ml/data/example.js';
import type { VersionOptions } from '../../../../src/ml/data/options.js';
import { apportion } from '../../../../src/ml/data/splitting/random-split.js';
import { Random } from '../../../../src/ml/random.js';
import { type BuiltVersion, buildVersion, jsonLines, rowsOf } from '../../../support/dataset-version.js';

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);
type SplitOptions = NonNullable<VersionOptions['split']>;

function build(
  rows: readonly Example<'text-classification'>[],
  split?: SplitOptions,
  options: VersionOptions = {},
): Promise<BuiltVersion> {
  return buildVersion(jsonLines(rows), { options: { ...options, ...(split ? { split } : {}) } });
}

function sizes({ splits }: { splits: Record<Split, object[]> }): number[] {
  return [splits.train.length, splits.validation.length, splits.test.length];
}

function placesOf(version: BuiltVersion): Record<string, Split> {
  return Object.fromEntries(
    Object.entries(version.splits).flatMap(([split, rows]) => rows.map((row) => [row.text, split as Split])),
  );
}

/** A data set made up from a seed: 2 to 6 labels of very different frequency, in 30 to 400 rows. */
function madeUp(seed: number, group?: (random: Random) => string): Example<'text-classification'>[] {
  const random = new Random(seed);
  const labels = 2 + random.below(5);
  return Array.from({ length: 30 + random.below(371) }, (_, i) => {
    const label = `l${Math.min(random.below(labels), random.below(labels))}`;
    return { text: `text ${i} of ${seed}`, label, ...(group ? { group: group(random) } : {}) };
  });
}

describe('the random split', () => {
  it('keeps the shares, of all rows and of each label, to within a row', async () => {
    for (const seed of SEEDS) {
      const rows = madeUp(seed);
      const version = await build(rows, { train: 0.7, validation: 0.2, test: 0.1, seed });
      const [train, validation, test] = sizes(version);
      expect(train! + validation! + test!).toBe(rows.length);
      expect(Math.abs(train! - 0.7 * rows.length)).toBeLessThanOrEqual(1);
      expect(Math.abs(validation! - 0.2 * rows.length)).toBeLessThanOrEqual(1);
      for (const counts of Object.values(version.report.labels)) {
        const total = counts.train + counts.validation + counts.test;
        expect(Math.abs(counts.train - 0.7 * total)).toBeLessThan(2);
        expect(Math.abs(counts.validation - 0.2 * total)).toBeLessThan(2);
        expect(counts.train).toBeGreaterThan(0);
      }
    }
  });

  it('follows from the contents and the seed, not from the order of the rows', async () => {
    const rows = rowsOf({ a: 60, b: 30 });
    const first = await build(rows, { seed: 5 });
    expect(placesOf(await build([...rows].reverse(), { seed: 5 }))).toEqual(placesOf(first));
    expect(placesOf(await build(rows, { seed: 6 }))).not.toEqual(placesOf(first));
  });

  it('is the same in every release: a change here changes everybody’s versions', async () => {
    const { splits } = await build(rowsOf({ a: 10, b: 10 }));
    const names = (split: Split) => splits[split].map(({ text }) => text.replace(/text (\d+) about /, '$1')).sort();
    expect([names('validation'), names('test')]).toMatchInlineSnapshot(`
[
  [
    "5b",
    "8a",
  ],
  [
    "1b",
    "3a",
  ],
]
`);
  });

  it('gives rare labels to train first, and still fills the other splits', async () => {
    const counts = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`l${i}`, 3]));
    const version = await build(rowsOf(counts));
    expect(sizes(version)).toEqual([120, 15, 15]);
    for (const { train } of Object.values(version.report.labels)) expect(train).toBeGreaterThan(0);
  });

  it('never parts a group, and comes near the shares', async () => {
    for (const seed of SEEDS) {
      const rows = madeUp(seed, (random) => `g${random.below(40)}`);
      const version = await build(rows, { train: 0.6, validation: 0.2, test: 0.2, seed });
      const splitsOf = new Map<string, Set<string>>();
      for (const [split, examples] of Object.entries(version.splits)) {
        for (const { group } of examples) splitsOf.set(group!, (splitsOf.get(group!) ?? new Set()).add(split));
      }
      for (const splits of splitsOf.values()) expect(splits.size).toBe(1);
      const [train, validation] = sizes(version);
      expect(Math.abs(train! / rows.length - 0.6)).toBeLessThan(0.08);
      expect(Math.abs(validation! / rows.length - 0.2)).toBeLessThan(0.08);
    }
  });

  it('gives each split its share of large groups as of small ones', async () => {
    const groups = [...Array<number>(40).fill(20), ...Array<number>(200).fill(3)];
    const rows = groups.flatMap((size, g) =>
      Array.from({ length: size }, (_, i) => ({ text: `row ${i} of ${g}`, label: g % 2 ? 'a' : 'b', group: `g${g}` })),
    );
    const sizeOf = (group: string) => groups[Number(group.slice(1))];
    for (const seed of SEEDS.slice(0, 5)) {
      const { splits } = await build(rows, { train: 0.6, validation: 0.15, test: 0.25, seed });
      for (const [split, share] of [
        ['train', 0.6],
        ['validation', 0.15],
        ['test', 0.25],
      ] as const) {
        const large = splits[split].filter(({ group }) => sizeOf(group!) === 20).length;
        const small = splits[split].filter(({ group }) => sizeOf(group!) === 3).length;
        expect(Math.abs(large - share * 800)).toBeLessThanOrEqual(20);
        expect(Math.abs(small - share * 600)).toBeLessThanOrEqual(20);
      }
    }
  });

  it('groups by any column', async () => {
    const rows = rowsOf({ a: 40, b: 40 }, (i) => ({ metadata: {}, group: undefined, sender: `s${i % 8}` }) as object);
    const version = await build(rows, { groupBy: 'sender', train: 0.5, validation: 0.25, test: 0.25 });
    const senders = (split: Split) => new Set(version.splits[split].map(({ group }) => group));
    expect([...senders('train')].filter((sender) => senders('test').has(sender))).toEqual([]);
    expect(version.report.leakage.groups).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
  });

  it('keeps the shares of each of several labels', async () => {
    const random = new Random(3);
    const rows = Array.from({ length: 300 }, (_, i) => ({
      text: `text ${i}`,
      labels: ['a', 'b', 'c', 'rare'].filter((label) => random.uniform() < (label === 'rare' ? 0.05 : 0.4)),
    }));
    const { report, splits } = await buildVersion(jsonLines(rows), { task: 'multi-label-classification' });
    expect(splits.train.length).toBeGreaterThanOrEqual(235);
    expect(splits.train.length).toBeLessThanOrEqual(245);
    for (const counts of Object.values(report.labels)) {
      const total = counts.train + counts.validation + counts.test;
      expect(Math.abs(counts.test - total / 10)).toBeLessThanOrEqual(3);
    }
  });

  it('splits values, which have no labels, by the shares alone', async () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ text: `t${i}`, value: i / 7 }));
    const version = await buildVersion(jsonLines(rows), { task: 'text-regression' });
    expect(sizes(version)).toEqual([40, 5, 5]);
    expect(version.labels).toBeNull();
  });

  it('takes shares of 0', async () => {
    const rows = rowsOf({ a: 5, b: 5 });
    expect(sizes(await build(rows, { train: 0, validation: 0, test: 1 }))).toEqual([0, 0, 10]);
    expect(sizes(await build(rows, { test: 0, validation: 0.5 }))).toEqual([5, 5, 0]);
  });
});

describe('apportioning', () => {
  it('gives whole numbers that sum up, never negative, none where a split is closed', () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const n = random.below(50);
      const wanted = [n * 0.7 + random.uniform() - 0.5, n * 0.3 - random.uniform(), random.uniform()];
      const open = [true, true, seed % 2 === 0];
      const counts = apportion(n, wanted, open, 1);
      expect(counts.reduce((a, b) => a + b)).toBe(n);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(0);
      if (!open[2]) expect(counts[2]).toBe(0);
      if (n > 0) expect(counts[0]).toBeGreaterThan(0);
    }
  });
});

describe('splits by time and by column', () => {
  const dated = rowsOf({ a: 10, b: 10 }, (i) => ({ time: new Date(Date.UTC(2026, 0, 1 + i)).toISOString() }));

  it('trains on the earliest and tests on the latest', async () => {
    const { splits } = await build([...dated].reverse(), { by: 'time', train: 0.6, validation: 0.2, test: 0.2 });
    const last = (split: Split) =>
      splits[split]
        .map(({ time }) => time!)
        .sort()
        .at(-1)!;
    expect(splits.train).toHaveLength(12);
    expect(last('train') < last('validation') && last('validation') < last('test')).toBe(true);
  });

  it('refuses a split by time of rows that have none', async () => {
    await expect(build(rowsOf({ a: 5, b: 5 }), { by: 'time' })).rejects.toThrow(/needs a time in every row; row 1/);
  });

  const given = rowsOf({ a: 9, b: 9 }, (i) => ({ split: (['train', 'validation', 'test'] as const)[i % 3]! }));

  it('follows the splits that rows name, unless told otherwise', async () => {
    const version = await build(given);
    expect(sizes(version)).toEqual([6, 6, 6]);
    const told = await build(given, { by: 'random' });
    expect(sizes(told)).not.toEqual([6, 6, 6]);
    expect(told.report.warnings.join()).toMatch(/18 rows name a split of their own/);
  });

  it('refuses rows that name no split where others do', async () => {
    await expect(build([...given, { text: 'x', label: 'a' }])).rejects.toThrow(/Row 19 .* names no split/);
  });

  it('refuses a label that only the test split has', async () => {
    const rows: Example<'text-classification'>[] = [...given, { text: 'odd', label: 'odd', split: 'test' }];
    await expect(build(rows)).rejects.toThrow(/"odd" is only in test \(1 rows\)/);
  });
});

describe('splits that cannot be', () => {
  it('refuses one class', async () => {
    await expect(build(rowsOf({ spam: 20 }))).rejects.toThrow(/at least 2 different labels; found only "spam"/);
  });

  it('refuses one value', async () => {
    const source = jsonLines(Array.from({ length: 9 }, (_, i) => ({ text: `t${i}`, value: 3 })));
    const all = { split: { train: 1 } };
    await expect(buildVersion(source, { task: 'text-regression', options: all })).rejects.toThrow(/same value/);
  });

  it('refuses a split that was asked for and gets no rows', async () => {
    await expect(build(rowsOf({ a: 2, b: 2 }))).rejects.toThrow(/test was to have 0.1 of the rows, but of 4 rows/);
  });

  it.each<[string, VersionOptions, RegExp]>([
    ['shares that do not sum to 1', { split: { train: 0.9, validation: 0.2, test: 0.1 } }, /must sum to 1/],
    ['shares with a split by column', { split: { by: 'column', train: 1 } }, /has no effect/],
    ['strata with a split by time', { split: { by: 'time', stratify: true } }, /leave `stratify` out/],
    ['columns that the task has not', { columns: { value: 'x' } }, /have no field value/],
    ['two columns for the group', { columns: { group: 'x' }, split: { groupBy: 'y' } }, /give one of them/],
  ])('refuses %s', async (_, options, message) => {
    await expect(buildVersion('text,label\na,b\n', { options })).rejects.toThrow(message);
  });
});
