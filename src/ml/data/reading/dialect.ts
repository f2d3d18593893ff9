import { parse } from 'csv-parse/sync';
import { InputError } from '../../input-error.js';

/** How a table of text is written. `quote` is null where quotes are ordinary characters. */
export interface Dialect {
  delimiter: ',' | ';' | '\t';
  quote: '"' | null;
}

const DELIMITERS = [',', ';', '\t'] as const;
/** Records looked at. */
const SAMPLE = 50;

/**
 * Finds the dialect out from the file's beginning: the delimiter with which most rows have as many columns as the first,
 * more than one. Tab-separated files often hold bare quotes, which then mean nothing.
 */
export function detectDialect(head: string, given: Partial<Dialect>): Dialect {
  // The last record of the sample may be cut short, so it does not count.
  const sample = head.slice(0, head.lastIndexOf('\n') + 1) || head;
  const delimiter = given.delimiter ?? detectDelimiter(sample);
  return { delimiter, quote: given.quote !== undefined ? given.quote : detectQuote(sample, delimiter) };
}

function detectDelimiter(sample: string): Dialect['delimiter'] {
  let best: Dialect['delimiter'] = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const widths = read(sample, { delimiter, quote: '"' }, true)!.map((record) => record.length);
    const width = widths[0] ?? 0;
    if (width < 2) continue;
    const score = widths.filter((other) => other === width).length / widths.length + width / 1e4;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function detectQuote(sample: string, delimiter: Dialect['delimiter']): Dialect['quote'] {
  if (delimiter !== '\t' || read(sample, { delimiter, quote: '"' }, false)) return '"';
  return null;
}

/** The records of the sample's beginning; null where quotes are out of place and `relaxed` does not forgive it. */
function read(sample: string, dialect: Dialect, relaxed: boolean): string[][] | null {
  try {
    return parse(sample, {
      ...dialect,
      to: SAMPLE,
      relax_column_count: true,
      relax_quotes: relaxed,
      skip_empty_lines: true,
    });
  } catch {
    // A quote never closed. Cut at the sample's end it says nothing; so look at what stands before its last quote.
    if (!relaxed) return null;
    return sample.split('\n', SAMPLE).map((line) => line.split(dialect.delimiter));
  }
}

/** The names in a header: all there, all different. Index columns of data frames have no name; they get one. */
export function checkHeader(names: readonly string[], limit: number): string[] {
  if (names.length > limit) {
    throw new InputError('too-many-columns', `The header has ${names.length} columns; at most ${limit} are read.`);
  }
  const clean = names.map((name, i) => name.trim() || `column_${i + 1}`);
  const twice = clean.find((name, i) => clean.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new InputError('duplicate-column', `The header names the column ${JSON.stringify(twice)} twice. Rename one.`);
  }
  return clean;
}
