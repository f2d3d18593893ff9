import { z } from 'zod';
import { bootstrapIntervals, type Interval } from './bootstrap-intervals.js';
import { type SliceReport, sliceReport, sliceReportOf } from './slice-report.js';
import type { Tally } from './tally.js';

export interface MeasureOptions {
  seed: number;
  /** Bootstrap replicates. */
  resamples?: number;
  /** Also measure each kind of example: the name of a field, and its value for each row. */
  slices?: { by: string; values: readonly (string | null)[] } | undefined;
}

/** What the evaluations of all tasks have in common. */
export interface Measurement<Name extends string> {
  metrics: Record<Name, number>;
  intervals: Record<Name, Interval>;
  slices: SliceReport<Name> | null;
  seed: number;
}

/** The fields of a `Measurement` for the schema of a task's result. */
export const measurementFields = <const Names extends readonly string[]>(names: Names) => ({
  metrics: z.record(z.enum(names), z.number()).describe('Metrics of what is served; docs/metrics.md defines each.'),
  intervals: z
    .record(z.enum(names), z.tuple([z.number(), z.number()]))
    .describe('95 % bootstrap intervals of the metrics, [low, high].'),
  slices: sliceReportOf(names).nullable().describe('Metrics of each kind of example, if asked for.'),
  seed: z.int().min(0).describe('Seed of the bootstrap.'),
});

/** Bootstrap replicates unless a caller says otherwise. */
export const RESAMPLES = 1000;

/** Metrics of rows, their bootstrap intervals and their slices. @param start an empty tally over the rows' outcomes */
export function measure<Name extends string>(
  rows: number,
  start: () => Tally<Name>,
  { seed, resamples = RESAMPLES, slices }: MeasureOptions,
): Measurement<Name> {
  const all = start();
  for (let row = 0; row < rows; row++) all.add(row);
  const metrics = all.metrics();
  const replicate = (drawn: Uint32Array) => {
    const tally = start();
    for (const row of drawn) tally.add(row);
    return tally.metrics();
  };
  return {
    metrics,
    intervals: bootstrapIntervals(rows, replicate, metrics, { seed, resamples }),
    slices: slices ? sliceReport(slices.by, slices.values, start) : null,
    seed,
  };
}
