/**
 * Split conformal prediction (Vovk et al., "Algorithmic Learning in a Random World", 2005; Lei et al., JASA 2018): scores of
 * how badly answers fit what was true, of rows that nothing else was fitted on. An answer that is no worse than all but a
 * share of them belongs to the set, and the truth does with at least that coverage, whatever the model and the data.
 */
import { z } from 'zod';

const Coverage = z.number().gt(0).lt(1);

/** A share of texts. */
export const CoverageChoice = Coverage.describe(
  'The share of texts, above 0 and below 1, for which the set or the interval is to hold the truth',
);

export const SET_SCORES = ['aps', 'raps'] as const;
export const SetScore = z.enum(SET_SCORES);
export type SetScore = z.infer<typeof SetScore>;

/** What sets and intervals are to be like. */
export const ConformalChoice = z.strictObject({ coverage: Coverage, score: SetScore });
export type ConformalChoice = z.infer<typeof ConformalChoice>;

const common = {
  coverage: Coverage.describe('The coverage where none is named.'),
  scores: z.array(z.number()).min(1).describe('The scores, increasing.'),
};

export const Conformal = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sets').describe('A set that holds the one true label.'),
    score: SetScore.describe('`aps`: adaptive prediction sets; `raps`: regularized ones.'),
    penalty: z.number().nonnegative().describe('What each label beyond `freeRanks` adds to a score; 0 of `aps`.'),
    freeRanks: z.int().nonnegative().describe('How many of the most probable labels cost nothing.'),
    ...common,
  }),
  z.strictObject({ kind: z.literal('labels').describe('A set that holds all the true labels.'), ...common }),
  z.strictObject({ kind: z.literal('interval').describe('An interval that holds the true value.'), ...common }),
]);
export type Conformal = z.infer<typeof Conformal>;

/** What a deployment can promise. */
export const Promised = z.strictObject({
  coverage: Coverage.describe('The coverage of sets and intervals where none is named.'),
  largest: Coverage.describe('The largest that its scores can carry.'),
});
export type Promised = z.infer<typeof Promised>;

/** More say nothing more of a quantile; a random part of them is as good a sample. */
export const MOST_SCORES = 20_000;
/** Fewer leave the coverage itself to chance: by three points and more. */
export const FEWEST_SCORES = 30;

/** Of n scores the k-th smallest covers k / (n + 1). */
export const largestCoverage = (scores: number): number => scores / (scores + 1);

/** Scores that a coverage takes: of fewer, not even the largest is enough. */
export const scoresFor = (coverage: number): number =>
  Math.max(FEWEST_SCORES, Math.ceil(coverage / (1 - coverage) - ROUNDING));

/** Counts of rows are whole; products of them with shares miss that by less. */
const ROUNDING = 1e-9;

/**
 * The score that a share `coverage` of new rows does not exceed: of n scores the ceil((n + 1) * coverage)-th smallest.
 * Infinite where n is too small for that.
 */
export function conformalQuantile(sorted: readonly number[], coverage: number): number {
  const place = Math.max(1, Math.ceil((sorted.length + 1) * coverage - ROUNDING));
  return place > sorted.length ? Number.POSITIVE_INFINITY : sorted[place - 1]!;
}

export const promisedBy = (conformal: Conformal | undefined): Promised | undefined =>
  conformal && { coverage: conformal.coverage, largest: largestCoverage(conformal.scores.length) };

/** The values that are no farther from the predicted one than the quantile of the absolute errors. */
export function intervalAround(value: number, { scores }: Conformal, coverage: number): [low: number, high: number] {
  const reach = conformalQuantile(scores, coverage);
  return [value - reach, value + reach];
}

/** As they are kept: in order. */
export const sortedScores = (scores: Iterable<number>): number[] => [...Float64Array.from(scores).sort()];
