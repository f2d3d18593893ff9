import type { Example } from '../../../../src/ml/data/example.js';
import { type BuildRequest, buildVersion, jsonLines } from '../../../support/dataset-version.js';

const TASK = 'token-classification';
const ALL = { split: { train: 1, validation: 0, test: 0 } };

const build = (source: string, request: Omit<BuildRequest<typeof TASK>, 'task'> = {}) =>
  buildVersion(source, { ...request, task: TASK, options: { ...ALL, ...request.options } });

const spans = [
  { start: 0, end: 3, label: 'PERSON' },
  { start: 13, end: 18, label: 'PLACE' },
];
const cell = JSON.stringify(spans).replaceAll('"', '""');

describe('rows with spans', () => {
  it.each([
    ['CSV', `text,spans\n"Ann moved to Paris","${cell}"\nnothing here,\n`],
    ['CSV with other names', `sentence,Entities\n"Ann moved to Paris","${cell}"\nnothing here,[]\n`],
    ['TSV', `text\tspans\nAnn moved to Paris\t${JSON.stringify(spans)}\nnothing here\t\n`],
    [
      'JSON Lines',
      jsonLines([
        { text: 'Ann moved to Paris', spans },
        { text: 'nothing here', spans: [] },
      ]),
    ],
    [
      'a JSON array',
      JSON.stringify([
        { text: 'Ann moved to Paris', spans },
        { text: 'nothing here', spans: [] },
      ]),
    ],
  ])('are read from %s', async (_, source) => {
    const { splits, labels } = await build(source);
    expect(splits.train.map(({ text, spans }) => [text, spans])).toEqual([
      ['Ann moved to Paris', spans],
      ['nothing here', []],
    ]);
    expect(labels).toEqual(['PERSON', 'PLACE']);
  });

  it('come in the order of the text, their labels trimmed', async () => {
    const [place, person] = [spans[1]!, { ...spans[0]!, label: ' PERSON ' }];
    const { splits, report } = await build(jsonLines([{ text: 'Ann moved to Paris', spans: [place, person] }]));
    expect(splits.train[0]!.spans).toEqual(spans);
    expect(report.rows.changed).toEqual({ spansSorted: 1, spanLabelTrimmed: 1 });
  });

  it('count UTF-16 code units', async () => {
    const { splits } = await build(jsonLines([{ text: '🙂 Ann', spans: [{ start: 3, end: 6, label: 'PERSON' }] }]));
    const { text, spans } = splits.train[0]!;
    expect(text.slice(spans[0]!.start, spans[0]!.end)).toBe('Ann');
  });

  const at = (start: unknown, end: unknown, more: object = {}) => [{ start, end, label: 'X', ...more }];
  it.each<[string, string, unknown, RegExp]>([
    ['a text', 'abc', 'X', /^Line 1 spans must be a list such as .*; found "X"/],
    ['a list of lists', 'abc', [[0, 1, 'X']], /^Line 1 spans\[0\] must be an object of start, end, label; found \[0/],
    ['a field too many', 'abc', at(0, 1, { text: 'a' }), /found "start", "end", "label", "text"/],
    ['a field too few', 'abc', [{ start: 0, end: 1 }], /of start, end, label; found "start", "end"/],
    ['a text as offset', 'abc', at('0', 1), /spans\[0\]\.start must be a whole number from 0; found "0"/],
    ['a fraction', 'abc', at(0, 1.5), /spans\[0\]\.end must be a whole number from 0; found 1\.5/],
    ['a place before the text', 'abc', at(-1, 2), /spans\[0\]\.start must be a whole number from 0; found -1/],
    ['a place after the text', 'abc', at(1, 4), /"X" from 1 to 4, and the text ends at 3\. Offsets count UTF-16/],
    ['an end before the start', 'abc', at(2, 1), /spans\[0\] ends at 1, which must be after its start 2/],
    ['nothing at all', 'abc', at(1, 1), /spans\[0\] ends at 1, which must be after its start 1/],
    ['white space alone', 'a  b', at(1, 3), /"X" from 1 to 3, which is white space alone/],
    ['half a character', 'a🙂', at(0, 2), /which cuts a character in two/],
    ['an empty label', 'abc', at(0, 1, { label: ' ' }), /spans\[0\]\.label is empty/],
    ['overlaps', 'abcd', [...at(1, 3), ...at(0, 2)], /spans overlap: "X" from 0 to 2 and "X" from 1 to 3/],
    ['the same twice', 'abcd', [...at(1, 3), ...at(1, 3)], /spans overlap/],
    ['too many', 'abcd', [...at(0, 1), ...at(1, 2), ...at(2, 3)], /spans has 3 items; at most 2 are allowed/],
    ['none said', 'abcd', null, /^Line 1 spans is missing or empty/],
  ])('are refused where they are %s', async (_, text, given, message) => {
    const source = jsonLines([
      { text, spans: given },
      { text: 'x', spans: at(0, 1) },
    ]);
    await expect(build(source, { limits: { spans: 2 } })).rejects.toThrow(message);
  });

  it('are refused where a cell is no JSON, where no row has any, and where strata are asked for', async () => {
    await expect(build('text,spans\nabc,0-1\n')).rejects.toThrow(/^Line 2 spans is not JSON; found "0-1"/);
    await expect(build('text,spans\nabc,[]\n')).rejects.toThrow(/needs rows with a label; found no label/);
    await expect(build('text,spans\n', { options: { split: { stratify: true } } })).rejects.toThrow(
      /have no labels of their own to stratify by/,
    );
    await expect(build('text,tags\nabc,x\n')).rejects.toThrow(/needs a column for spans; none was recognised/);
  });
});

describe('versions of rows with spans', () => {
  const rows: Example<typeof TASK>[] = Array.from({ length: 40 }, (_, i) => ({
    text: `Ann, Ann ${i}`,
    spans: [
      { start: 0, end: 3, label: 'PERSON' },
      ...(i % 2 ? [{ start: 5, end: 8, label: 'PERSON' }] : []),
      ...(i === 0 ? [{ start: 9, end: 10, label: 'NUMBER' }] : []),
    ],
  }));

  it('report how many spans of each label each split has', async () => {
    const { report, splits, labels } = await build(jsonLines(rows), { options: { split: { train: 0.5 } } });
    const persons = (part: typeof splits.train) =>
      part.flatMap(({ spans }) => spans).filter(({ label }) => label === 'PERSON').length;
    expect(report.labels.PERSON).toEqual({
      train: persons(splits.train),
      validation: persons(splits.validation),
      test: persons(splits.test),
    });
    expect(persons([...splits.train, ...splits.validation, ...splits.test])).toBe(60);
    expect(labels).toEqual(['NUMBER', 'PERSON']);
  });

  it('warn of labels that are rare in train, or not there at all', async () => {
    const pinned = rows.map((row, i) => ({ ...row, split: i < 20 ? ('test' as const) : ('train' as const) }));
    const { report } = await build(jsonLines(pinned), { options: { split: { by: 'column' } } });
    expect(report.warnings).toContainEqual('1 labels are not in train, so that no model can learn them: "NUMBER".');
    const { report: other } = await build(jsonLines(rows));
    expect(other.warnings).toContainEqual('1 labels have fewer than 10 train spans: "NUMBER" (1).');
  });

  it('drop equal rows, and keep different spans of one text together in a split, as a conflict', async () => {
    const others = rows.map(({ text }) => ({ text, spans: [{ start: 5, end: 8, label: 'PERSON' }] }));
    const { report } = await build(jsonLines([...rows, ...rows.slice(0, 5), ...others]), { options: { split: {} } });
    expect(report.rows).toMatchObject({ read: 85, kept: 80, dropped: { duplicate: 5 } });
    expect(report.conflicts).toBe(40);
    expect(report.leakage.texts).toEqual({ trainValidation: 0, trainTest: 0, validationTest: 0 });
  });

  it('let new spans of a text of train take the place of the old ones', async () => {
    const parent = await buildVersion(jsonLines(rows), { task: TASK });
    const { text } = parent.splits.train[0]!;
    const child = await buildVersion(jsonLines([{ text, spans: [] }]), { task: TASK, extend: parent.splits });
    expect(child.report.rows).toMatchObject({ kept: 1, superseded: 1 });
    expect(child.splits.test).toEqual(parent.splits.test);
  });
});
