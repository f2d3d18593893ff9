import { DATA_LIMITS, type DataLimits } from '../../../../src/ml/data/limits.js';
import { readCsv } from '../../../../src/ml/data/reading/csv.js';
import { firstNewline } from '../../../../src/ml/data/reading/csv-records.js';
import type { Dialect } from '../../../../src/ml/data/reading/dialect.js';
import { readJsonLines } from '../../../../src/ml/data/reading/json-lines.js';
import { PieceRows, QuoteFaultInPiece } from '../../../../src/ml/data/reading/piece-reader.js';
import type { RawRow } from '../../../../src/ml/data/reading/raw-row.js';
import { memorySource } from '../../../../src/ml/data/reading/source-file.js';
import { checkUtf8 } from '../../../../src/ml/data/reading/utf8.js';
import { wholeRecords } from '../../../../src/ml/data/reading/whole-records.js';
import { Random } from '../../../../src/ml/random.js';

const LIMITS: DataLimits = { ...DATA_LIMITS, recordBytes: 400 };
const NAMES = ['a', 'b'];

type Read = { rows: RawRow[]; error: string | null };

/** By the reader that follows the whole text. */
async function whole(text: string, chunk: number, dialect: Dialect | null): Promise<Read> {
  const bytes = checkUtf8(memorySource(Buffer.from(text), chunk).stream());
  const rows: RawRow[] = [];
  try {
    const batches = dialect ? readCsv(bytes, dialect, LIMITS) : readJsonLines(bytes, LIMITS);
    for await (const batch of batches) rows.push(...batch);
    return { rows, error: null };
  } catch (error) {
    return { rows, error: (error as Error).message };
  }
}

/** Piece by piece, as threads have it. Rows of a piece that has a fault do not count: those of a batch did not either. */
async function inPieces(text: string, chunk: number, dialect: Dialect | null): Promise<Read> {
  const newline = dialect ? firstNewline(text)! : '\n';
  const ends = { newline, quoted: dialect?.quote === '"', skipLong: !dialect, recordBytes: LIMITS.recordBytes };
  const plan = { newline, table: dialect && { dialect, names: NAMES } };
  const bytes = checkUtf8(memorySource(Buffer.from(text), chunk).stream());
  const rows: RawRow[] = [];
  let [lines, first] = [0, true];
  try {
    for await (const piece of wholeRecords(bytes, ends)) {
      const ofPiece = new PieceRows(piece, first, plan, LIMITS);
      const found = [...ofPiece].flat();
      for (const row of found) rows.push({ ...row, line: lines + row.line });
      [lines, first] = [lines + ofPiece.lines, false];
    }
    return { rows, error: null };
  } catch (error) {
    if (!(error instanceof QuoteFaultInPiece)) throw error;
    return { rows, error: `The row that starts on line ${lines + error.line}` };
  }
}

/** Something like a file of two columns, of characters that mean something. */
function soup(random: Random, newline: string, faults: boolean): string {
  const plain = ['x', 'é', '🙂', ' ', '1'];
  const some = (from: readonly string[], most: number) =>
    Array.from({ length: random.below(most) }, () => from[random.below(from.length)]!).join('');
  const field = () => {
    if (faults && random.below(40) === 0) return some(['"', 'x', ','], 5);
    return random.below(2) === 0 ? some(plain, 20) : `"${some([...plain, '""', ',', newline, '\n'], 30)}"`;
  };
  const lines = Array.from({ length: 30 }, () => (random.below(8) === 0 ? '' : `${field()},${field()}`));
  const start = random.below(4) === 0 ? newline : '';
  return `${start}a,b${newline}${lines.join(newline)}${random.below(2) === 0 ? newline : ''}`;
}

describe('a text that is cut into pieces', () => {
  it.each(['\n', '\r\n', '\r'])('has the rows, lines and faults that it has as a whole, with %j', async (newline) => {
    const random = new Random(7);
    const dialect = { delimiter: ',', quote: '"' } as const;
    for (let round = 0; round < 60; round++) {
      const text = soup(random, newline, round % 2 === 1);
      // As the service reads: the beginning of a file comes in one piece.
      const chunk = 20 + random.below(200);
      const [one, other] = [await whole(text, chunk, dialect), await inPieces(text, chunk, dialect)];
      if (one.error === null) expect(other).toEqual(one);
      else expect(one.error).toContain(`${other.error} `);
    }
  });

  it('takes quotes for nothing where they mean nothing', async () => {
    const text = 'a,b\n"x,y\nx","y"\n';
    const dialect = { delimiter: ',', quote: null } as const;
    expect(await inPieces(text, 5, dialect)).toEqual(await whole(text, 5, dialect));
  });

  it('refuses a record that is too long with the line on which it starts', async () => {
    const dialect = { delimiter: ',', quote: '"' } as const;
    const text = `a,b\nx,y\n"${'long '.repeat(200)}`;
    const { error } = await inPieces(text, 64, dialect);
    expect(error).toBe('The row that starts on line 3');
    expect((await whole(text, 64, dialect)).error).toContain(error!);
  });

  it('has the same lines of JSON, those that are too long told by their size', async () => {
    const line = (text: string) => JSON.stringify({ text });
    const text = ['', line('é🙂'), 'not JSON', line('x'.repeat(900)), ' ', line('y'.repeat(380)), line('z')].join('\n');
    for (const chunk of [7, 64, 300, 5000]) {
      const one = await whole(text, chunk, null);
      expect(one.rows.length).toBe(5);
      expect(await inPieces(text, chunk, null)).toEqual(one);
      expect(await inPieces(`${text}\n`, chunk, null)).toEqual(await whole(`${text}\n`, chunk, null));
    }
  });
});
