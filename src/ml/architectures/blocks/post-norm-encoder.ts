/**
 * The encoder that BERT brought (Devlin et al., 2019, arXiv:1810.04805): normalisation after each sum. Its descendants
 * compute the same and differ in names and in which embeddings they have.
 */
import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { gelu } from '../../program/operators/gelu.js';
import { embedding, firstToken } from '../../program/operators/rows.js';
import type { Encoding, LayerNames, Positions, TokenInputs, WeightSpec } from '../architecture.js';
import type { ModelSizes } from '../model-sizes.js';
import type { Network } from '../network.js';
import { attention, paddingBias, splitHeads } from './attention.js';
import { type TokenLayout, tokenLayout } from './token-layout.js';
import { linear, matrix, norm } from './weight-specs.js';

/** As config.json has it: which heads of which layers are gone, both counted from 0. */
export const PrunedHeads = z.record(z.string().regex(/^\d+$/), z.array(z.int().nonnegative()));
export type PrunedHeads = z.infer<typeof PrunedHeads>;

export interface EncoderShape {
  layers: number;
  width: number;
  heads: number;
  /** Heads that a layer, counted from 0, lacks: those that were pruned. */
  prunedHeads?: PrunedHeads | undefined;
  /** Width inside the feed-forward layers. */
  inner: number;
  vocabulary: number;
  /** Rows of the table of positions, and the one that the first token has. */
  positions: number;
  firstPosition: number;
  /** Rows of the table of token types; 0 where there is none. */
  tokenTypes: number;
  epsilon: number;
  hiddenDropout: number;
  /** After attention and its output layer. */
  attentionOutputDropout: number;
  attentionDropout: number;
}

export const encoderSizes = ({ layers, width, heads, inner, positions, firstPosition }: EncoderShape) =>
  ({ layers, width, heads, inner, maxLength: positions - firstPosition }) satisfies Omit<ModelSizes, 'layerParameters'>;

/** Names of the weights, in Hugging Face's checkpoints. */
export interface EncoderNames {
  embeddings: { word: string; position: string; tokenType?: string; norm: string };
  layer(index: number): LayerNames;
}

export function encoderWeights(shape: EncoderShape, names: EncoderNames): WeightSpec[] {
  const layers = Array.from({ length: shape.layers }, (_, i) => layerWeights(shape, names.layer(i), i));
  return [...embeddingWeights(shape, names), ...layers.flat()];
}

function embeddingWeights({ width, ...shape }: EncoderShape, { embeddings }: EncoderNames): WeightSpec[] {
  return [
    matrix(embeddings.word, [shape.vocabulary, width], 0),
    matrix(embeddings.position, [shape.positions, width], 0),
    ...(embeddings.tokenType ? [matrix(embeddings.tokenType, [shape.tokenTypes, width], 0)] : []),
    ...norm(embeddings.norm, width, 0),
  ];
}

const headsOf = ({ heads, prunedHeads }: EncoderShape, layer: number): number =>
  heads - (prunedHeads?.[layer]?.length ?? 0);

function layerWeights(shape: EncoderShape, names: LayerNames, layer: number): WeightSpec[] {
  const { width, heads, inner } = shape;
  const attended = headsOf(shape, layer) * (width / heads);
  const depth = layer + 1;
  return [
    ...linear(names.query, [attended, width], depth),
    ...linear(names.key, [attended, width], depth),
    ...linear(names.value, [attended, width], depth),
    ...linear(names.attentionOutput, [width, attended], depth),
    ...norm(names.attentionNorm, width, depth),
    ...linear(names.inner, [inner, width], depth),
    ...linear(names.output, [width, inner], depth),
    ...norm(names.outputNorm, width, depth),
  ];
}

export function encode(
  shape: EncoderShape,
  names: EncoderNames,
  network: Network,
  inputs: TokenInputs,
  positions: Positions,
): Encoding {
  const [batch, seq] = inputs.input_ids.shape as [number, number];
  const layout = tokenLayout(inputs);
  const scope = { shape, network, batch, layout, bias: paddingBias(inputs.attention_mask) };
  let hidden = embed(scope, names, inputs);
  const all = [hidden];
  for (let i = 0; i < shape.layers; i++) {
    const ofLayer = { ...scope, heads: headsOf(shape, i) };
    if (positions === 'first' && i === shape.layers - 1) {
      const first = firstToken(layout.unpack(hidden).reshape([batch, seq, shape.width]));
      const last = layer(ofLayer, names.layer(i), hidden, first);
      return { hidden: last, batch, seq, states: () => [...all.map(layout.unpack), last] };
    }
    hidden = layer(ofLayer, names.layer(i), hidden);
    all.push(hidden);
  }
  return { hidden: layout.unpack(hidden), batch, seq, states: () => all.map(layout.unpack) };
}

/** Sum of word, position and token type embeddings, normalised: [tokens, width]. */
function embed({ shape, network, layout }: Scope, { embeddings }: EncoderNames, inputs: TokenInputs): tf.Tensor {
  const [batch, seq] = inputs.input_ids.shape as [number, number];
  const table = (name: string) => network.weight(`${name}.weight`);
  const words = embedding(table(embeddings.word), inputs.input_ids);
  const { tokenType } = embeddings;
  const typed = tokenType ? words.add(embedding(table(tokenType), inputs.token_type_ids)) : words;
  const sum = typed.add(embedding(table(embeddings.position), inputs.position_ids, shape.firstPosition));
  const flat = layout.pack(sum.reshape([batch * seq, shape.width]));
  return network.dropout(network.norm(embeddings.norm, flat, shape.epsilon), shape.hiddenDropout);
}

interface Scope {
  shape: EncoderShape;
  network: Network;
  batch: number;
  layout: TokenLayout;
  /** [batch, 1, 1, seq], added to attention scores. */
  bias: tf.Tensor;
}

interface LayerScope extends Scope {
  /** Of this layer, less those that were pruned. */
  heads: number;
}

/** Attention of `first` [batch, width], or else of all tokens, over `tokens` [tokens, width]: as many rows as ask. */
function attend(scope: LayerScope, names: LayerNames, tokens: tf.Tensor, first?: tf.Tensor) {
  const { shape, network, batch, heads, layout, bias } = scope;
  const { attentionDropout } = shape;
  const project = (name: string) => splitHeads(layout.unpack(network.linear(name, tokens)), batch, heads);
  const query = first ? splitHeads(network.linear(names.query, first), batch, heads) : project(names.query);
  const mixed = attention(query, project(names.key), project(names.value), {
    batch,
    heads,
    bias,
    dropout: network.dropout,
    dropoutRate: attentionDropout,
  });
  return network.linear(names.attentionOutput, first ? mixed : layout.pack(mixed));
}

/** One layer: of all tokens [tokens, width], or of the `first` of each text [batch, width] alone. */
function layer(scope: LayerScope, names: LayerNames, tokens: tf.Tensor, first?: tf.Tensor): tf.Tensor2D {
  const { shape, network } = scope;
  const attended = network.dropout(attend(scope, names, tokens, first), shape.attentionOutputDropout);
  const middle = network.norm(names.attentionNorm, (first ?? tokens).add(attended), shape.epsilon);
  const inner = gelu(network.linear(names.inner, middle));
  const outer = network.dropout(network.linear(names.output, inner), shape.hiddenDropout);
  return network.norm(names.outputNorm, middle.add(outer), shape.epsilon);
}
