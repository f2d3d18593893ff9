import type { DataLimits } from '../limits.js';
import { type RawRow, shown } from './raw-row.js';

const NEWLINE = 0x0a;

/** JSON Lines: one object a line. Blank lines are passed over. Yields a batch for each chunk read. */
export async function* readJsonLines(bytes: AsyncIterable<Buffer>, limits: DataLimits): AsyncGenerator<RawRow[]> {
  let line = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of bytes) {
    const last = chunk.lastIndexOf(NEWLINE);
    const rest = chunk.subarray(last + 1);
    if (last !== -1) {
      const rows: RawRow[] = [];
      // The first line began in chunks before this one. All others are whole, and decoded together.
      const first = chunk.indexOf(NEWLINE);
      const size = heldBytes + first;
      add(rows, size > limits.recordBytes ? tooLong(line, size, limits) : parseRow(decode(held, chunk, first), line));
      line++;
      if (last > first) {
        for (const text of chunk.toString('utf8', first + 1, last).split('\n'))
          add(rows, parseLine(text, line++, limits));
      }
      [held, heldBytes] = [[], 0];
      yield rows;
    }
    heldBytes += rest.length;
    // Of a line that is too long only the length is kept.
    if (heldBytes > limits.recordBytes) held = [];
    else if (rest.length > 0) held.push(Buffer.from(rest));
  }
  const rows: RawRow[] = [];
  const whole = heldBytes <= limits.recordBytes;
  add(rows, whole ? parseRow(decode(held, Buffer.alloc(0), 0), line) : tooLong(line, heldBytes, limits));
  yield rows;
}

function decode(held: readonly Buffer[], chunk: Buffer, end: number): string {
  if (held.length === 0) return chunk.toString('utf8', 0, end);
  return Buffer.concat([...held, chunk.subarray(0, end)]).toString('utf8');
}

function add(rows: RawRow[], row: RawRow | null): void {
  if (row) rows.push(row);
}

/** null where the line is blank */
export function parseLine(text: string, line: number, limits: DataLimits): RawRow | null {
  // A character is at most three bytes.
  if (text.length * 3 <= limits.recordBytes) return parseRow(text, line);
  const size = Buffer.byteLength(text);
  return size > limits.recordBytes ? tooLong(line, size, limits) : parseRow(text, line);
}

export function tooLong(line: number, size: number, limits: DataLimits): RawRow {
  return {
    line,
    problem: `is ${size} bytes long; a row may have ${limits.recordBytes} bytes, a text ${limits.textLength} characters`,
  };
}

function parseRow(text: string, line: number): RawRow | null {
  if (text.trim() === '') return null;
  try {
    return objectRow(JSON.parse(text), line);
  } catch (error) {
    return { line, problem: `is not JSON (${(error as Error).message}); each line must be one whole JSON object` };
  }
}

/** The row that a parsed JSON value makes. */
export function objectRow(value: unknown, line: number): RawRow {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { line, problem: `must be a JSON object, the fields of one row; found ${shown(value)}` };
  }
  return { line, names: Object.keys(value), values: Object.values(value) };
}
