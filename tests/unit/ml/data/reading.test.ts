import { gzipSync } from 'node:zlib';
import type { DatasetTask, StoredExample } from '../../../../src/ml/data/example.js';
import { type BuildRequest, buildVersion, jsonLines } from '../../../support/dataset-version.js';

/** All rows into train, so that a few rows are enough. */
const ALL = { split: { train: 1, validation: 0, test: 0 } };

async function read<Task extends DatasetTask = 'text-classification'>(
  source: string | Buffer,
  request: BuildRequest<Task> = {},
): Promise<StoredExample<Task>[]> {
  const { splits } = await buildVersion(source, { ...request, options: { ...ALL, ...request.options } });
  return splits.train;
}

const shapes = [
  ['CSV', 'text,label\n"one, two",a\r\n"three ""3""",b\n'],
  ['CSV with semicolons', 'label;text\na;one, two\nb;"three ""3"""\n'],
  ['TSV', 'text\tlabel\none, two\ta\nthree "3"\tb\n'],
  ['CSV with line ends of CR alone', 'text,label\r"one, two",a\r"three ""3""",b\r'],
  ['CSV with empty lines, and no end of the last', '"text",label\n\n"one, two",a\r\n\r\n"three ""3""","b"'],
  ['JSON Lines', '{"text":"one, two","label":"a"}\n\n{"text":"three \\"3\\"","label":"b"}'],
  ['a JSON array', '[ {"text":"one, two","label":"a"},\n{"text":"three \\"3\\"","label":"b"}\n]\n'],
] as const;

describe('reading rows', () => {
  it.each(shapes)('reads %s, whatever the pieces it comes in', async (_, source) => {
    for (const chunk of [1, 2, 7, 1e6]) {
      const rows = await read(source, { chunk });
      expect(rows.map(({ text, label }) => [text, label])).toEqual([
        ['one, two', 'a'],
        ['three "3"', 'b'],
      ]);
    }
  });

  it('reads gzip, and text after a byte order mark', async () => {
    const source = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('text,label\nnaïve 🙂,a\nb,b\n')]);
    for (const chunk of [1, 1e6]) {
      expect((await read(gzipSync(source), { chunk })).map(({ text }) => text)).toEqual(['naïve 🙂', 'b']);
    }
  });

  it('reads UTF-16 after a byte order mark, in either order of bytes', async () => {
    const little = Buffer.from('\ufefftext\tlabel\nnaïve 🙂\ta\nb\tb\n', 'utf16le');
    for (const source of [little, Buffer.from(little).swap16()]) {
      for (const chunk of [1, 3, 1e6]) {
        expect((await read(source, { chunk })).map(({ text }) => text)).toEqual(['naïve 🙂', 'b']);
      }
    }
    await expect(read(little.subarray(0, -1))).rejects.toThrow(/begins as UTF-16.*cut short/);
  });

  it('reads gzip of several members, one after another', async () => {
    const source = Buffer.concat([gzipSync('text,label\none,'), gzipSync('a\ntwo,b\n')]);
    expect((await read(source, { chunk: 7 })).map(({ text, label }) => [text, label])).toEqual([
      ['one', 'a'],
      ['two', 'b'],
    ]);
  });

  it('counts lines within quotes, whatever the pieces', async () => {
    const source = 'text,label\r\n"a\r\n\r\n""b""",x\r\n"c\nd",y\r\n"e"\r\n';
    for (const chunk of [1, 2, 3, 5, 1e6])
      await expect(read(source, { chunk })).rejects.toThrow(/^Line 7 has 1 fields/);
  });

  it('guesses columns by name, takes them as told, and keeps the others as metadata', async () => {
    const source = 'Review,Sentiment,source\ngood,pos,web\nbad,neg,shop\n';
    const guessed = await buildVersion(source, { options: ALL });
    expect(guessed.decisions.columns).toEqual({ text: 'Review', label: 'Sentiment' });
    expect(guessed.splits.train[0]!.metadata).toEqual({ source: 'web' });
    expect(guessed.report.warnings.join()).toContain('kept as metadata: source');
    const told = await read(source, { options: { columns: { label: 'source' } } });
    expect(told.map(({ label, metadata }) => [label, metadata])).toEqual([
      ['web', { Sentiment: 'pos' }],
      ['shop', { Sentiment: 'neg' }],
    ]);
  });

  it('reads every field of a row, and gives its time in UTC', async () => {
    const row = {
      text: 'a',
      textPair: 'b',
      label: 7,
      group: 'g',
      time: '2026-02-03 04:05',
      weight: 2,
      metadata: { k: [1] },
      n: null,
    };
    const [example] = await read(jsonLines([row, { text: 'x', label: 'y' }]));
    expect(example).toEqual({
      id: expect.stringMatching(/^ex_[0-9a-f]{32}$/),
      text: 'a',
      textPair: 'b',
      label: '7',
      group: 'g',
      time: '2026-02-03T04:05:00.000Z',
      weight: 2,
      metadata: { k: [1] },
      split: 'train',
    });
  });

  it('reads several labels, values and plain text', async () => {
    const multi = await read('text,labels\na,x|y\nb,"[""z""]"\nc,\n', { task: 'multi-label-classification' });
    expect(multi.map(({ labels }) => labels)).toEqual([['x', 'y'], ['z'], []]);
    const values = await read('text,score\na,1.5\nb,-2e3\n', { task: 'text-regression' });
    expect(values.map(({ value }) => value)).toEqual([1.5, -2000]);
    expect((await read('text\na\nb\n', { task: 'text' })).map(({ text }) => text)).toEqual(['a', 'b']);
  });

  it('takes back what it wrote: ids are the same', async () => {
    const first = await read('text,label\none,a\ntwo,b\n');
    expect(await read(jsonLines(first), { options: { split: { by: 'column' } } })).toEqual(first);
  });
});

const problems: [string, string | Buffer, BuildRequest<DatasetTask>, RegExp][] = [
  ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), { fileName: 'a.csv' }, /looks like a PNG image/],
  ['a ZIP', Buffer.from('PK\x03\x04aaaa'), {}, /ZIP archive or an Excel workbook/],
  ['encrypted Parquet', Buffer.from('PAREaaaa'), {}, /looks like an encrypted Parquet file/],
  ['HTML', '<!DOCTYPE html><html></html>', {}, /HTML page/],

  ['gzip of a PNG', gzipSync(Buffer.from([0x89, 0x50, 0x4e, 0x47])), {}, /PNG image/],
  ['gzip cut short', gzipSync('text,label\na,b\n'.repeat(99)).subarray(0, 30), {}, /broken or cut short/],
  [
    'gzip that expands too far',
    gzipSync('a'.repeat(9999)),
    { limits: { expandedBytes: 5000 } },
    /more than 5000 bytes/,
  ],
  ['UTF-16 without a byte order mark', Buffer.from('text,label\n', 'utf16le'), {}, /zero bytes.*If it is UTF-16/],
  [
    'a table of one column, perhaps by the wrong delimiter',
    'text|label\na|b\n',
    {},
    /"text\|label"\. The file was read as a table of one column, with "," between/,
  ],
  ['an empty file', ' \n', {}, /empty/],
  ['a header alone', 'text,label\n', {}, /no rows/],
  ['Latin-1', Buffer.from('text,label\nok,a\ncaf\xe9,b\n', 'latin1'), {}, /byte 4 of line 3 is 0xE9/],
  ['a format that it is not', '{"text":"a"}', { options: { format: 'csv' } }, /Expected CSV.*looks like JSON Lines/],
  ['a name that it belies', 'text,label\na,b', { fileName: 'x.jsonl' }, /its name says.*looks like CSV/],
  ['a missing column', 'body,kind\na,b\n', {}, /needs a column for label.*"body", "kind"/],
  [
    'a column that was told and is not there',
    'text,label\na,b\n',
    { options: { columns: { label: 'x' } } },
    /column "x", which is not there/,
  ],
  ['a column twice', 'text,label,label\na,b,c\n', {}, /"label" twice/],
  ['too few fields', 'text,label\n"a\nb",x\nc\n', {}, /^Line 4 has 1 fields, the header 2/],
  ['too few fields after quoted line ends', 'text,label\r\n"a\r\nb",x\r\nc\r\n', {}, /^Line 4 has 1 fields/],
  ['a quote never closed', 'text,label\na,b\n"c,d\ne,f\n', {}, /line 3 opens a quote that is never closed/],
  ['a quote out of place', 'text,label\na,b\n"c"c,d\ne,f\n', {}, /line 3 has a quote out of place/],
  [
    'a record too long',
    `text,label\n"${'x'.repeat(500)}",a`,
    { limits: { recordBytes: 100 } },
    /line 2 is longer than 100 bytes/,
  ],
  ['a line that is not JSON', '{"text":"a","label":"b"}\n{"text":\n', {}, /^Line 2 is not JSON/],
  ['a line that is no object', '{"text":"a","label":"b"}\n"x"\n', {}, /^Line 2 must be a JSON object/],
  [
    'a line too long',
    `{"text":"a","label":"b"}\n{"text":"${'x'.repeat(500)}"}\n`,
    { limits: { recordBytes: 100 } },
    /^Line 2 is 511 bytes long/,
  ],
  ['an array cut short', '[{"text":"a","label":"b"},\n{"text":"a"', {}, /file ends before its closing \]/],
  ['an array without commas', '[{"text":"a","label":"b"}\n{}]', {}, /Line 2: expected , or \]/],
  [
    'an array with a broken element',
    '[{"text":"a","label":"b"},\n{text:1}]',
    {},
    /element that starts on line 2 is not JSON/,
  ],
  [
    'a text that is too long',
    jsonLines([{ text: 'x'.repeat(51), label: 'a' }]),
    { limits: { textLength: 50 } },
    /Line 1 text has 51 characters; at most 50/,
  ],
  ['an empty text', 'text,label\n  ,a\n', {}, /^Line 2 text is empty/],
  ['no label', 'text,label\na,\n', {}, /^Line 2 label is missing/],
  ['a NUL', jsonLines([{ text: 'a\0', label: 'a' }]), {}, /NUL/],
  ['half a character', '{"text":"\\ud83d","label":"a"}', {}, /lone surrogate/],
  ['a label that is a list', jsonLines([{ text: 'a', label: ['a'] }]), {}, /label must be a string; found \["a"\]/],
  ['a value that is no number', 'text,value\na,"1,5"\n', { task: 'text-regression' }, /finite number.*found "1,5"/],
  ['a day that is not', jsonLines([{ text: 'a', label: 'a', time: '2026-02-30' }]), {}, /ISO 8601.*2026-02-30/],
  [
    'a split of another name',
    'text,label,split\na,b,fold3\n',
    {},
    /split must be one of train, validation, test; found "fold3"/,
  ],
  [
    'metadata without end',
    `{"text":"a","label":"b","x":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    {},
    /nested deeper than 16/,
  ],
  [
    'free text as labels',
    jsonLines(Array.from({ length: 30 }, (_, i) => ({ text: `t${i}`, label: `l${i}` }))),
    { limits: { labels: 20 } },
    /more than 20 different labels/,
  ],
  [
    'too many rows',
    jsonLines(Array.from({ length: 30 }, (_, i) => ({ text: `t${i}`, label: 'l' }))),
    { limits: { rows: 20 } },
    /more than 20 rows/,
  ],
];

describe('rows that cannot be read', () => {
  it.each(problems)('refuses %s, saying what was found', async (_, source, request, message) => {
    await expect(read(source, request)).rejects.toThrow(message);
  });

  it('names several bad rows at once, and drops them where a share of them is tolerated', async () => {
    const source = `text,label\n${Array.from({ length: 10 }, (_, i) => (i % 5 === 4 ? 'bad\n' : `t${i},l${i % 2}\n`)).join('')}`;
    await expect(read(source)).rejects.toThrow(/^Line 6 .* Other bad rows: line 11\. 2 of 10 rows are bad/);
    await expect(read(source, { options: { tolerate: 0.1 } })).rejects.toThrow(/allows a share of 0.1/);
    const { report, splits } = await buildVersion(source, { options: { ...ALL, tolerate: 0.2 } });
    expect(splits.train).toHaveLength(8);
    expect(report.rows).toMatchObject({ read: 10, kept: 8, dropped: { bad: 2 } });
    expect(report.badRows.map(({ line }) => line)).toEqual([6, 11]);
  });
});
