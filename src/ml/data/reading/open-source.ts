import { InputError } from '../../input-error.js';
import type { DatasetTask } from '../example.js';
import type { DataLimits } from '../limits.js';
import type { DataFormat, ResolvedOptions } from '../options.js';
import { type ColumnMapping, mapColumns } from './columns.js';
import { readCsv } from './csv.js';
import { type Dialect, detectDialect } from './dialect.js';
import { expand } from './expand.js';
import { readJsonArray } from './json-array.js';
import { readJsonLines } from './json-lines.js';
import { HEAD_BYTES, looksLike, refuseUnreadable } from './looks-like.js';
import { peek } from './peek.js';
import type { RawRow } from './raw-row.js';
import { checkUtf8 } from './utf8.js';

export interface SourceRequest {
  task: DatasetTask;
  options: Pick<ResolvedOptions, 'format' | 'dialect' | 'columns' | 'split'>;
  /** The name it was uploaded under; its ending says what the file means to be. */
  fileName: string | null;
  limits: DataLimits;
}

/** How the file was read: part of the version's recipe. */
export interface SourceDecisions {
  compression: 'gzip' | null;
  format: DataFormat;
  dialect: Dialect | null;
  columns: ColumnMapping;
}

export interface Source {
  decisions: SourceDecisions;
  /** Batches, as they are read. */
  rows: AsyncIterable<RawRow[]>;
}

/** Bytes of the text that the format and the dialect are told from. */
const SAMPLE_BYTES = 64 * 1024;
/** Rows of JSON whose fields count for the mapping of columns: any row may leave fields out. */
const SAMPLE_ROWS = 200;

/** Finds out what a file is and how its columns map, then gives its rows. Throws InputError where that can't be. */
export async function openSource(bytes: AsyncIterable<Uint8Array>, request: SourceRequest): Promise<Source> {
  const { head, all } = await peek(bytes, HEAD_BYTES);
  refuseUnreadable(head, { gzip: true });
  const gzip = looksLike(head).kind === 'gzip';
  const expanded = gzip ? expand(all, request.limits.expandedBytes) : all;
  const start = await peek(expanded, HEAD_BYTES);
  refuseUnreadable(start.head, { gzip: false });
  const text = await peek(checkUtf8(start.all), SAMPLE_BYTES);
  const beginning = text.head.subarray(0, SAMPLE_BYTES).toString('utf8');
  if (beginning.trim() === '') throw new InputError('empty-file', 'The file is empty; expected at least one row.');

  const format = chooseFormat(beginning, request);
  const table = format === 'csv' || format === 'tsv';
  const given = { ...request.options.dialect, ...(format === 'tsv' ? { delimiter: '\t' as const } : {}) };
  const dialect = table ? detectDialect(beginning, given) : null;
  const read = dialect
    ? readCsv(text.all, dialect, request.limits)
    : (format === 'jsonl' ? readJsonLines : readJsonArray)(text.all, request.limits);
  const { first, rows } = await firstRows(read);
  const names = [...new Set(first.flatMap((row) => ('names' in row ? row.names : [])))];
  if (names.length === 0) throw nothingReadable(first);
  const columns = mapColumns(request.task, names, toldColumns(request.options), request.options.split?.groupBy);
  return { decisions: { compression: gzip ? 'gzip' : null, format, dialect, columns }, rows };
}

function toldColumns(options: SourceRequest['options']): ResolvedOptions['columns'] {
  const groupBy = options.split?.groupBy;
  return groupBy ? { ...options.columns, group: groupBy } : options.columns;
}

/** What the file's text is, held against what its name and the options say it is. */
function chooseFormat(beginning: string, request: SourceRequest): DataFormat {
  const found = looksLikeFormat(beginning);
  const { format: told } = request.options;
  const ending = /\.(csv|tsv|jsonl|ndjson|json)(\.gz)?$/i.exec(request.fileName ?? '')?.[1]?.toLowerCase();
  const named = ending === 'ndjson' ? 'jsonl' : (ending as DataFormat | undefined);
  const said = told ?? named;
  const table = said === 'csv' || said === 'tsv';
  if (!said) return found;
  if (table !== (found === 'csv') || (told && !table && told !== found)) {
    const by = told ? 'options.format says' : 'its name says';
    throw new InputError(
      'wrong-format',
      `Expected ${FORMAT_NAMES[said]}, as ${by}; the file looks like ${FORMAT_NAMES[found]}. ` +
        (told ? 'Leave options.format out, or send the right file.' : 'Rename it, or send the right file.'),
    );
  }
  return table ? said : found;
}

const FORMAT_NAMES: Record<DataFormat, string> = {
  csv: 'CSV',
  tsv: 'TSV',
  jsonl: 'JSON Lines',
  json: 'a JSON array',
};

function looksLikeFormat(beginning: string): DataFormat {
  const start = beginning.trimStart();
  if (start.startsWith('[')) return 'json';
  return start.startsWith('{') ? 'jsonl' : 'csv';
}

/** Reads batches until there are rows enough to know the columns, and gives them back with the rest. */
async function firstRows(
  batches: AsyncGenerator<RawRow[]>,
): Promise<{ first: RawRow[]; rows: AsyncIterable<RawRow[]> }> {
  const first: RawRow[] = [];
  while (first.length < SAMPLE_ROWS) {
    const next = await batches.next();
    if (next.done) break;
    for (const row of next.value) first.push(row);
  }
  async function* rows() {
    try {
      yield first;
      yield* batches;
    } finally {
      await batches.return(undefined);
    }
  }
  return { first, rows: rows() };
}

function nothingReadable(first: RawRow[]): InputError {
  const bad = first.find((row) => 'problem' in row);
  return bad
    ? new InputError('malformed-rows', `Line ${bad.line} ${bad.problem}.`)
    : new InputError('empty-file', 'The file has a header, or brackets, but no rows; expected at least one.');
}
