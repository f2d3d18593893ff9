/**
 * The median rule of Golovin et al., "Google Vizier: A Service for Black-Box Optimization" (KDD 2017), 3.2.2: a trial
 * ends whose best so far is worse than what the others had on average by then, in the median.
 */
import { z } from 'zod';

export const StoppingRule = z.strictObject({
  minTrials: z.int().min(1).max(200).default(4).describe('Trials that have to be finished before one is stopped.'),
  minShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.3)
    .describe('Share of its own steps that every trial gets, 0 to 1: what learns slowly has a chance.'),
});
export type StoppingRule = z.infer<typeof StoppingRule>;

/** Measurements of one trial on validation, in order. Shares of its own steps, for trials differ in how many they have. */
export type Course = readonly { share: number; value: number }[];

/** @param finished courses of trials that ran to their end. */
export function isAmongTheWorst(
  course: Course,
  finished: readonly Course[],
  { minTrials, minShare }: StoppingRule,
  largerIsBetter: boolean,
): boolean {
  const share = course.at(-1)?.share ?? 0;
  if (course.length === 0 || share < minShare || finished.length < minTrials) return false;
  const averages = finished.map((other) => averageUpTo(other, share)).filter((average) => average !== null);
  if (averages.length < minTrials) return false;
  const values = course.map(({ value }) => value);
  const middle = median(averages);
  return largerIsBetter ? Math.max(...values) < middle : Math.min(...values) > middle;
}

/** Null where nothing was measured by then. */
function averageUpTo(course: Course, share: number): number | null {
  const values = course.filter((measured) => measured.share <= share).map(({ value }) => value);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
