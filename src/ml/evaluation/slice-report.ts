import { z } from 'zod';
import type { Example } from '../data/example.js';
import type { Tally } from './tally.js';

/** More values than these are ids or free text rather than kinds of examples. */
const MOST_VALUES = 50;

/** The schema of a report of metrics by these names. */
export const sliceReportOf = <const Names extends readonly string[]>(names: Names) =>
  z.strictObject({
    by: z.string().describe('The field whose values make the slices'),
    values: z
      .array(
        z.strictObject({
          value: z.string().nullable().describe('The value; null: examples without the field'),
          examples: z.int().min(1).describe('Examples with it'),
          metrics: z.record(z.enum(names), z.number()).describe('Metrics of those examples, as served'),
        }),
      )
      .describe('The values, those with most examples first'),
    omitted: z.int().min(0).describe('How many rarer values are left out'),
  });

export interface SliceReport<Name extends string> {
  by: string;
  values: { value: string | null; examples: number; metrics: Record<Name, number> }[];
  omitted: number;
}

/** The value of `group` or `metadata.<column>` of an example; null where it has none. */
export function sliceValue({ group, metadata }: Pick<Example, 'group' | 'metadata'>, field: string): string | null {
  const value = field === 'group' ? group : metadata?.[field.slice('metadata.'.length)];
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Metrics of each kind of example. @param values of the field, one for each row @param start an empty tally */
export function sliceReport<Name extends string>(
  by: string,
  values: readonly (string | null)[],
  start: () => Tally<Name>,
): SliceReport<Name> {
  // Counted first: a field may have as many values as there are examples, and a tally may hold a matrix.
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const largest = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_VALUES);
  const tallies = new Map(largest.map(([value]) => [value, start()]));
  for (const [row, value] of values.entries()) tallies.get(value)?.add(row);
  return {
    by,
    values: largest.map(([value, examples]) => ({ value, examples, metrics: tallies.get(value)!.metrics() })),
    omitted: counts.size - largest.length,
  };
}
