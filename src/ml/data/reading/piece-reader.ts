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

/** A string of so many characters, of two bytes each, is still less than V8 puts among the large ones. */
const STRETCH_BYTES = 48 * 1024;

/** A quote that nobody can tell the meaning of, on a line of the piece. */
export class QuoteFaultInPiece extends Error {
  constructor(
    readonly fault: QuoteFault,
    readonly line: number,
  ) {
    super(`A quote is ${fault} in the record that starts on line ${line} of the piece.`);
  }
}

/** The rows of one piece, a stretch of it at a time: no more of them are in memory at once. */
export class PieceRows implements Iterable<RawRow[]> {
  /** Lines of the piece so far. Those of its rows count from its start. */
  lines = 0;

  /** @param first whether the text begins with this piece, and so with the header where it is a table */
  constructor(
    private readonly piece: Piece,
    private readonly first: boolean,
    private readonly plan: PiecePlan,
    private readonly limits: DataLimits,
  ) {}

  /** @throws QuoteFaultInPiece */
  *[Symbol.iterator](): Generator<RawRow[]> {
    if ('tooLong' in this.piece) {
      yield [tooLong(++this.lines, this.piece.tooLong, this.limits)];
    } else if (this.plan.table) {
      yield* this.records(this.piece.bytes, this.piece.final, this.plan.table);
    } else {
      for (const text of stretches(this.piece.bytes, this.plan.newline)) yield this.linesOf(text);
    }
  }

  private linesOf(text: string): RawRow[] {
    const rows: RawRow[] = [];
    for (const line of (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')) {
      const row = parseLine(line, ++this.lines, this.limits);
      if (row) rows.push(row);
    }
    return rows;
  }

  private *records(bytes: Buffer, final: boolean, { dialect, names }: PiecePlan['table'] & {}): Generator<RawRow[]> {
    const { recordBytes } = this.limits;
    const fault = (what: QuoteFault, line: number) => new QuoteFaultInPiece(what, line);
    const records = new CsvRecords(dialect, { recordBytes, fault }, this.plan.newline);
    let rows: RawRow[] = [];
    let header = this.first;
    const take = (record: string[], line: number) => {
      if (header) header = false;
      else rows.push(toRow(record, names, line));
    };
    for (const text of stretches(bytes, this.plan.newline)) {
      records.push(text, take);
      yield rows;
      rows = [];
    }
    if (final) records.end(take);
    if (!records.done) throw new Error('A piece of a table does not end where a record does.');
    this.lines = records.lines;
    yield rows;
  }
}

/** The text of a piece, as much at a time as makes a string that V8 keeps where it is soon dropped. */
function* stretches(bytes: Buffer, newline: Newline): Generator<string> {
  for (let at = 0; at < bytes.length; ) {
    const end = endOfLines(bytes, newline.charCodeAt(0), at);
    yield bytes.toString('utf8', at, end);
    at = end;
  }
}

/** Where the last line ends that is within a stretch, or the first where that is longer. */
function endOfLines(bytes: Buffer, newline: number, at: number): number {
  if (bytes.length - at <= STRETCH_BYTES) return bytes.length;
  const last = bytes.lastIndexOf(newline, at + STRETCH_BYTES - 1);
  if (last >= at) return last + 1;
  const next = bytes.indexOf(newline, at + STRETCH_BYTES);
  return next === -1 ? bytes.length : next + 1;
}
