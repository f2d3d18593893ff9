import { SPLITS, type Split } from '../example.js';
import type { DataLimits } from '../limits.js';
import { BadRow, type Changes, count } from './bad-row.js';
import { shown } from './raw-row.js';

/** One reader a kind of field: gives the value, or throws BadRow with what was expected and what was found. */

export function readText(field: string, value: unknown, limits: DataLimits): string {
  if (typeof value !== 'string') throw new BadRow(`${field} must be a string; found ${shown(value)}`);
  if (value.length > limits.textLength) {
    throw new BadRow(`${field} has ${value.length} characters; at most ${limits.textLength} are allowed`);
  }
  checkCharacters(field, value);
  if (value.trim() === '') throw new BadRow(`${field} is empty`);
  return value;
}

/**
 * Labels and groups. Numbers and booleans are taken as their text, since exports often write labels so.
 * @param kind what changes are counted under, where `field` is one of many
 */
export function readString(
  field: string,
  value: unknown,
  limits: DataLimits,
  changes: Changes,
  kind: string = field,
): string {
  if (typeof value === 'number' || typeof value === 'boolean') {
    count(changes, `${kind}ToString`);
    return String(value);
  }
  if (typeof value !== 'string') throw new BadRow(`${field} must be a string; found ${shown(value)}`);
  const trimmed = value.trim();
  if (trimmed === '') throw new BadRow(`${field} is empty`);
  if (trimmed.length > limits.labelLength) {
    throw new BadRow(
      `${field} has ${trimmed.length} characters; at most ${limits.labelLength}. Is it another column's?`,
    );
  }
  checkCharacters(field, trimmed);
  if (trimmed !== value) count(changes, `${kind}Trimmed`);
  return trimmed;
}

/** A list of labels; in a table a JSON array, or labels with `|` between them. Sorted, each once. */
export function readStrings(value: unknown, table: boolean, limits: DataLimits, changes: Changes): string[] {
  const list = table && typeof value === 'string' ? splitCell(value) : value;
  if (!Array.isArray(list)) throw new BadRow(`labels must be a list of strings; found ${shown(value)}`);
  const labels = new Set<string>();
  for (const item of list) {
    const label = readString('labels', item, limits, changes);
    if (labels.has(label)) throw new BadRow(`labels names ${shown(label)} twice`);
    labels.add(label);
  }
  return [...labels].sort();
}

function splitCell(cell: string): unknown {
  if (!cell.trimStart().startsWith('[')) return cell.split('|');
  return parseCell('labels', cell);
}

/** A list or an object; a table has it as JSON. */
export function parsed(field: string, value: unknown, table: boolean): unknown {
  return table && typeof value === 'string' ? parseCell(field, value) : value;
}

/** An object within a field: these keys, each of them, and no others. */
export function readObject<Key extends string>(at: string, value: unknown, keys: readonly Key[]): Record<Key, unknown> {
  const expected = `${at} must be an object of ${keys.join(', ')}`;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new BadRow(`${expected}; found ${shown(value)}`);
  }
  const found = Object.keys(value);
  if (found.length !== keys.length || !keys.every((key) => Object.hasOwn(value, key))) {
    throw new BadRow(`${expected}; found ${found.length > 0 ? found.map(shown).join(', ') : 'an empty one'}`);
  }
  return value as Record<Key, unknown>;
}

function parseCell(field: string, cell: string): unknown {
  try {
    return JSON.parse(cell);
  } catch {
    throw new BadRow(`${field} is not JSON; found ${shown(cell)}`);
  }
}

export function readWeight(value: unknown, table: boolean): number {
  const weight = readNumber('weight', value, table);
  if (weight <= 0) throw new BadRow(`weight must be above 0; found ${weight}`);
  return weight;
}

export function readNumber(field: string, value: unknown, table: boolean): number {
  const number = table && typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new BadRow(`${field} must be a finite number such as 0.5; found ${shown(value)}`);
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** ISO 8601, given back in UTC. A date alone is its midnight; a time without a zone is UTC. */
export function readTime(value: unknown, changes: Changes): string {
  if (typeof value === 'string' && isOurs(value)) return value;
  const parts = typeof value === 'string' ? TIME.exec(value.trim()) : null;
  if (parts) {
    const [, date, minutes = '00:00', seconds = ':00', zone = 'Z'] = parts;
    const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
    const time = new Date(`${date}T${minutes}${seconds}${offset}`);
    // A day that is not in the calendar (30 February) either gives no time or slips into the next month.
    const sameDay = new Date(`${date}T00:00:00Z`);
    if (!Number.isNaN(time.getTime()) && !Number.isNaN(sameDay.getTime()) && sameDay.toISOString().startsWith(date!)) {
      const utc = time.toISOString();
      if (utc !== value) count(changes, 'timeToUtc');
      return utc;
    }
  }
  throw new BadRow(`time must be ISO 8601 such as 2026-01-31T09:30:00Z; found ${shown(value)}`);
}

const OURS = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
/** Days that all months have. */
const SURE_DAYS = '28';

/** Whether a time is written as we write it, as most are that a program wrote. */
function isOurs(value: string): boolean {
  if (value.length !== 24 || !OURS.test(value)) return false;
  // A day that is not in the calendar comes back as another.
  return value.slice(8, 10) <= SURE_DAYS || new Date(value).toISOString() === value;
}

const SPLIT_NAMES: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  validation: 'validation',
  valid: 'validation',
  val: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
};

export function readSplit(value: unknown, changes: Changes): Split {
  const name = typeof value === 'string' ? value.trim().toLowerCase() : '';
  const split = Object.hasOwn(SPLIT_NAMES, name) ? SPLIT_NAMES[name] : undefined;
  if (!split) throw new BadRow(`split must be one of ${SPLITS.join(', ')}; found ${shown(value)}`);
  if (split !== value) count(changes, 'splitRenamed');
  return split;
}

export function readMetadata(value: unknown, table: boolean, limits: DataLimits): Record<string, unknown> {
  const metadata = parsed('metadata', value, table);
  if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) {
    throw new BadRow(`metadata must be an object; found ${shown(value)}`);
  }
  if (deeper(metadata, limits.metadataDepth)) {
    throw new BadRow(`metadata is nested deeper than ${limits.metadataDepth} levels`);
  }
  return metadata as Record<string, unknown>;
}

function deeper(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => deeper(inner, levels - 1));
}

function checkCharacters(field: string, text: string): void {
  if (text.includes('\0')) throw new BadRow(`${field} holds a NUL character; it is not text`);
  if (!text.isWellFormed()) throw new BadRow(`${field} holds half a character (a lone surrogate, such as \\ud83d)`);
}
