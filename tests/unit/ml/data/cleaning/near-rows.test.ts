import { buildVersion, jsonLines, rowsOf } from '../../../../support/dataset-version.js';

const ALL = { train: 1 };
const base = rowsOf({ a: 4, b: 4 });

/** Long texts, each with variants that differ in one word. */
function families(count: number, variants: number, label: (family: number, variant: number) => string) {
  return Array.from({ length: count }, (_, family) =>
    Array.from({ length: variants }, (_, variant) => ({
      text: `${Array.from({ length: 40 }, (_, word) => `w${family}x${word}`).join(' ')} number ${variant}`,
      label: label(family, variant),
    })),
  ).flat();
}

describe('near duplicates', () => {
  it('of one answer are dropped but for the first, and shown', async () => {
    const rows = [...base, ...families(3, 4, (family) => (family % 2 ? 'a' : 'b'))];
    const options = { split: ALL, cleaning: { nearDuplicates: {} } };
    const { splits, report } = await buildVersion(jsonLines(rows), { options });
    expect(report.rows).toMatchObject({ kept: 11, dropped: { nearDuplicate: 9 } });
    expect(splits.train.slice(8).every(({ text }) => text.endsWith('number 0'))).toBe(true);
    const examples = report.examples.filter(({ step }) => step === 'nearDuplicate');
    expect(examples).toHaveLength(3);
    expect(examples[0]).toMatchObject({
      before: expect.stringMatching(/1$/),
      note: expect.stringMatching(/^Near to: .* 0$/),
    });
  });

  it('with other answers stay', async () => {
    const rows = [...base, ...families(2, 4, (_, variant) => (variant % 2 ? 'a' : 'b'))];
    const options = { split: ALL, cleaning: { nearDuplicates: { threshold: 0.9 } } };
    const { report } = await buildVersion(jsonLines(rows), { options });
    expect(report.rows.dropped).toEqual({ nearDuplicate: 4 });
  });

  it('of conversations are told by all that is said, of marked texts by what is marked', async () => {
    const [one, two] = families(1, 2, () => 'a');
    const chat = [one, two].map(({ text } = one!) => ({
      messages: [
        { role: 'user', content: text },
        { role: 'assistant', content: `It is ${text}` },
      ],
    }));
    const options = { split: ALL, cleaning: { nearDuplicates: {} } };
    const talks = await buildVersion(jsonLines(chat), { task: 'chat', options });
    expect(talks.report.rows.dropped).toEqual({ nearDuplicate: 1 });
    const marked = [0, 4].map((shift) => ({
      text: `${'so, '.slice(0, shift)}${one!.text}`,
      spans: [{ start: shift, end: shift + 4, label: 'X' }],
    }));
    const spans = await buildVersion(jsonLines(marked), { task: 'token-classification', options });
    expect(spans.report.rows.dropped).toEqual({ nearDuplicate: 1 });
  });

  it('leave given test rows where they are', async () => {
    const pinned = families(3, 2, (family) => (family % 2 ? 'a' : 'b')).map((row, i) => ({
      ...row,
      split: i % 2 ? 'test' : 'train',
    }));
    const rows = [...base.map((row) => ({ ...row, split: 'train' })), ...pinned];
    const { splits, report } = await buildVersion(jsonLines(rows), { options: { cleaning: { nearDuplicates: {} } } });
    expect(report.rows.dropped).toEqual({ nearDuplicate: 3 });
    expect(splits.test).toHaveLength(3);
  });

  it('that stand in two splits are reported where asked for', async () => {
    const rows = [
      ...base.map((row) => ({ ...row, split: 'train' })),
      ...families(3, 3, () => 'a').map((row, i) => ({ ...row, split: i % 3 ? 'train' : 'test' })),
    ];
    const options = { cleaning: { nearDuplicates: { action: 'keep' as const } } };
    const { report } = await buildVersion(jsonLines(rows), { options });
    expect(report.rows.dropped).toEqual({});
    expect(report.leakage.near).toEqual({ trainValidation: 0, trainTest: 3, validationTest: 0 });
    expect(report.warnings.join()).toContain('Splits share texts that are nearly the same');
  });

  it('stand together in a random split where asked, whatever the order of the rows', async () => {
    const rows = [...rowsOf({ a: 40, b: 40 }), ...families(30, 4, (family) => (family % 2 ? 'a' : 'b'))];
    const keep = { cleaning: { nearDuplicates: { action: 'keep' as const } } };
    const apart = await buildVersion(jsonLines(rows), { options: keep });
    expect(apart.report.leakage.near!.trainTest).toBeGreaterThan(5);
    const options = { split: { groupNear: true } };
    const together = await buildVersion(jsonLines(rows), { options });
    expect(together.report.leakage.near).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
    expect(together.report.rows.kept).toBe(rows.length);
    const again = await buildVersion(jsonLines(rows.toReversed()), { options });
    const ids = ({ splits }: typeof again) => splits.test.map(({ id }) => id).sort();
    expect(ids(again)).toEqual(ids(together));
  });

  it('stay out of an extended version where they are near to its frozen rows or its train rows', async () => {
    const parent = await buildVersion(
      jsonLines([...rowsOf({ a: 40, b: 40 }), ...families(20, 1, (f) => (f % 2 ? 'a' : 'b'))]),
    );
    const of = (split: 'train' | 'test') => parent.splits[split].filter(({ text }) => text.startsWith('w'));
    const options = { cleaning: { nearDuplicates: {} } };
    const other = (label: string) => (label === 'a' ? 'b' : 'a');
    const additions = [
      ...of('test').map(({ text, label }) => ({ text: `${text} more`, label: other(label) })),
      ...of('train').map(({ text, label }) => ({ text: `${text} more`, label })),
    ];
    const child = await buildVersion(jsonLines(additions), { extend: parent.splits, options });
    expect(of('test').length).toBeGreaterThan(0);
    expect(child.report.rows.dropped).toEqual({
      nearInFrozenSplit: of('test').length,
      nearDuplicate: of('train').length,
    });
    expect(child.splits.test).toEqual(parent.splits.test);
  });

  it('refuse more rows than there is room for', async () => {
    const build = buildVersion(jsonLines(rowsOf({ a: 6, b: 6 })), {
      options: { cleaning: { nearDuplicates: {} } },
      limits: { nearRows: 10 },
    });
    await expect(build).rejects.toMatchObject({ code: 'too-many-rows' });
  });
});
