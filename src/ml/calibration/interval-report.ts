import { z } from 'zod';
import { CalibrationEvidence } from './calibration-report.js';
import { type Conformal, intervalAround, sortedScores } from './conformal.js';
import { crossFit, stratifiedFolds } from './folds.js';

export const IntervalReport = z.strictObject({
  coverage: z.number().describe('The share of examples whose interval is to hold the true value, 0 to 1.'),
  covered: z.number().describe('The share whose interval does, 0 to 1.'),
  meanWidth: z.number().nullable().describe('Mean width of the intervals; null where one has no end.'),
  evidence: CalibrationEvidence,
});
export type IntervalReport = z.infer<typeof IntervalReport>;

interface Value {
  value: number;
  predicted: number;
}

export interface JudgedIntervals {
  report: IntervalReport;
  intervals: [low: number, high: number][];
}

export const errorScores = (values: readonly Value[]): number[] =>
  sortedScores(values.map(({ value, predicted }) => Math.abs(value - predicted)));

/** How often intervals hold the true value. */
export function judgeIntervals(
  values: readonly Value[],
  conformal: Conformal,
  { evidence, seed }: { evidence: CalibrationEvidence; seed: number },
): JudgedIntervals {
  const around = (rests: Conformal, some: readonly Value[]) =>
    some.map(({ predicted }) => intervalAround(predicted, rests, conformal.coverage));
  const at = (places: readonly number[]) => places.map((place) => values[place]!);
  const intervals =
    evidence === 'cross-fitted'
      ? crossFit(
          stratifiedFolds(new Int32Array(values.length), seed),
          (others) => ({ ...conformal, scores: errorScores(at(others)) }),
          (rests, held) => around(rests, at(held)),
        )
      : around(conformal, values);
  const holds = intervals.filter(([low, high], i) => low <= values[i]!.value && values[i]!.value <= high);
  const meanWidth = intervals.reduce((sum, [low, high]) => sum + (high - low), 0) / intervals.length;
  return {
    intervals,
    report: {
      coverage: conformal.coverage,
      covered: holds.length / values.length,
      meanWidth: Number.isFinite(meanWidth) ? meanWidth : null,
      evidence,
    },
  };
}
