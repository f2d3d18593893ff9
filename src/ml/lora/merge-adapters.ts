import { adapterNames } from '../architectures/network.js';
import type { WeightValues } from '../engine/engine.js';
import { type AdaptedLayer, adaptersOf, type LoraOptions } from './lora-weights.js';

/** The weight of each adapted layer with `scale · B · A` added, by its name: what serves without knowing of adapters. */
export function mergeAdapters(
  layers: readonly AdaptedLayer[],
  weights: WeightValues,
  options: LoraOptions,
): WeightValues {
  const { scale } = adaptersOf(options);
  return Object.fromEntries(
    layers.map(({ name, weight, input, output }) => {
      const names = adapterNames(name);
      const [a, b] = [weights[names.a]!, weights[names.b]!];
      const merged = Float32Array.from(weights[weight.name]!);
      const [rowStep, columnStep] = weight.layout === 'in-out' ? [1, output] : [input, 1];
      for (let row = 0; row < output; row++) {
        for (let column = 0; column < input; column++) {
          let sum = 0;
          for (let k = 0; k < options.rank; k++) sum += b[row * options.rank + k]! * a[k * input + column]!;
          merged[row * rowStep + column * columnStep]! += scale * sum;
        }
      }
      return [weight.name, merged];
    }),
  );
}
