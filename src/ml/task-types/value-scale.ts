/** Regression is learned on standardised values: a network starts near 0, and learns at rates that suit values around 1. */
import type { WeightSpec } from '../architectures/architecture.js';
import type { WeightValues } from '../engine/engine.js';

/** A value is `mean + deviation · output`. */
export interface ValueScale {
  mean: number;
  deviation: number;
}

export const UNSCALED: ValueScale = { mean: 0, deviation: 1 };

/**
 * The scale of training values. Where the head has no bias to take up the mean, values are only divided, by their root
 * mean square.
 */
export function fitValueScale(values: readonly number[], head: readonly WeightSpec[]): ValueScale {
  const biased = head.some(({ name, perLabel }) => perLabel && name.endsWith('.bias'));
  const mean = biased ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** The head's last layer with the scale in it, so that the network gives values: what is written and served. */
export function withScale(values: WeightValues, head: readonly WeightSpec[], scale: ValueScale): WeightValues {
  return {
    ...values,
    ...scaledHead(
      values,
      head,
      (x) => x * scale.deviation,
      (x) => x * scale.deviation + scale.mean,
    ),
  };
}

/** The inverse: a head that gives values, as one that gives them on the scale. */
export function withoutScale(
  values: WeightValues,
  head: readonly WeightSpec[],
  { mean, deviation }: ValueScale,
): WeightValues {
  return {
    ...values,
    ...scaledHead(
      values,
      head,
      (x) => x / deviation,
      (x) => (x - mean) / deviation,
    ),
  };
}

function scaledHead(
  values: WeightValues,
  head: readonly WeightSpec[],
  ofWeight: (x: number) => number,
  ofBias: (x: number) => number,
): WeightValues {
  const last = head.filter(({ perLabel }) => perLabel);
  return Object.fromEntries(
    last.map(({ name }) => [name, values[name]!.map(name.endsWith('.bias') ? ofBias : ofWeight)]),
  );
}
