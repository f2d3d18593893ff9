/** What a sweep tries next. */
import { z } from 'zod';
import { Random } from '../random.js';
import { type Dimension, dimensionsOf, draw, pointKey, sizeOf } from './dimension.js';
import type { Point, SearchSpace } from './search-space.js';
import { proposeByTree, type Tried } from './tree-parzen.js';

export const SearchStrategy = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('tpe').describe('Tree-structured Parzen estimators: near what did well, away from what did not.'),
    startupTrials: z
      .int()
      .min(1)
      .max(200)
      .default(10)
      .describe('Trials that have to end, the defaults among them, before it is used; values are random until then.'),
    candidates: z.int().min(1).max(1000).default(24).describe('Values that are weighed up for each that is chosen.'),
  }),
  z.strictObject({ type: z.literal('random').describe('Values are drawn independently of what came of others.') }),
]);
export type SearchStrategy = z.infer<typeof SearchStrategy>;

/** Streams of their own for the draws of each trial. */
const STREAM = 2 ** 36;
/** Proposals that repeat an earlier trial before another way is taken. */
const REPEATS = 20;
/** Spaces of so many points are listed. */
const LISTED = 10_000;

/**
 * A point that no trial had, a function of all that is given; null when every point of the space was tried.
 * @param number of the trial, from 0
 */
export function propose(
  space: SearchSpace,
  strategy: SearchStrategy,
  tried: readonly Tried[],
  { seed, number }: { seed: number; number: number },
): Point | null {
  const random = new Random(seed, STREAM + number);
  const dimensions = dimensionsOf(space);
  const seen = new Set(tried.map(({ point }) => pointKey(point)));
  const finished = tried.filter(({ loss }) => loss !== null).length;
  const byTree = strategy.type === 'tpe' && finished >= strategy.startupTrials;
  for (let i = 0; i < REPEATS; i++) {
    const point = byTree
      ? proposeByTree(dimensions, tried, { candidates: strategy.candidates, random })
      : Object.fromEntries(dimensions.map((dimension) => [dimension.name, draw(dimension, random)]));
    if (!seen.has(pointKey(point))) return point;
  }
  return untried(dimensions, seen, random);
}

/** One that is left of a space that is nearly used up. */
function untried(dimensions: readonly Dimension[], seen: ReadonlySet<string>, random: Random): Point | null {
  const size = dimensions.reduce((product, dimension) => product * sizeOf(dimension), 1);
  if (size > LISTED)
    return Object.fromEntries(dimensions.map((dimension) => [dimension.name, draw(dimension, random)]));
  const left = pointsOf(dimensions).filter((point) => !seen.has(pointKey(point)));
  return left.length > 0 ? left[random.below(left.length)]! : null;
}

function pointsOf(dimensions: readonly Dimension[]): Point[] {
  return dimensions.reduce<Point[]>(
    (points, dimension) =>
      points.flatMap((point) => valuesOf(dimension).map((value) => ({ ...point, [dimension.name]: value }))),
    [{}],
  );
}

function valuesOf(dimension: Dimension): readonly unknown[] {
  if (dimension.type === 'choice') return dimension.values;
  const first = dimension.value(dimension.low);
  return Array.from({ length: sizeOf(dimension) }, (_, i) => first + i);
}
