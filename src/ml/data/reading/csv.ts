import { finished } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { InputError } from '../../input-error.js';
import type { DataLimits } from '../limits.js';
import { checkHeader, type Dialect } from './dialect.js';
import { LineCounter } from './line-counter.js';
import type { RawRow } from './raw-row.js';

/**
 * CSV and TSV (RFC 4180), through csv-parse. A row with too few or too many fields is a bad row; a quote out of place
 * fails the file, since nobody can say where the row ends. Lines are counted here: csv-parse counts a CRLF within quotes
 * twice.
 */
export async function* readCsv(
  bytes: AsyncIterable<Buffer>,
  dialect: Dialect,
  limits: DataLimits,
): AsyncGenerator<RawRow[]> {
  const lines = new LineCounter();
  let names: string[] | null = null;
  let rows: RawRow[] = [];
  let recordStart = 0;
  const parser = parse({
    ...dialect,
    bom: false,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: limits.recordBytes,
    info: false,
    on_record: (record: string[], context) => {
      const line = lines.lineAt(recordStart);
      recordStart = context.bytes;
      if (names === null) names = checkHeader(record, limits.columns);
      else rows.push(toRow(record, names, line));
      // Nothing is pushed downstream: the rows of a chunk are taken together, which is much faster.
      return null;
    },
  });
  parser.resume();
  // Errors are looked for after each step; without a listener they would end the process.
  parser.on('error', () => undefined);
  for await (const chunk of bytes) {
    lines.push(chunk);
    await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
    if (parser.errored) throw explain(parser.errored, lines.lineAt(recordStart), limits);
    yield rows;
    rows = [];
  }
  parser.end();
  await finished(parser).catch((error: Error) => {
    throw explain(error, lines.lineAt(recordStart), limits);
  });
  yield rows;
}

function toRow(record: string[], names: string[], line: number): RawRow {
  if (record.length === names.length) return { line, names, values: record };
  return { line, problem: `has ${record.length} fields, the header ${names.length} (${names.join(', ')})` };
}

function explain(error: Error, line: number, limits: DataLimits): Error {
  if (!(error instanceof CsvError)) return error;
  const where = `The row that starts on line ${line}`;
  const advice =
    'Put fields that hold quotes, delimiters or line breaks in double quotes and double the quotes inside them; ' +
    'where quotes mean nothing in the file, set options.dialect.quote to null.';
  switch (error.code as string) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new InputError('malformed-csv', `${where} opens a quote that is never closed. ${advice}`);
    case 'CSV_MAX_RECORD_SIZE':
      return new InputError(
        'row-too-long',
        `${where} is longer than ${limits.recordBytes} bytes: it holds a text over the limit of ${limits.textLength} ` +
          'characters, or a quote that is never closed.',
      );
    default:
      return new InputError('malformed-csv', `${where} has a quote out of place. ${advice}`);
  }
}
