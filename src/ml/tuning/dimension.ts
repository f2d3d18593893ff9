/** One hyperparameter of a space, as samplers see it: places on a line, or values without an order. */
import type { Random } from '../random.js';
import { type Point, type Searched, type SearchSpace, WHOLE } from './search-space.js';

/** Digits that a drawn number keeps, beyond those that all of its range have in common: more would only be harder to read. */
const DIGITS = 4;
const MOST_DIGITS = 15;

export interface RangeDimension {
  readonly type: 'range';
  readonly name: Searched;
  /** On the line: of the logarithm where the scale is logarithmic. Whole numbers have half a one of room on either side. */
  readonly low: number;
  readonly high: number;
  /** The place of a value; null where it lies outside. */
  place(value: unknown): number | null;
  value(place: number): number;
}

export interface ChoiceDimension {
  readonly type: 'choice';
  readonly name: Searched;
  readonly values: readonly unknown[];
  /** Which of the values it is; null where it is none. */
  place(value: unknown): number | null;
}

export type Dimension = RangeDimension | ChoiceDimension;

/** In the order of their names: what is drawn for one does not depend on how a space was written. */
export function dimensionsOf(space: SearchSpace): Dimension[] {
  const names = (Object.keys(space) as Searched[]).sort();
  return names.map((name) => {
    const given = space[name]!;
    return 'values' in given ? choiceOf(name, given.values) : rangeOf(name, given);
  });
}

function rangeOf(
  name: Searched,
  { min, max, scale }: { min: number; max: number; scale: 'linear' | 'log' },
): Dimension {
  const whole = WHOLE.has(name);
  const room = whole ? 0.5 : 0;
  const digits = Math.min(MOST_DIGITS, DIGITS + Math.max(0, Math.floor(Math.log10(max / (max - min)))));
  const [onto, back] = scale === 'log' ? [Math.log, Math.exp] : [identity, identity];
  return {
    type: 'range',
    name,
    low: onto(min - room),
    high: onto(max + room),
    place: (value) => (typeof value === 'number' && value >= min && value <= max ? onto(value) : null),
    value: (place) => {
      const exact = back(place);
      const readable = whole ? Math.round(exact) : Number(exact.toPrecision(digits));
      return Math.min(max, Math.max(min, readable));
    },
  };
}

function choiceOf(name: Searched, values: readonly unknown[]): Dimension {
  const places = new Map(values.map((value, place) => [canonical(value), place]));
  return { type: 'choice', name, values, place: (value) => places.get(canonical(value)) ?? null };
}

/** A value at random: uniform on the line, or among the values. */
export function draw(dimension: Dimension, random: Random): unknown {
  if (dimension.type === 'choice') return dimension.values[random.below(dimension.values.length)];
  const { low, high } = dimension;
  return dimension.value(low + (high - low) * random.uniform());
}

/** How many values there are; infinite for numbers that are not whole. */
export function sizeOf(dimension: Dimension): number {
  if (dimension.type === 'choice') return dimension.values.length;
  if (!WHOLE.has(dimension.name)) return Number.POSITIVE_INFINITY;
  return dimension.value(dimension.high) - dimension.value(dimension.low) + 1;
}

/** The same text for the same point, in whichever order its keys are. */
export const pointKey = (point: Point): string => canonical(point);

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

const identity = (value: number): number => value;
