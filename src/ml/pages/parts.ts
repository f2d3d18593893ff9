import { type Attributes, type Frame, inlineSvg } from '../evaluation/plots/svg.js';
import { type Content, foreign, Markup, tag } from './markup.js';

export interface Column {
  heading: string;
  kind?: 'number' | 'excerpt';
}

/** A table whose first column names its rows. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly Content[])[]): Markup {
  const attributes = (column: Column | undefined): Attributes => (column?.kind ? { class: column.kind } : {});
  const row = ([name, ...cells]: readonly Content[]) =>
    tag(
      'tr',
      {},
      tag('th', { scope: 'row', ...attributes(columns[0]) }, name ?? null),
      cells.map((cell, i) => tag('td', attributes(columns[i + 1]), cell)),
    );
  const headings = columns.map((column) => tag('th', { scope: 'col', ...attributes(column) }, column.heading));
  return tag(
    'div',
    // A region that scrolls must be reachable by keyboard.
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    tag(
      'table',
      {},
      tag('caption', {}, caption),
      tag('thead', {}, tag('tr', {}, headings)),
      tag('tbody', {}, rows.map(row)),
    ),
  );
}

/** A plot as a figure. @param id unlike any other on the page */
export const figure = (id: string, draw: (frame: Frame) => string): Markup =>
  tag('figure', {}, new Markup(draw(inlineSvg(id))));

export const paragraph = (...content: Content[]): Markup => tag('p', {}, ...content);

/** Says that there is nothing, so that nobody wonders whether something is missing. */
export const none = (text: string): Markup => tag('p', { class: 'none' }, text);

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Levels of nested values that are shown, and entries of each. */
const DEPTH = 4;
const MOST_ENTRIES = 50;
const MOST_COLUMNS = 12;
const MOST_CHARACTERS = 500;

/** Any value of JSON, as what it is made of: for what a page has no better picture of. */
export function anything(value: unknown, depth = 0): Content {
  if (value === null || value === undefined) return tag('span', { class: 'none' }, 'none');
  if (typeof value !== 'object') return foreign(String(value).slice(0, MOST_CHARACTERS));
  if (depth === DEPTH) return '…';
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  if (entries.length === 0) return tag('span', { class: 'none' }, 'none');
  const shown = entries.slice(0, MOST_ENTRIES);
  const more = entries.length > shown.length ? paragraph(`and ${entries.length - shown.length} more`) : null;
  if (Array.isArray(value)) {
    if (value.every(isFlat)) return [flatTable(shown.map(([, inner]) => inner as Flat)), more];
    return [
      tag(
        'ul',
        {},
        shown.map(([, inner]) => tag('li', {}, anything(inner, depth + 1))),
      ),
      more,
    ];
  }
  const pairs = shown.map(([name, inner]) => [
    tag('dt', {}, foreign(String(name).slice(0, MOST_CHARACTERS))),
    tag('dd', {}, anything(inner, depth + 1)),
  ]);
  return [tag('dl', {}, pairs), more];
}

type Flat = Record<string, string | number | boolean | null>;

/** An object without anything below its values. */
const isFlat = (value: unknown): value is Flat =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((inner) => inner === null || typeof inner !== 'object');

function flatTable(rows: readonly Flat[]): Markup {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, MOST_COLUMNS);
  return table(
    `${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}`,
    names.map((heading) => ({ heading, kind: 'excerpt' as const })),
    rows.map((row) => names.map((name) => anything(row[name], DEPTH))),
  );
}
