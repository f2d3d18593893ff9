import { InputError } from '../../input-error.js';
import type { DatasetTask } from '../example.js';
import type { DataLimits } from '../limits.js';
import type { DataFormat, ResolvedOptions } from '../options.js';
import { chooseFormat, isTable } from './choose-format.js';
import { type ColumnMapping, mapColumns } from './columns.js';
import { readCsv } from './csv.js';
import { firstNewline } from './csv-records.js';
import { type Dialect, detectDialect } from './dialect.js';
import { expand } from './expand.js';
import { readJsonArray } from './json-array.js';
import { readJsonLines } from './json-lines.js';
import { HEAD_BYTES, looksLike, refuseUnreadable } from './looks-like.js';
import { readFooter } from './parquet/footer.js';
import { readParquet } from './parquet/read-parquet.js';
import { peek } from './peek.js';
import type { PiecePlan } from './piece-reader.js';
import type { RawRow } from './raw-row.js';
import type { SourceFile } from './source-file.js';
import { checkUtf8 } from './utf8.js';
import { fromUtf16 } from './utf16.js';
import { type Piece, wholeRecords } from './whole-records.js';

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
  /** The same rows as bytes, to be taken instead; null where only one reader can follow the file from its start to its end. */
  pieces: Pieces | null;
}

export interface Pieces {
  plan: PiecePlan;
  read(): AsyncIterable<Piece>;
}

/** Bytes of the text that the format and the dialect are told from. */
const SAMPLE_BYTES = 64 * 1024;
/** Rows of JSON whose fields count for the mapping of columns: any row may leave fields out. */
const SAMPLE_ROWS = 200;

/** Finds out what a file is and how its columns map, then gives its rows. Throws InputError where that can't be. */
export async function openSource(file: SourceFile, request: SourceRequest): Promise<Source> {
  const { head, all } = await peek(file.stream(), HEAD_BYTES);
  refuseUnreadable(head, { packed: true });
  const { kind } = looksLike(head);
  if (kind !== 'parquet') return openText(file, all, kind === 'gzip', request);
  await all.return(undefined);
  const { format, dialect } = request.options;
  const decisions = { compression: null, format: chooseFormat(null, format, request.fileName), dialect: null };
  if (Object.keys(dialect).length > 0) {
    throw new InputError('wrong-format', 'A Parquet file has no dialect. Leave options.dialect out.');
  }
  const footer = await readFooter(file, request.limits);
  if (footer.groups.every(({ num_rows }) => num_rows === 0n)) throw noRows();
  const columns = columnsOf(footer.names, request);
  return { decisions: { ...decisions, columns }, rows: readParquet(file, footer, request.limits), pieces: null };
}

async function openText(
  file: SourceFile,
  bytes: AsyncIterable<Uint8Array>,
  gzip: boolean,
  request: SourceRequest,
): Promise<Source> {
  const { limits } = request;
  const text = await peek(await textIn(bytes, gzip, limits), SAMPLE_BYTES);
  const beginning = text.head.subarray(0, SAMPLE_BYTES).toString('utf8');
  if (beginning.trim() === '') throw new InputError('empty-file', 'The file is empty; expected at least one row.');

  const format = chooseFormat(beginning, request.options.format, request.fileName);
  const given = { ...request.options.dialect, ...(format === 'tsv' ? { delimiter: '\t' as const } : {}) };
  const dialect = isTable(format) ? detectDialect(beginning, given) : null;
  const read = dialect
    ? readCsv(text.all, dialect, limits)
    : (format === 'jsonl' ? readJsonLines : readJsonArray)(text.all, limits);
  const { first, rows } = await firstRows(read);
  const names = [...new Set(first.flatMap((row) => ('names' in row ? row.names : [])))];
  if (names.length === 0) throw nothingReadable(first);
  return {
    decisions: { compression: gzip ? 'gzip' : null, format, dialect, columns: columnsOf(names, request, dialect) },
    rows,
    pieces: piecesOf(planOf(format, dialect, names, beginning), limits, async () => {
      await read.return(undefined);
      return textIn(file.stream(), gzip, limits);
    }),
  };
}

/** The text as UTF-8, whatever it is wrapped in. */
async function textIn(
  bytes: AsyncIterable<Uint8Array>,
  gzip: boolean,
  { expandedBytes }: DataLimits,
): Promise<AsyncGenerator<Buffer>> {
  const { head, all } = await peek(gzip ? expand(bytes, expandedBytes) : bytes, HEAD_BYTES);
  refuseUnreadable(head, { packed: false });
  const { kind } = looksLike(head);
  return checkUtf8(kind === 'utf-16le' || kind === 'utf-16be' ? fromUtf16(all, kind) : all);
}

function planOf(
  format: DataFormat,
  dialect: Dialect | null,
  names: readonly string[],
  beginning: string,
): PiecePlan | null {
  if (format === 'jsonl') return { newline: '\n', table: null };
  const newline = firstNewline(beginning);
  return dialect && newline ? { newline, table: { dialect, names } } : null;
}

/** @param open gives the text once more, from its start */
function piecesOf(
  plan: PiecePlan | null,
  { recordBytes }: DataLimits,
  open: () => Promise<AsyncIterable<Buffer>>,
): Pieces | null {
  if (!plan) return null;
  const { newline, table } = plan;
  const ends = {
    newline,
    quoted: table !== null && table.dialect.quote !== null,
    skipLong: table === null,
    recordBytes,
  };
  return {
    plan,
    async *read() {
      yield* wholeRecords(await open(), ends);
    },
  };
}

function columnsOf(
  names: readonly string[],
  { task, options }: SourceRequest,
  dialect: Dialect | null = null,
): ColumnMapping {
  const hint =
    dialect && names.length === 1
      ? `The file was read as a table of one column, with ${JSON.stringify(dialect.delimiter)} between columns: ` +
        'where that is wrong, options.dialect.delimiter says what is right.'
      : null;
  return mapColumns(task, names, { told: toldColumns(options), groupBy: options.split?.groupBy ?? null, hint });
}

function toldColumns(options: SourceRequest['options']): ResolvedOptions['columns'] {
  const groupBy = options.split?.groupBy;
  return groupBy ? { ...options.columns, group: groupBy } : options.columns;
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
  return bad ? new InputError('malformed-rows', `Line ${bad.line} ${bad.problem}.`) : noRows();
}

function noRows(): InputError {
  return new InputError('empty-file', 'The file has a header, or brackets, but no rows; expected at least one.');
}
