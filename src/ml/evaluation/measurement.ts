import { z } from 'zod';
import { bootstrapIntervals, type Interval } from './bootstrap-intervals.js';
import { Resampler } from './resampler.js';
import { type SliceReport, type Slicing, sliceReportOf, sliceReports } from './slice-report.js';
import type { Tally } from './tally.js';

export interface MeasureOptions {
  seed: number;
  /** Bootstrap replicates. */
  resamples?: number;
  /** Also measure each kind of example, by each of these fields. */
  slices?: readonly Slicing[] | undefined;
  /** The group of each row; rows of one group are drawn together. */
  groups?: readonly (string | null)[] | undefined;
}

/** What the evaluations of all tasks have in common. */
export interface Measurement<Name extends string> {
  metrics: Record<Name, number>;
  intervals: Record<Name, Interval>;
  slices: SliceReport<Name>[] | null;
  groups: number | null;
  seed: number;
}

/** The fields of a `Measurement` for the schema of a task's result. */
export const measurementFields = <const Names extends readonly string[]>(names: Names) => ({
  metrics: z.record(z.enum(names), z.number()).describe('Metrics of what is served; docs/metrics.md defines each.'),
  intervals: z
    .record(z.enum(names), z.tuple([z.number(), z.number()]))
    .describe('95 % bootstrap intervals of the metrics, [low, high].'),
  slices: z.array(sliceReportOf(names)).nullable().describe('Metrics of each kind of example, if asked for.'),
  groups: z
    .int()
    .min(1)
    .nullable()
    .describe('How many groups of examples the bootstrap drew from, as wholes; null where it drew examples.'),
  seed: z.int().min(0).describe('Seed of the bootstrap, and of the folds of cross-fitting.'),
});

/** Bootstrap replicates unless a caller says otherwise. */
export const RESAMPLES = 1000;

/**
 * Metrics of rows, their bootstrap intervals and their slices.
 *
 * @param start an empty tally over the rows' outcomes
 * @param metric by which slices are held against the rest
 */
export function measure<Name extends string>(
  rows: number,
  start: () => Tally<Name>,
  metric: NoInfer<Name>,
  { seed, resamples = RESAMPLES, slices, groups }: MeasureOptions,
): Measurement<Name> {
  const all = start();
  for (let row = 0; row < rows; row++) all.add(row);
  const metrics = all.metrics();
  const resampler = new Resampler(rows, groups);
  return {
    metrics,
    intervals: bootstrapIntervals(resampler, start, metrics, { seed, resamples }),
    slices: slices ? sliceReports(slices, start, { metric, seed, resamples, groups }) : null,
    groups: resampler.groups,
    seed,
  };
}
