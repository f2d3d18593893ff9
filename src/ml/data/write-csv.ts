import type { StoredExample } from './example.js';

const COLUMNS = [
  'id',
  'split',
  'text',
  'textPair',
  'label',
  'labels',
  'value',
  'group',
  'time',
  'weight',
  'metadata',
] as const satisfies readonly (keyof StoredExample)[];

/** The header of a version as CSV (RFC 4180): every field there is, whatever the task. It can be uploaded again. */
export function csvHeader(): string {
  return `${COLUMNS.join()}\r\n`;
}

/** A row of it. Lists and metadata are JSON. */
export function csvRow(example: StoredExample): string {
  return `${COLUMNS.map((column) => cell(example[column])).join()}\r\n`;
}

function cell(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
