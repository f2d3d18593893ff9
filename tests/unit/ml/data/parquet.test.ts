import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { DatasetTask } from '../../../../src/ml/data/example.js';
import { type BuildRequest, buildVersion, jsonLines } from '../../../support/dataset-version.js';

const reference = (name: string) => readFile(`tests/reference/parquet/${name}`);
const ALL = { split: { train: 1, validation: 0, test: 0 } };

async function read<Task extends DatasetTask = 'text-classification'>(
  source: string | Buffer,
  request: BuildRequest<Task> = {},
) {
  return (await buildVersion(source, { ...request, options: { ...ALL, ...request.options } })).splits.train;
}

type Columns = Parameters<typeof parquetWriteBuffer>[0]['columnData'];
const written = (columnData: Columns, more: object = {}) => Buffer.from(parquetWriteBuffer({ columnData, ...more }));

const MAKES = ['snappy', 'gzip-small-pages', 'zstd-v2', 'brotli-plain', 'lz4-delta', 'none-v2-small-pages'];

describe('reading Parquet', () => {
  it.each(MAKES)('gives of %s what pyarrow wrote, the same as its rows in JSON', async (make) => {
    const expected = await read(jsonLines(JSON.parse((await reference('rows.json')).toString('utf8'))));
    expect(expected).toHaveLength(60);
    expect(await read(await reference(`${make}.parquet`), { fileName: 'rows.parquet' })).toEqual(expected);
  });

  it('is told by its first bytes, by its name or by the options, and takes columns by name', async () => {
    const file = written([
      { name: 'Review', data: ['good', 'bad'] },
      { name: 'Sentiment', data: [1n, 0n] },
    ]);
    const { decisions, splits } = await buildVersion(file, { options: { ...ALL, format: 'parquet' } });
    expect(decisions).toEqual({
      compression: null,
      format: 'parquet',
      dialect: null,
      columns: { text: 'Review', label: 'Sentiment' },
    });
    expect(splits.train.map(({ text, label }) => [text, label])).toEqual([
      ['good', '1'],
      ['bad', '0'],
    ]);
    await expect(read('text,label\na,b\n', { fileName: 'rows.parquet' })).rejects.toThrow(/Expected Parquet.*like CSV/);
    await expect(read(file, { options: { format: 'csv' } })).rejects.toThrow(/Expected CSV.*looks like Parquet/);
    await expect(read(file, { fileName: 'a.jsonl' })).rejects.toThrow(/its name says.*looks like Parquet/);
    await expect(read(file, { options: { dialect: { delimiter: ',' } } })).rejects.toThrow(/has no dialect/);
  });

  it('reads lists and objects, and lists written as JSON text', async () => {
    const spans = [[{ start: 0, end: 3, label: 'PERSON' }], []];
    const text = ['Ann lives', 'It rained'];
    const data = [
      [
        { name: 'text', data: text },
        { name: 'spans', data: spans.map((list) => JSON.stringify(list)) },
      ],
      [
        { name: 'text', data: text },
        { name: 'spans', data: spans, type: 'JSON' },
      ],
    ] as Columns[];
    for (const columns of data) {
      const rows = await read(written(columns), { task: 'token-classification' });
      expect(rows.map((row) => row.spans)).toEqual(spans);
    }
    const labels = await read(
      written([
        { name: 'text', data: text },
        { name: 'labels', data: ['a|b', '[]'] },
      ]),
      { task: 'multi-label-classification' },
    );
    expect(labels.map((row) => row.labels)).toEqual([['a', 'b'], []]);
    const missing = written([
      { name: 'text', data: text },
      { name: 'labels', data: ['a', null] },
    ]);
    await expect(read(missing, { task: 'multi-label-classification' })).rejects.toThrow(/^Row 2 labels is missing/);
  });

  it('names bad rows by their number, and drops them where that is tolerated', async () => {
    const file = written(
      [
        { name: 'text', data: ['a', 'b', ' ', 'd'] },
        { name: 'label', data: ['x', null, 'y', 'y'] },
      ],
      { rowGroupSize: 2 },
    );
    await expect(read(file)).rejects.toThrow(/^Row 2 label is missing.*Other bad rows: row 3\. 2 of 4/);
    const { report } = await buildVersion(file, { options: { ...ALL, tolerate: 0.5 } });
    expect(report.badRows.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('takes not-a-number for no value, and says of numbers without end that they are none', async () => {
    const file = (value: number) =>
      written([
        { name: 'text', data: ['a', 'b', 'c'] },
        { name: 'value', data: [1.5, value, 2] },
      ]);
    const request = { task: 'text-regression' } as const;
    await expect(read(file(Number.NaN), request)).rejects.toThrow(/^Row 2 value is missing/);
    await expect(read(file(Number.POSITIVE_INFINITY), request)).rejects.toThrow(/^Row 2 value must be .*"Infinity"/);
  });

  const cut = async (bytes: number) => (await reference('snappy.parquet')).subarray(0, bytes);
  const damaged = async () => {
    const file = Buffer.from(await reference('brotli-plain.parquet'));
    return file.fill(0x77, 60, 200);
  };
  const problems: [string, () => Promise<Buffer> | Buffer, BuildRequest<DatasetTask>, RegExp][] = [
    ['a file cut short', () => cut(4000), {}, /broken or cut short: its end can't be read/],
    ['a file of a few bytes', () => cut(6), {}, /it has 6 bytes/],
    [
      'a footer that is none',
      () => Buffer.from('PAR1aaaaaaaaaaaaaaaaaa\x08\0\0\0PAR1'),
      {},
      /its footer can't be read/,
    ],
    ['a footer that is too long', () => Buffer.from('PAR1aaaa\xff\0\0\0PAR1', 'latin1'), {}, /it is 255 bytes long/],
    ['a damaged page', damaged, {}, /the column "text" of row group 1 can't be read/],
    ['an encrypted file', () => reference('encrypted.parquet'), {}, /encrypted/],
    ['encrypted columns', () => reference('encrypted-columns.parquet'), {}, /is encrypted, and there is no key/],
    ['a file without rows', () => reference('no-rows.parquet'), {}, /no rows/],
    [
      'Parquet within gzip',
      async () => gzipSync(await cut(9000)),
      {},
      /Parquet within gzip\. Send the Parquet file itself/,
    ],
    ['binary columns', () => reference('binary.parquet'), {}, /^Row 1 image holds bytes that are not UTF-8/],
    ['a codec that is not known', () => withCodec(3), {}, /column "text" are compressed with LZO\. Write/],
    ['a missing column', () => written([{ name: 'body', data: ['a'] }]), {}, /needs a column for label.*"body"/],
    ['too many columns', () => reference('snappy.parquet'), { limits: { columns: 5 } }, /18 columns; at most 5/],
    ['too many bytes', () => reference('snappy.parquet'), { limits: { expandedBytes: 99 } }, /more than 99 bytes/],
    [
      'a few words that stand for too many',
      () =>
        written([
          { name: 'text', data: Array.from({ length: 5000 }, (_, i) => `${i % 2}`.repeat(900)) },
          { name: 'label', data: Array.from({ length: 5000 }, (_, i) => `${i % 2}`) },
        ]),
      { limits: { expandedBytes: 1e6 } },
      /more than 1000000 bytes/,
    ],
    [
      'a column that was told and is not there',
      () => reference('snappy.parquet'),
      { options: { columns: { label: 'x' } } },
      /column "x", which is not there/,
    ],
  ];

  it.each(problems)('refuses %s, saying what was found', async (_, source, request, message) => {
    await expect(read(await source(), request)).rejects.toThrow(message);
  });

  /** A file whose first column says that it is compressed with another codec. */
  function withCodec(codec: number): Buffer {
    const file = written(
      [
        { name: 'text', data: ['a'] },
        { name: 'label', data: ['b'] },
      ],
      { codec: 'UNCOMPRESSED' },
    );
    // In the footer, Thrift's compact protocol: after the path ["text"], field 4, a 32-bit number in zigzag.
    const path = Buffer.concat([Buffer.from([0x19, 0x18, 4]), Buffer.from('text')]);
    const at = file.lastIndexOf(path) + path.length;
    expect(file[at]).toBe(0x15);
    file[at + 1] = codec * 2;
    return file;
  }
});
