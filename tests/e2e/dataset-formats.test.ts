import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { startApp, type TestApp } from '../support/app.js';
import { datasetsOf, mailCsv } from '../support/datasets.js';

type File = string | Uint8Array<ArrayBuffer>;

const bytes = (buffer: Buffer | ArrayBuffer): Uint8Array<ArrayBuffer> => Uint8Array.from(new Uint8Array(buffer));
const latin1 = (text: string) => bytes(Buffer.from(text, 'latin1'));

/** Texts with all that a format may trip over. */
const KINDS = ['plain', 'with, and; and\ttab', 'two\nlines', 'a "quoted" word', 'naïve 🙂 – 中文'];
const ROWS = Array.from({ length: 40 }, (_, i) => ({
  text: `${KINDS[i % KINDS.length]} number ${i}`,
  label: ['ham', 'spam'][i % 2]!,
  group: `thread ${i >> 1}`,
  time: `2026-01-02T03:04:${String(i).padStart(2, '0')}.000Z`,
}));
const NAMES = ['text', 'label', 'group', 'time'] as const;

function table(delimiter: string, newline = '\n'): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = ROWS.map((row) => NAMES.map((name) => cell(row[name])).join(delimiter));
  return [NAMES.join(delimiter), ...lines, ''].join(newline);
}

const JSONL = ROWS.map((row) => JSON.stringify(row)).join('\n');
const PARQUET = parquetWriteBuffer({ columnData: NAMES.map((name) => ({ name, data: ROWS.map((row) => row[name]) })) });
const gzip = (text: string) => bytes(gzipSync(text));
/** As `cat a.gz b.gz` makes it. */
const GZIP_OF_TWO = bytes(Buffer.concat([gzipSync(JSONL.slice(0, 700)), gzipSync(JSONL.slice(700))]));

const FORMATS: [string, string, File][] = [
  ['CSV', 'rows.csv', table(',')],
  ['CSV with CR LF', 'rows.csv', table(',', '\r\n')],
  ['CSV with semicolons', 'rows.csv', table(';')],
  ['TSV', 'rows.tsv', table('\t')],
  ['CSV with a byte order mark', 'rows.csv', `\ufeff${table(',')}`],
  ['CSV in UTF-16', 'rows.csv', bytes(Buffer.from(`\ufeff${table('\t')}`, 'utf16le'))],
  ['JSON Lines', 'rows.jsonl', JSONL],
  ['a JSON array', 'rows.json', JSON.stringify(ROWS, null, 1)],
  ['Parquet', 'rows.parquet', bytes(PARQUET)],
  ['CSV in gzip', 'rows.csv.gz', gzip(table(','))],
  ['JSON Lines in gzip of two members', 'rows.jsonl.gz', GZIP_OF_TWO],
];

describe('files of rows', () => {
  let app: TestApp;
  let datasets: ReturnType<typeof datasetsOf>;
  beforeAll(async () => {
    app = await startApp();
    datasets = datasetsOf(app);
  });
  afterAll(() => app.stop());

  it('make the same version, whatever the format', async () => {
    const id = await datasets.create();
    const found: unknown[] = [];
    for (const [format, name, file] of FORMATS) {
      const { error, counts, digest } = await datasets.make(id, file, { name });
      found.push([format, error, counts, digest]);
    }
    const [, , counts, digest] = found[0] as unknown[];
    expect(counts).toEqual({ train: 32, validation: 4, test: 4 });
    expect(found).toEqual(FORMATS.map(([format]) => [format, null, counts, digest]));
  }, 120_000);

  it('name their bad rows by their number where they have no lines', async () => {
    const id = await datasets.create();
    const labels = ROWS.map(({ label }, i) => (i === 6 ? null : label));
    const file = parquetWriteBuffer({
      columnData: [
        { name: 'text', data: ROWS.map(({ text }) => text) },
        { name: 'label', data: labels },
      ],
    });
    const strict = await datasets.make(id, bytes(file), { name: 'rows.parquet' });
    expect(strict.error).toMatchObject({ code: 'bad-rows', message: expect.stringMatching(/^Row 7 label is missing/) });
    const version = await datasets.make(id, bytes(file), { name: 'rows.parquet', options: { tolerate: 0.1 } });
    const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', {
      params: { path: { id, version: version.version } },
    });
    expect(data).toMatchObject({ rows: { read: 40, kept: 39, dropped: { bad: 1 } }, badRows: [{ line: 7 }] });
  });

  it('are refused with what was expected, what was found and what to do', async () => {
    const classes = await datasets.create();
    const values = await datasets.create('text-regression');
    const csv = mailCsv(20);
    const many = (row: (i: number) => string) => Array.from({ length: 40 }, (_, i) => row(i)).join('\n');
    const cases: [string, string, File, object, string, RegExp][] = [
      [
        classes,
        'a.csv',
        'text,label\na,x\nb,y\n',
        { dialect: { delimiter: ';' } },
        'column-not-found',
        /one column, with ";" between.*says what is right/,
      ],
      [
        classes,
        'a.csv',
        csv,
        { dialect: { delimiter: ';' } },
        'malformed-csv',
        /separated by ";"; options\.dialect\.delimiter says otherwise/,
      ],
      [
        classes,
        'a.csv',
        'text,label\na "b" c,x\n',
        {},
        'malformed-csv',
        /line 2 has a quote out of place.*dialect\.quote to null/,
      ],
      [classes, 'a.csv', 'text,label\na,x\nb,y,z\n', {}, 'bad-rows', /^Line 3 has 3 fields, the header 2/],
      [classes, 'a.csv', 'text,label,text\na,x,b\n', {}, 'duplicate-column', /"text" twice\. Rename one/],
      [classes, 'a.csv', 'text,label\n', {}, 'empty-file', /no rows/],
      [classes, 'a.csv', '', {}, 'empty-file', /empty/],
      [classes, 'a.csv', latin1('text,label\ncaf\xe9,x\n'), {}, 'wrong-encoding', /0xE9.*iconv/],
      [classes, 'a.jsonl', `${JSONL}\n{"text": `, {}, 'bad-rows', /^Line 41 is not JSON.*options\.tolerate/],
      [
        classes,
        'a.csv',
        `text,label\n${many((i) => `text ${i},this is about ${i}`)}\n`,
        {},
        'free-text-labels',
        /40 labels are of one row each.*options\.columns/,
      ],
      [classes, 'a.csv', 'text,label\n ,x\n ,y\n', { tolerate: 1 }, 'bad-rows', /2 of 2 rows are bad/],
      [
        classes,
        'a.csv',
        `text,label,g\n${many((i) => `text ${i},${'xy'[i % 2]},g${i % 2}`)}\n`,
        { split: { groupBy: 'g' } },
        'empty-split',
        /one group stay together.*set the share to 0/,
      ],
      [
        classes,
        'a.csv',
        `text,label\n${many((i) => `text ${i % 5},x`)}\n`,
        {},
        'one-class',
        /at least 2 different labels; found only "x"/,
      ],
      [
        values,
        'a.csv',
        `text,value\n${many((i) => `text ${i},${i === 7 ? 'high' : i}`)}\n`,
        {},
        'bad-rows',
        /^Line 9 value must be a finite number.*found "high"/,
      ],
      [values, 'a.csv', `text,value\n${many((i) => `text ${i},3`)}\n`, {}, 'one-value', /same value/],
      [
        classes,
        'a.parquet',
        csv,
        {},
        'wrong-format',
        /Expected Parquet, as its name says; the file looks like CSV\. Rename it/,
      ],
      [
        classes,
        'a.csv',
        bytes(PARQUET),
        {},
        'wrong-format',
        /Expected CSV, as its name says; the file looks like Parquet/,
      ],
      [
        classes,
        'a.csv',
        JSONL,
        { format: 'tsv' },
        'wrong-format',
        /Expected TSV, as options\.format says; .*JSON Lines/,
      ],
      [classes, 'a.parquet', bytes(PARQUET).slice(0, 500), {}, 'broken-parquet', /cut short.*send it again/],
      [
        classes,
        'a.parquet',
        bytes(await readFile('tests/reference/parquet/encrypted-columns.parquet')),
        {},
        'encrypted-parquet',
        /Write it without encryption/,
      ],
      [
        classes,
        'a.parquet.gz',
        bytes(gzipSync(Buffer.from(PARQUET))),
        {},
        'not-text',
        /Parquet within gzip\. Send the Parquet file itself/,
      ],
      [classes, 'a.csv.gz', gzip(csv).slice(0, 90), {}, 'broken-gzip', /cut short/],
      [classes, 'a.csv.gz', bytes(gzipSync(Buffer.from('\x89PNG\r\n', 'latin1'))), {}, 'not-text', /PNG image/],
    ];
    const found: unknown[] = [];
    for (const [id, name, file, options, code] of cases) {
      const { status, error } = await datasets.make(id, file, { name, options });
      found.push({ code, status, error });
    }
    expect(found).toEqual(
      cases.map(([, , , , code, message]) => ({
        code,
        status: 'failed',
        error: { code, message: expect.stringMatching(message) },
      })),
    );
  }, 120_000);

  it('are remarked on where a column mixes numbers and text', async () => {
    const id = await datasets.create();
    const rows = ROWS.map(({ text }, i) => JSON.stringify({ text, label: i % 2 ? 'one' : 1 })).join('\n');
    await datasets.make(id, rows, { name: 'rows.jsonl' });
    const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}/report', {
      params: { path: { id, version: 1 } },
    });
    expect(data!.warnings.join()).toMatch(/column of label mixes types: in 20 rows/);
  });
});
