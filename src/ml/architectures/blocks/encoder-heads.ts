/** Heads that BERT and its kin share, up to the names of their weights. */
import { gelu } from '../../program/operators/gelu.js';
import { linear } from '../../program/operators/products.js';
import type { HeadDefinition } from '../architecture.js';
import * as specs from './weight-specs.js';

interface Sizes {
  width: number;
  layers: number;
  vocabulary: number;
}

interface MaskedLanguageModelNames {
  className: string;
  transform: string;
  norm: string;
  /** Owner of the bias of the word pieces. Their matrix is that of the word embeddings. */
  decoder: string;
  words: string;
}

export function maskedLanguageModelHead<C>(
  names: MaskedLanguageModelNames,
  { sizes, epsilon }: { sizes(config: C): Sizes; epsilon(config: C): number },
): HeadDefinition<C> {
  return {
    className: names.className,
    positions: 'all',
    weights(config) {
      const { width, layers, vocabulary } = sizes(config);
      return [
        ...specs.linear(names.transform, [width, width], layers + 1),
        ...specs.norm(names.norm, width, layers + 1),
        specs.bias(names.decoder, vocabulary, layers + 1),
      ];
    },
    logits(config, network, hidden) {
      const transformed = gelu(network.linear(names.transform, hidden));
      const normalized = network.norm(names.norm, transformed, epsilon(config));
      return linear(normalized, network.weight(`${names.words}.weight`), network.weight(`${names.decoder}.bias`));
    },
  };
}

/** A linear layer on every token, after dropout. @param layer its name */
export function tokenClassificationHead<C>(
  className: string,
  { sizes, dropout, layer = 'classifier' }: { sizes(config: C): Sizes; dropout(config: C): number; layer?: string },
): HeadDefinition<C> {
  return {
    className,
    positions: 'all',
    weights(config, { labels }) {
      const { width, layers } = sizes(config);
      return specs.perLabel(specs.linear(layer, [labels, width], layers + 1));
    },
    logits: (config, network, hidden) => network.linear(layer, network.dropout(hidden, dropout(config))),
  };
}
