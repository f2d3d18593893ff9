import type { DataLimits } from '../limits.js';
import { CsvRecords, type Newline, type QuoteFault } from './csv-records.js';
import { toRow } from './csv.js';
import type { Dialect } from './dialect.js';
import { parseLine, tooLong } from './json-lines.js';
import type { RawRow } from './raw-row.js';
import type { Piece } from './whole-records.js';

/** How the pieces of a text are to be read. It can be handed from thread to thread. */
export interface PiecePlan {
  newline: Newline;
  /** null where the text is JSON Lines. */
  table: { dialect: Dialect; names: readonly string[] } | null;
}

export interface PieceRows {
  rows: RawRow[];
  /** Lines that the piece has. Those of its rows count from its start. */
  lines: number;
}

/** A quote that nobody can tell the meaning of, on a line of the piece. */
export class QuoteFaultInPiece extends Error {
  constructor(
    readonly fault: QuoteFault,
    readonly line: number,
  ) {
    super(`A quote is ${fault} in the record that starts on line ${line} of the piece.`);
  }
}

/**
 * The rows of one piece.
 * @param first whether the text begins with it, and so with the header where it is a table
 * @throws QuoteFaultInPiece
 */
export function readPiece(piece: Piece, first: boolean, plan: PiecePlan, limits: DataLimits): PieceRows {
  if ('tooLong' in piece) return { rows: [tooLong(1, piece.tooLong, limits)], lines: 1 };
  const text = piece.bytes.toString('utf8');
  return plan.table ? readRecords(text, piece.final, first, plan, limits) : readLines(text, limits);
}

function readLines(text: string, limits: DataLimits): PieceRows {
  const rows: RawRow[] = [];
  const lines = text.split('\n');
  for (const [i, line] of lines.entries()) {
    const row = parseLine(line, i + 1, limits);
    if (row) rows.push(row);
  }
  return { rows, lines: lines.length - 1 };
}

function readRecords(
  text: string,
  final: boolean,
  first: boolean,
  { newline, table }: PiecePlan,
  limits: DataLimits,
): PieceRows {
  const { dialect, names } = table!;
  const rows: RawRow[] = [];
  const fault = (what: QuoteFault, line: number) => new QuoteFaultInPiece(what, line);
  const records = new CsvRecords(dialect, { recordBytes: limits.recordBytes, fault }, newline);
  let header = first;
  const take = (record: string[], line: number) => {
    if (header) header = false;
    else rows.push(toRow(record, names, line));
  };
  records.push(text, take);
  if (final) records.end(take);
  if (!records.done) throw new Error('A piece of a table does not end where a record does.');
  return { rows, lines: records.lines };
}
