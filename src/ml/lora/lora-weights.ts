/** Which layers of a network get low-rank adapters (Hu et al., 2022, arXiv:2106.09685), and the weights of these. */
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import { type Adapters, adapterNames } from '../architectures/network.js';
import { InputError } from '../input-error.js';

export interface LoraOptions {
  rank: number;
  /** What an adapter gives is multiplied by `alpha / rank`. */
  alpha: number;
  /** Of an adapter's input. */
  dropout: number;
  /** Ends of the names of the layers that get one. */
  targets: readonly string[];
}

export const adaptersOf = ({ rank, alpha, dropout }: LoraOptions): Adapters => ({
  scale: alpha / rank,
  dropoutRate: dropout,
});

/** A linear layer that has an adapter. */
export interface AdaptedLayer {
  /** Its name, without `.weight`. */
  name: string;
  weight: WeightSpec;
  /** Width of what goes in and what comes out. */
  input: number;
  output: number;
}

/**
 * The layers whose names are one of the targets or end with a dot and one, as PEFT's `target_modules` are matched.
 * @throws InputError for a target that no layer has.
 */
export function adaptedLayers(architecture: Architecture, { targets }: LoraOptions): AdaptedLayer[] {
  const layers = architecture.weights.filter(isLinear).map(toLayer);
  const chosen = layers.filter(({ name }) => targets.some((target) => name === target || name.endsWith(`.${target}`)));
  for (const target of targets) {
    if (chosen.some(({ name }) => name === target || name.endsWith(`.${target}`))) continue;
    const known = [...new Set(layers.map(({ name }) => name.slice(name.lastIndexOf('.') + 1)))];
    throw new InputError(
      'lora-target-unknown',
      `No linear layer of a ${architecture.modelType} model is called "${target}"; method.targets takes ${known.join(', ')}, or longer ends of their names.`,
    );
  }
  return chosen;
}

/** Matrices of layers: not those of embeddings. */
const isLinear = ({ name, shape, depth }: WeightSpec) => shape.length === 2 && depth > 0 && name.endsWith('.weight');

function toLayer(weight: WeightSpec): AdaptedLayer {
  const [first, second] = weight.shape as [number, number];
  const [output, input] = weight.layout === 'in-out' ? [second, first] : [first, second];
  return { name: weight.name.slice(0, -'.weight'.length), weight, input, output };
}

/** The factors of each adapter: A [rank, in] starts at random and B [out, rank] as zeros, so that nothing is changed at first. */
export function adapterWeights(layers: readonly AdaptedLayer[], { rank }: LoraOptions): WeightSpec[] {
  return layers.flatMap(({ name, weight, input, output }): WeightSpec[] => {
    const { a, b } = adapterNames(name);
    const common = { decay: true, depth: weight.depth };
    return [
      { name: a, shape: [rank, input], start: 'uniform', ...common },
      { name: b, shape: [output, rank], start: 'zeros', ...common },
    ];
  });
}
