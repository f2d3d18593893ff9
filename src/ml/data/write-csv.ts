import type { DatasetTask, Field, StoredExample } from './example.js';
import { fieldsOf } from './task-rows.js';

/** The columns of a version as CSV: the fields that rows of its task may have. */
export function csvColumns(task: DatasetTask): readonly ('id' | Field)[] {
  return ['id', 'split', ...fieldsOf(task).filter((field) => field !== 'split')];
}

/** The header (RFC 4180). With its rows it can be uploaded again. */
export function csvHeader(columns: readonly string[]): string {
  return `${columns.join()}\r\n`;
}

/** A row of it. Lists and objects are JSON. */
export function csvRow(columns: readonly ('id' | Field)[], example: StoredExample): string {
  const fields: Partial<Record<'id' | Field, unknown>> = example;
  return `${columns.map((column) => cell(fields[column])).join()}\r\n`;
}

function cell(value: unknown): string {
  if (value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
