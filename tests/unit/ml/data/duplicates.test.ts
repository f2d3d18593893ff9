import type { Example, Split } from '../../../../src/ml/data/example.js';
import { buildVersion, jsonLines, rowsOf } from '../../../support/dataset-version.js';

const ALL = { split: { train: 1 } };
const base = rowsOf({ a: 10, b: 10 });

describe('exact duplicates', () => {
  it('drops rows that differ from an earlier one in white space and Unicode form alone', async () => {
    const twins = [
      { text: '  text 0\tabout a', label: 'a' },
      { text: 'cafe\u0301', label: 'a' },
      { text: 'caf\u00e9', label: 'a' },
    ];
    const { splits, report } = await buildVersion(jsonLines([...base, ...twins]), { options: ALL });
    expect(report.rows).toMatchObject({ read: 23, kept: 21, dropped: { duplicate: 2 } });
    expect(new Set(splits.train.map(({ id }) => id)).size).toBe(21);
  });

  it('keeps them where asked, under ids of their own', async () => {
    const options = { ...ALL, cleaning: { duplicates: 'keep' as const } };
    const { splits } = await buildVersion(jsonLines([...base, base[0]!, base[0]!]), { options });
    const ids = splits.train.filter(({ text }) => text === base[0]!.text).map(({ id }) => id);
    expect(ids).toEqual([ids[0], `${ids[0]}_2`, `${ids[0]}_3`]);
  });

  it('takes many of them in linear time', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => ({ text: 'ok', label: i % 2 ? 'a' : 'b' }));
    const { report } = await buildVersion(jsonLines(rows), { options: ALL });
    expect(report.rows).toMatchObject({ kept: 2, dropped: { duplicate: 49_998 } });
    expect(report.conflicts).toBe(1);
  }, 5_000);

  it('reports texts with two answers, and keeps each in one split', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ text: `t${i % 20}`, label: i < 20 ? 'a' : 'b' }));
    const { report } = await buildVersion(jsonLines(rows));
    expect(report.conflicts).toBe(20);
    expect(report.warnings.join()).toContain('20 texts have more than one answer');
    expect(report.leakage.texts).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
  });

  it('leaves given test rows where they are, and takes their twins out of train', async () => {
    const rows = rowsOf({ a: 6, b: 6 }, () => ({ split: 'train' }));
    const test: Example<'text-classification'>[] = rows
      .filter((_, i) => i % 3 === 0)
      .map((row) => ({ ...row, split: 'test' }));
    const { splits, report } = await buildVersion(jsonLines([...rows, ...test]));
    expect([splits.train.length, splits.test.length]).toEqual([8, 4]);
    expect(report.rows.dropped).toEqual({ duplicate: 4 });
  });

  it('reports texts and groups that given splits share', async () => {
    const rows: Example<'text-classification'>[] = [
      ...rowsOf({ a: 4, b: 4 }, (i) => ({ split: 'train', group: `g${i}` })),
      { text: 'text 0 about a', label: 'b', split: 'test', group: 'g1' },
    ];
    const { report } = await buildVersion(jsonLines(rows));
    expect(report.leakage.texts.trainTest).toBe(1);
    expect(report.leakage.groups.trainTest).toBe(1);
    expect(report.warnings.join()).toContain('Splits share texts');
  });
});

describe('extending a version', () => {
  const rows = rowsOf({ a: 20, b: 20 }, (i) => ({ group: `g${i}` }));

  it('keeps its validation and test rows, and adds new rows to train', async () => {
    const parent = await buildVersion(jsonLines(rows));
    const child = await buildVersion(jsonLines(rowsOf({ a: 2, new: 3 })), { extend: parent.splits });
    expect(child.splits.validation).toEqual(parent.splits.validation);
    expect(child.splits.test).toEqual(parent.splits.test);
    expect(child.splits.train).toHaveLength(parent.splits.train.length + 3);
    expect(child.report.rows).toMatchObject({ read: 5, kept: 3, inherited: 40, dropped: { duplicate: 2 } });
    expect(child.labels).toEqual(['a', 'b', 'new']);
  });

  it('keeps out what the frozen splits hold: their texts, with whatever answer, and their groups', async () => {
    const parent = await buildVersion(jsonLines(rows));
    const { test, validation } = parent.splits;
    const additions = [
      { text: test[0]!.text, label: 'a' },
      { text: test[0]!.text, label: 'b' },
      { text: 'of a frozen group', label: 'a', group: validation[0]!.group },
      { text: 'new', label: 'a' },
    ];
    const child = await buildVersion(jsonLines(additions), { extend: parent.splits });
    expect(child.report.rows.dropped).toEqual({ inFrozenSplit: 2, groupInFrozenSplit: 1 });
    expect(child.splits.train.at(-1)!.text).toBe('new');
  });

  it('lets a new answer take the place of the one in train', async () => {
    const parent = await buildVersion(jsonLines(rows));
    const old = parent.splits.train.find(({ label }) => label === 'a')!;
    const child = await buildVersion(jsonLines([{ text: old.text, label: 'b' }]), { extend: parent.splits });
    expect(child.splits.train.filter(({ text }) => text === old.text).map(({ label }) => label)).toEqual(['b']);
    expect(child.report.rows).toMatchObject({ kept: 1, superseded: 1 });
    expect(child.report.conflicts).toBe(0);
  });

  it('comes out the same when extended with nothing new', async () => {
    const parent = await buildVersion(jsonLines(rows));
    const child = await buildVersion(jsonLines(rows), { extend: parent.splits });
    for (const split of ['train', 'validation', 'test'] satisfies Split[]) {
      expect(child.splits[split]).toEqual(parent.splits[split]);
    }
  });
});
