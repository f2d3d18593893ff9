/** The weights of BERT, by their names in Hugging Face's checkpoints. */
import type { HeadOptions, WeightSpec } from '../architecture.js';
import type { BertConfig } from './bert-config.js';

export const layerPrefix = (layer: number) => `bert.encoder.layer.${layer}`;
export const WORD_EMBEDDINGS = 'bert.embeddings.word_embeddings.weight';

const matrix = (name: string, shape: number[], depth: number): WeightSpec => ({
  name: `${name}.weight`,
  shape,
  start: 'normal',
  decay: true,
  depth,
});
const bias = (name: string, size: number, depth: number): WeightSpec => ({
  name: `${name}.bias`,
  shape: [size],
  start: 'zeros',
  decay: false,
  depth,
});
const linear = (name: string, [out, input]: [number, number], depth: number) => [
  matrix(name, [out, input], depth),
  bias(name, out, depth),
];
const norm = (name: string, size: number, depth: number): WeightSpec[] => [
  { name: `${name}.weight`, shape: [size], start: 'ones', decay: false, depth },
  bias(name, size, depth),
];

function embeddingWeights(config: BertConfig): WeightSpec[] {
  const { hidden_size: width } = config;
  return [
    matrix('bert.embeddings.word_embeddings', [config.vocab_size, width], 0),
    matrix('bert.embeddings.position_embeddings', [config.max_position_embeddings, width], 0),
    matrix('bert.embeddings.token_type_embeddings', [config.type_vocab_size, width], 0),
    ...norm('bert.embeddings.LayerNorm', width, 0),
  ];
}

function layerWeights(config: BertConfig, layer: number): WeightSpec[] {
  const { hidden_size: width, intermediate_size: inner } = config;
  const name = layerPrefix(layer);
  const depth = layer + 1;
  return [
    ...linear(`${name}.attention.self.query`, [width, width], depth),
    ...linear(`${name}.attention.self.key`, [width, width], depth),
    ...linear(`${name}.attention.self.value`, [width, width], depth),
    ...linear(`${name}.attention.output.dense`, [width, width], depth),
    ...norm(`${name}.attention.output.LayerNorm`, width, depth),
    ...linear(`${name}.intermediate.dense`, [inner, width], depth),
    ...linear(`${name}.output.dense`, [width, inner], depth),
    ...norm(`${name}.output.LayerNorm`, width, depth),
  ];
}

export function bertEncoderWeights(config: BertConfig): WeightSpec[] {
  const layers = Array.from({ length: config.num_hidden_layers }, (_, layer) => layerWeights(config, layer));
  return [...embeddingWeights(config), ...layers.flat()];
}

export function bertClassificationWeights(config: BertConfig, { labels }: HeadOptions): WeightSpec[] {
  const depth = config.num_hidden_layers + 1;
  return [
    ...linear('bert.pooler.dense', [config.hidden_size, config.hidden_size], depth),
    ...linear('classifier', [labels, config.hidden_size], depth).map((weight) => ({ ...weight, perLabel: true })),
  ];
}

/** The decoder's matrix is the word embeddings'. */
export function bertMaskedLanguageModelWeights(config: BertConfig): WeightSpec[] {
  const depth = config.num_hidden_layers + 1;
  return [
    ...linear('cls.predictions.transform.dense', [config.hidden_size, config.hidden_size], depth),
    ...norm('cls.predictions.transform.LayerNorm', config.hidden_size, depth),
    bias('cls.predictions', config.vocab_size, depth),
  ];
}
