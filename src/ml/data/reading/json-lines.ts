import type { DataLimits } from '../limits.js';
import { type RawRow, shown } from './raw-row.js';

const NEWLINE = 0x0a;

/** JSON Lines: one object a line. Blank lines are passed over. Yields a batch for each chunk read. */
export async function* readJsonLines(bytes: AsyncIterable<Buffer>, limits: DataLimits): AsyncGenerator<RawRow[]> {
  let line = 1;
  let held: Buffer[] = [];
  let heldBytes = 0;
  const take = (end: Buffer): RawRow | null => {
    const size = heldBytes + end.length;
    const text = size > limits.recordBytes ? null : Buffer.concat([...held, end]).toString('utf8');
    held = [];
    heldBytes = 0;
    return text === null ? tooLong(line, size, limits) : parseRow(text, line);
  };
  for await (const chunk of bytes) {
    const rows: RawRow[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const row = take(chunk.subarray(start, end));
      if (row) rows.push(row);
      start = end + 1;
      line++;
    }
    const rest = chunk.subarray(start);
    heldBytes += rest.length;
    // Of a line that is too long only the length is kept.
    if (heldBytes > limits.recordBytes) held = [];
    else if (rest.length > 0) held.push(rest);
    yield rows;
  }
  const last = take(Buffer.alloc(0));
  if (last) yield [last];
}

function tooLong(line: number, size: number, limits: DataLimits): RawRow {
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
