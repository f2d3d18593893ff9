/** Specifications of the weights that layers consist of. */
import type { WeightSpec } from '../architecture.js';

/** A matrix: decays, starts with normal draws. */
export const matrix = (name: string, shape: readonly number[], depth: number): WeightSpec => ({
  name: `${name}.weight`,
  shape,
  start: 'normal',
  decay: true,
  depth,
});

export const bias = (name: string, size: number, depth: number): WeightSpec => ({
  name: `${name}.bias`,
  shape: [size],
  start: 'zeros',
  decay: false,
  depth,
});

/** A scale that starts as ones: all that root-mean-square normalisation has. */
export const scale = (name: string, size: number, depth: number): WeightSpec => ({
  name: `${name}.weight`,
  shape: [size],
  start: 'ones',
  decay: false,
  depth,
});

/** An affine map with PyTorch's layout, [out, in]. */
export const linear = (name: string, [out, input]: [number, number], depth: number): WeightSpec[] => [
  matrix(name, [out, input], depth),
  bias(name, out, depth),
];

/** Layer normalisation. */
export const norm = (name: string, size: number, depth: number): WeightSpec[] => [
  scale(name, size, depth),
  bias(name, size, depth),
];

/** Rows or elements stand for labels: worth nothing under other ones. */
export const perLabel = (weights: WeightSpec[]): WeightSpec[] =>
  weights.map((weight) => ({ ...weight, perLabel: true }));
