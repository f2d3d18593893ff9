import { InputError } from '../../input-error.js';
import type { DataLimits } from '../limits.js';
import { CsvRecords, type QuoteFault } from './csv-records.js';
import { checkHeader, type Dialect } from './dialect.js';
import type { RawRow } from './raw-row.js';

/**
 * CSV and TSV (RFC 4180). A row with too few or too many fields is a bad row; a quote out of place fails the file, since
 * nobody can say where the row ends.
 */
export async function* readCsv(
  bytes: AsyncIterable<Buffer>,
  dialect: Dialect,
  limits: DataLimits,
): AsyncGenerator<RawRow[]> {
  let names: string[] | null = null;
  const records = new CsvRecords(dialect, {
    fault: (fault, line) => quoteFault(fault, line, dialect, limits),
    recordBytes: limits.recordBytes,
  });
  const take = (rows: RawRow[]) => (record: string[], line: number) => {
    if (names === null) names = checkHeader(record, limits.columns);
    else rows.push(toRow(record, names, line));
  };
  for await (const chunk of bytes) {
    const rows: RawRow[] = [];
    records.push(chunk.toString('utf8'), take(rows));
    yield rows;
  }
  const rows: RawRow[] = [];
  records.end(take(rows));
  yield rows;
}

/** The row that a record makes. */
export function toRow(record: string[], names: readonly string[], line: number): RawRow {
  if (record.length === names.length) return { line, names, values: record };
  return { line, problem: `has ${record.length} fields, the header ${names.length} (${names.join(', ')})` };
}

export function quoteFault(fault: QuoteFault, line: number, { delimiter }: Dialect, limits: DataLimits): InputError {
  const where = `The row that starts on line ${line}`;
  const advice =
    'Put fields that hold quotes, delimiters or line breaks in double quotes and double the quotes inside them; ' +
    'where quotes mean nothing in the file, set options.dialect.quote to null. ' +
    `Columns were taken to be separated by ${JSON.stringify(delimiter)}; options.dialect.delimiter says otherwise.`;
  switch (fault) {
    case 'never-closed':
      return new InputError('malformed-csv', `${where} opens a quote that is never closed. ${advice}`);
    case 'too-long':
      return new InputError(
        'row-too-long',
        `${where} is longer than ${limits.recordBytes} bytes: it holds a text over the limit of ${limits.textLength} ` +
          'characters, or a quote that is never closed.',
      );
    case 'out-of-place':
      return new InputError('malformed-csv', `${where} has a quote out of place. ${advice}`);
  }
}
