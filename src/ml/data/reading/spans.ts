import type { Span } from '../example.js';
import type { DataLimits } from '../limits.js';
import { BadRow, type Changes, count } from './bad-row.js';
import { parsed, readObject, readString } from './fields.js';
import { shown } from './raw-row.js';

const EXAMPLE = '[{"start": 0, "end": 5, "label": "PERSON"}]';

/** Spans, whole each by itself and without overlaps, in the order of the text. In a table a JSON array. */
export function readSpans(value: unknown, table: boolean, limits: DataLimits, changes: Changes): Span[] {
  const list = parsed('spans', value, table);
  if (!Array.isArray(list)) throw new BadRow(`spans must be a list such as ${EXAMPLE}; found ${shown(value)}`);
  if (list.length > limits.spans) {
    throw new BadRow(
      `spans has ${list.length} items; at most ${limits.spans} are allowed. Cut the text into several rows`,
    );
  }
  const spans = list.map((item, i) => readSpan(`spans[${i}]`, item, limits, changes));
  const sorted = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  if (sorted.some((span, i) => span !== spans[i])) count(changes, 'spansSorted');
  for (let i = 1; i < sorted.length; i++) {
    const [before, span] = [sorted[i - 1]!, sorted[i]!];
    if (span.start >= before.end) continue;
    throw new BadRow(`spans overlap: ${named(before)} and ${named(span)}; a character may be in one span only`);
  }
  return sorted;
}

function readSpan(at: string, value: unknown, limits: DataLimits, changes: Changes): Span {
  const { start, end, label } = readObject(at, value, ['start', 'end', 'label']);
  const span = {
    start: readOffset(`${at}.start`, start),
    end: readOffset(`${at}.end`, end),
    label: readString(`${at}.label`, label, limits, changes, 'spanLabel'),
  };
  if (span.start >= span.end) {
    throw new BadRow(`${at} ends at ${span.end}, which must be after its start ${span.start}`);
  }
  return span;
}

function readOffset(field: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new BadRow(`${field} must be a whole number from 0; found ${shown(value)}`);
}

/** Holds spans against their text: offsets count its UTF-16 code units, as JavaScript and Java do. */
export function checkSpans(text: string, spans: readonly Span[]): void {
  for (const span of spans) {
    const { start, end } = span;
    if (end > text.length) {
      throw new BadRow(
        `spans has ${named(span)}, and the text ends at ${text.length}. Offsets count UTF-16 code units: most ` +
          'characters are one, an emoji is two',
      );
    }
    if (text.slice(start, end).trim() === '') throw new BadRow(`spans has ${named(span)}, which is white space alone`);
    if (halves(text, start) || halves(text, end)) {
      throw new BadRow(
        `spans has ${named(span)}, which cuts a character in two. Offsets count UTF-16 code units: an emoji is two, ` +
          'where Python counts one',
      );
    }
  }
}

/** Whether the place lies between the two code units of one character. */
function halves(text: string, at: number): boolean {
  return at > 0 && at < text.length && text.codePointAt(at - 1)! > 0xffff;
}

function named({ start, end, label }: Span): string {
  return `${shown(label)} from ${start} to ${end}`;
}
