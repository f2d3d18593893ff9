import { z } from 'zod';
import type { Example } from '../data/example.js';
import { Random } from '../random.js';
import { bootstrapIntervals, type Interval } from './bootstrap-intervals.js';
import { holm } from './comparison/holm.js';
import { lowerIsBetter } from './metric-direction.js';
import { Resampler } from './resampler.js';
import type { Tally } from './tally.js';

/** More values than these are ids or free text rather than kinds of examples. */
const MOST_VALUES = 50;
/** Of fewer examples a metric says next to nothing: such slices get no interval and are not tested. */
export const SMALLEST_SLICE = 20;
/** A slice is called worse where chance alone would make one of all slices so bad this often. */
const LEVEL = 0.05;
/** Permutations: enough to tell p-values at the level divided by the number of tests. */
const PERMUTATIONS = { least: 1000, perTest: 40, most: 10_000 };
const BOOTSTRAP_STREAM = 4;
const PERMUTATION_STREAM = 5;

const reportOf = <Metrics extends z.ZodType, Intervals extends z.ZodType>(metrics: Metrics, intervals: Intervals) =>
  z.strictObject({
    by: z.string().describe('The field whose values make the slices'),
    metric: z.string().describe('The metric by which slices are held against the rest'),
    values: z
      .array(
        z.strictObject({
          value: z.string().nullable().describe('The value; null: examples without the field'),
          examples: z.int().min(1).describe('Examples with it'),
          metrics: metrics.describe('Metrics of those examples, as served'),
          intervals: intervals
            .nullable()
            .describe(`95 % bootstrap intervals of them; null of fewer than ${SMALLEST_SLICE} examples`),
          pValue: z
            .number()
            .nullable()
            .describe('How often a random choice of as many examples is no better than these; null where not tested'),
          adjustedPValue: z
            .number()
            .nullable()
            .describe("The same by Holm's correction for all slices that were tested; null where not tested"),
          worse: z
            .boolean()
            .nullable()
            .describe('Whether it is worse than the whole by more than chance, at 5 %; null where not tested'),
        }),
      )
      .describe('The values, those with most examples first'),
    omitted: z.int().min(0).describe('How many rarer values are left out'),
  });

/** The schema of a report of metrics by these names. */
export const sliceReportOf = <const Names extends readonly string[]>(names: Names) =>
  reportOf(z.record(z.enum(names), z.number()), z.record(z.enum(names), z.tuple([z.number(), z.number()])));

/** The same of some of them. */
export const partialSliceReportOf = <const Names extends readonly string[]>(names: Names) =>
  reportOf(
    z.partialRecord(z.enum(names), z.number()),
    z.partialRecord(z.enum(names), z.tuple([z.number(), z.number()])),
  );

/** A field, and its value for each row. */
export interface Slicing {
  by: string;
  values: readonly (string | null)[];
}

interface Slice<Name extends string> {
  value: string | null;
  examples: number;
  metrics: Record<Name, number>;
  intervals: Record<Name, Interval> | null;
  pValue: number | null;
  adjustedPValue: number | null;
  worse: boolean | null;
}

export interface SliceReport<Name extends string> {
  by: string;
  metric: Name;
  values: Slice<Name>[];
  omitted: number;
}

/** The value of `group` or `metadata.<column>` of an example; null where it has none. */
export function sliceValue({ group, metadata }: Pick<Example, 'group' | 'metadata'>, field: string): string | null {
  const value = field === 'group' ? group : metadata?.[field.slice('metadata.'.length)];
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export interface SliceOptions<Name extends string> {
  /** By which slices are held against the rest. */
  metric: Name;
  seed: number;
  resamples: number;
  /** The group of each row, if there are any. */
  groups?: readonly (string | null)[] | undefined;
}

/** Metrics of each kind of example, by each field. @param start an empty tally */
export function sliceReports<Name extends string>(
  slicings: readonly Slicing[],
  start: () => Tally<Name>,
  options: SliceOptions<Name>,
): SliceReport<Name>[] {
  const cuts = slicings.map((slicing) => ({ slicing, ...largestSlices(slicing.values) }));
  const tests = cuts.reduce((sum, { slices }) => sum + slices.filter(({ rows }) => isLarge(rows)).length, 0);
  const { least, perTest, most } = PERMUTATIONS;
  const permutations = Math.min(most, Math.max(least, perTest * tests));
  const reports = cuts.map(({ slicing, slices, omitted }): SliceReport<Name> => {
    const measured = slices.map((slice) => measureSlice(slice, start, options));
    permutationPValues(slicing, measured, start, { ...options, resamples: permutations });
    return { by: slicing.by, metric: options.metric, values: measured, omitted };
  });
  const tested = reports.flatMap(({ values }) => values.filter(({ pValue }) => pValue !== null));
  for (const [i, adjusted] of holm(tested.map(({ pValue }) => pValue!)).entries()) {
    tested[i]!.adjustedPValue = adjusted;
    tested[i]!.worse = adjusted < LEVEL;
  }
  return reports;
}

const isLarge = (rows: ArrayLike<number>): boolean => rows.length >= SMALLEST_SLICE;

/** Counted first: a field may have as many values as there are examples, and a tally may hold a matrix. */
function largestSlices(values: readonly (string | null)[]) {
  const rowsOf = new Map<string | null, number[]>();
  for (const [row, value] of values.entries()) {
    const known = rowsOf.get(value);
    if (known) known.push(row);
    else rowsOf.set(value, [row]);
  }
  const slices = [...rowsOf].map(([value, rows]) => ({ value, rows })).sort((a, b) => b.rows.length - a.rows.length);
  return { slices: slices.slice(0, MOST_VALUES), omitted: Math.max(0, slices.length - MOST_VALUES) };
}

function measureSlice<Name extends string>(
  { value, rows }: { value: string | null; rows: readonly number[] },
  start: () => Tally<Name>,
  { seed, resamples, groups }: SliceOptions<Name>,
): Slice<Name> {
  const inside = (): Tally<Name> => {
    const tally = start();
    return { add: (row) => tally.add(rows[row]!), metrics: () => tally.metrics() };
  };
  const tally = inside();
  for (let row = 0; row < rows.length; row++) tally.add(row);
  const metrics = tally.metrics();
  const bootstrap = { seed, resamples, stream: BOOTSTRAP_STREAM };
  const resampler = new Resampler(rows.length, groups && rows.map((row) => groups[row]!));
  const intervals = isLarge(rows) ? bootstrapIntervals(resampler, inside, metrics, bootstrap) : null;
  return { value, examples: rows.length, metrics, intervals, pValue: null, adjustedPValue: null, worse: null };
}

/**
 * If a field has nothing to do with how well examples are answered, its values might as well have been dealt out at
 * random: a slice's p-value is how often that makes one as bad. One-sided: slices that are better alarm nobody. A field
 * that whole groups have one value of is dealt out to groups: one bad author would condemn his shop otherwise.
 */
function permutationPValues<Name extends string>(
  slicing: Slicing,
  slices: Slice<Name>[],
  start: () => Tally<Name>,
  { metric, seed, resamples, groups }: SliceOptions<Name>,
): void {
  if (slices.length < 2) return;
  const random = new Random(seed, PERMUTATION_STREAM);
  const units = unitsToDeal(slicing, groups);
  const rows = Uint32Array.from(slicing.values, (_, row) => row);
  const tested = slices.filter(({ examples }) => examples >= SMALLEST_SLICE);
  const asBad = tested.map(() => 1);
  const worseBy = lowerIsBetter(metric) ? 1 : -1;
  for (let permutation = 0; permutation < resamples && tested.length > 0; permutation++) {
    const order = units ? random.shuffle(units).flat() : random.shuffle(rows);
    let from = 0;
    for (const [i, { examples, metrics }] of tested.entries()) {
      const tally = start();
      for (const end = from + examples; from < end; from++) tally.add(order[from]!);
      // Sums in another order differ in their last bits.
      const slack = 1e-9 * Math.abs(metrics[metric]);
      if (worseBy * (tally.metrics()[metric] - metrics[metric]) >= -slack) asBad[i]! += 1;
    }
  }
  for (const [i, slice] of tested.entries()) slice.pValue = asBad[i]! / (resamples + 1);
}

/** Rows of groups that keep together: where each has one value of the field, and is not the field itself; null otherwise. */
function unitsToDeal({ by, values }: Slicing, groups: SliceOptions<string>['groups']): number[][] | null {
  const { units } = new Resampler(values.length, groups);
  const isOfGroups = by !== 'group' && units?.every((unit) => unit.every((row) => values[row] === values[unit[0]!]));
  return isOfGroups ? units!.map((unit) => [...unit]) : null;
}
