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
  const scope = { shape, network, batch, bias: paddingBias(inputs.attention_mask) };
  let hidden: tf.Tensor = embed(shape, names, network, inputs);
  const states = [hidden];
  for (let i = 0; i < shape.layers; i++) {
    const firstOnly = positions === 'first' && i === shape.layers - 1;
    const queries = firstOnly ? firstToken(hidden.reshape([batch, seq, shape.width])) : hidden;
    hidden = layer({ ...scope, heads: headsOf(shape, i) }, names.layer(i), queries, hidden);
    states.push(hidden);
  }
  return { hidden: hidden as tf.Tensor2D, batch, seq, states };
}

/** Sum of word, position and token type embeddings, normalised: [batch·seq, width]. */
function embed(shape: EncoderShape, { embeddings }: EncoderNames, network: Network, inputs: TokenInputs): tf.Tensor {
  const [batch, seq] = inputs.input_ids.shape as [number, number];
  const table = (name: string) => network.weight(`${name}.weight`);
  const words = embedding(table(embeddings.word), inputs.input_ids);
  const { tokenType } = embeddings;
  const typed = tokenType ? words.add(embedding(table(tokenType), inputs.token_type_ids)) : words;
  const sum = typed.add(embedding(table(embeddings.position), inputs.position_ids, shape.firstPosition));
  const flat = sum.reshape([batch * seq, shape.width]);
  return network.dropout(network.norm(embeddings.norm, flat, shape.epsilon), shape.hiddenDropout);
}

interface Scope {
  shape: EncoderShape;
  network: Network;
  batch: number;
  /** Of the layer. */
  heads: number;
  /** [batch, 1, 1, seq], added to attention scores. */
  bias: tf.Tensor;
}

/** Attention of `x` [batch·queries, width] over `context` [batch·seq, width]. */
function attend({ shape, network, batch, heads, bias }: Scope, names: LayerNames, x: tf.Tensor, context: tf.Tensor) {
  const { attentionDropout } = shape;
  const project = (name: string, of: tf.Tensor) => splitHeads(network.linear(name, of), batch, heads);
  const mixed = attention(project(names.query, x), project(names.key, context), project(names.value, context), {
    batch,
    heads,
    bias,
    dropout: network.dropout,
    dropoutRate: attentionDropout,
  });
  return network.linear(names.attentionOutput, mixed);
}

/** One layer; with `x` fewer rows than `context`, only those are computed. */
function layer(scope: Scope, names: LayerNames, x: tf.Tensor, context: tf.Tensor): tf.Tensor {
  const { shape, network } = scope;
  const attended = network.dropout(attend(scope, names, x, context), shape.attentionOutputDropout);
  const middle = network.norm(names.attentionNorm, x.add(attended), shape.epsilon);
  const inner = gelu(network.linear(names.inner, middle));
  const outer = network.dropout(network.linear(names.output, inner), shape.hiddenDropout);
  return network.norm(names.outputNorm, middle.add(outer), shape.epsilon);
}
