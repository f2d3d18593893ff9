/** A network with some of another's layers: a student that begins as a part of its teacher. */
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import { architectureFor } from '../architectures/registry.js';
import type { ModelFiles } from '../artifact/load-model.js';
import { matchedLayer } from '../training/distillation.js';

/** What architectures call the number of their layers in config.json. */
const KEYS = ['num_hidden_layers', 'n_layers', 'n_layer'];

/** The same model with so many layers. */
export function withLayers(model: ModelFiles, layers: number): ModelFiles {
  const config = { ...model.config };
  for (const key of KEYS) if (key in config) config[key] = layers;
  return { ...model, config, architecture: architectureFor(config) };
}

/** Where each weight of the smaller network comes from: layers at even distances, the last from the last. */
export function sourcesOfLayers(student: Architecture, teacher: Architecture): { to: string; from: WeightSpec }[] {
  const layersOf = (architecture: Architecture) => {
    const byDepth = new Map<number, WeightSpec[]>();
    for (const weight of architecture.weights) {
      byDepth.set(weight.depth, [...(byDepth.get(weight.depth) ?? []), weight]);
    }
    return byDepth;
  };
  const [few, many] = [layersOf(student), layersOf(teacher)];
  const layers = student.sizes.layers;
  return [...few].flatMap(([depth, weights]) => {
    const from =
      depth > layers ? depth - layers + teacher.sizes.layers : matchedLayer(depth, layers, teacher.sizes.layers);
    return weights.map(({ name }, i) => ({ to: name, from: many.get(from)![i]! }));
  });
}
