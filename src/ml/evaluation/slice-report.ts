import { z } from 'zod';
import type { Example } from '../data/example.js';
import type { ClassificationOutcomes } from './classification-outcomes.js';
import { CLASSIFICATION_METRICS, ClassificationTally } from './classification-tally.js';

/** More values than these are ids or free text rather than kinds of examples. */
const MOST_VALUES = 50;

export const SliceReport = z.strictObject({
  by: z.string().describe('The field whose values make the slices'),
  values: z
    .array(
      z.strictObject({
        value: z.string().nullable().describe('The value; null: examples without the field'),
        examples: z.int().min(1).describe('Examples with it'),
        metrics: z.record(z.enum(CLASSIFICATION_METRICS), z.number()).describe('Metrics of those examples, as served'),
      }),
    )
    .describe('The values, those with most examples first'),
  omitted: z.int().min(0).describe('How many rarer values are left out'),
});
export type SliceReport = z.infer<typeof SliceReport>;

/** The value of `group` or `metadata.<column>` of an example; null where it has none. */
export function sliceValue({ group, metadata }: Pick<Example, 'group' | 'metadata'>, field: string): string | null {
  const value = field === 'group' ? group : metadata?.[field.slice('metadata.'.length)];
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Metrics of each kind of example. @param values of the field, one for each row */
export function sliceReport(
  by: string,
  values: readonly (string | null)[],
  outcomes: ClassificationOutcomes,
): SliceReport {
  const tallies = new Map<string | null, { examples: number; tally: ClassificationTally }>();
  for (const [row, value] of values.entries()) {
    const slice = tallies.get(value) ?? { examples: 0, tally: new ClassificationTally(outcomes) };
    slice.tally.add(row);
    slice.examples += 1;
    tallies.set(value, slice);
  }
  const largest = [...tallies].sort(([, a], [, b]) => b.examples - a.examples).slice(0, MOST_VALUES);
  return {
    by,
    values: largest.map(([value, { examples, tally }]) => ({ value, examples, metrics: tally.metrics() })),
    omitted: tallies.size - largest.length,
  };
}
