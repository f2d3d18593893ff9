/** Values for weights that are not loaded. */
import type { WeightSpec } from '../architectures/architecture.js';
import { Random } from '../random.js';

/** Fills `target` as the spec says; what is drawn is a function of (seed, stream). */
export function fillFreshWeight(
  target: Float32Array,
  spec: WeightSpec,
  { seed, stream, deviation }: { seed: number; stream: number; deviation: number },
): void {
  if (spec.start === 'zeros') target.fill(0);
  else if (spec.start === 'ones') target.fill(1);
  else if (spec.start === 'uniform') fillUniform(target, 1 / Math.sqrt(spec.shape[1]!), new Random(seed, stream));
  else fillNormal(target, deviation, new Random(seed, stream));
}

/** Draws between −bound and bound. */
function fillUniform(target: Float32Array, bound: number, random: Random): void {
  for (let i = 0; i < target.length; i++) target[i] = bound * (2 * random.uniform() - 1);
}

/** Normal draws with mean 0 by the Box-Muller transform. */
export function fillNormal(target: Float32Array, deviation: number, random: Random): void {
  for (let i = 0; i < target.length; i += 2) {
    const radius = deviation * Math.sqrt(-2 * Math.log(1 - random.uniform()));
    const angle = 2 * Math.PI * random.uniform();
    target[i] = radius * Math.cos(angle);
    if (i + 1 < target.length) target[i + 1] = radius * Math.sin(angle);
  }
}
