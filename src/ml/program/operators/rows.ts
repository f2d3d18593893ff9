/** Operators that pick rows: embedding look-up, the first token, chosen positions. None of their gradients scatters. */
import * as tf from '@tensorflow/tfjs';
import { int8Rows } from '../lowerings/int8.js';
import { TraceError } from '../symbolic-dimensions.js';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';
import { matmul } from './products.js';

interface FirstRow extends Record<string, unknown> {
  /** The row that index 0 stands for. */
  firstRow: number;
}

interface TablePart extends FirstRow {
  rows: number;
}

/**
 * The gradient of a table, left as the rows to add: summing them belongs to the caller, because ONNX Runtime's scatter
 * with a reduction loses updates of repeated indices when it runs on several threads.
 */
const embeddingGradient = defineOperator<'indices' | 'dy', TablePart>({
  name: 'EmbeddingGradient',
  define: ({ indices, dy }, { rows, firstRow }) => {
    const flat = indices.flatten().add(tf.scalar(firstRow, 'int32')) as tf.Tensor1D;
    return tf.unsortedSegmentSum(dy.reshape([flat.shape[0], dy.shape.at(-1)!]), flat, rows);
  },
  lower: ({ indices, dy }, { rows, firstRow }) => {
    const input = nameOf(indices);
    if (!activeGraph().isInput(input)) {
      throw new TraceError('a trainable table can only be looked up by an input of the program');
    }
    return tensorOf({ kind: 'rows', rows: [{ indices: input, firstRow, values: nameOf(dy), shape: dy.shape }] }, [
      rows,
      dy.shape.at(-1)!,
    ]);
  },
});

const embeddingOperator = defineOperator<'table' | 'indices', FirstRow>({
  name: 'Embedding',
  define: ({ table, indices }, { firstRow }) =>
    tf.gather(table, indices.add(tf.scalar(firstRow, 'int32')) as tf.Tensor1D),
  lower: ({ table, indices }, { firstRow }) => {
    const graph = activeGraph();
    const rows = firstRow ? graph.node('Add', [nameOf(indices), graph.scalar(firstRow, 'int32')]) : nameOf(indices);
    const shape = [...indices.shape, table.shape[1]!];
    const int8 = graph.int8(nameOf(table));
    if (int8?.channels === 'rows') return tensorOf(int8Rows(int8, rows), shape);
    return tensorOf(graph.node('Gather', [nameOf(table), rows], { axis: 0 }), shape);
  },
  gradient: {
    inputs: ['table', 'indices'],
    of: (dy, { table, indices }, { firstRow }) => ({
      table: () => embeddingGradient({ indices, dy }, { rows: table.shape[0]!, firstRow }),
    }),
  },
});

/** Rows of `table` [rows, width] at `indices` int32 [...], counted from `firstRow` → [..., width]. */
export const embedding = (table: tf.Tensor, indices: tf.Tensor, firstRow = 0): tf.Tensor =>
  embeddingOperator({ table, indices }, { firstRow });

interface Length extends Record<string, unknown> {
  length: number;
}

const firstTokenGradient = defineOperator<'dy', Length>({
  name: 'FirstTokenGradient',
  define: ({ dy }, { length }) =>
    dy.expandDims(1).pad([
      [0, 0],
      [0, length - 1],
      [0, 0],
    ]),
  // Padding would need `length − 1`, which no run-time shape can express: a product with a one-hot column does not.
  lower: ({ dy }, { length }) => {
    const graph = activeGraph();
    const [batch, width] = dy.shape as [number, number];
    const levels = graph.constant(Float32Array.of(0, 1), [2], 'float32');
    const oneHot = graph.node('OneHot', [graph.int64([0]), graph.int64([length]), levels]);
    const column = graph.node('Reshape', [oneHot, graph.int64([1, length, 1])]);
    const row = graph.node('Reshape', [nameOf(dy), graph.int64([batch, 1, width])]);
    return tensorOf(graph.node('Mul', [row, column]), [batch, length, width]);
  },
});

const firstTokenOperator = defineOperator<'x', Record<string, unknown>>({
  name: 'FirstToken',
  define: ({ x }) => {
    const [batch, , width] = x.shape as [number, number, number];
    return x.slice([0, 0, 0], [batch, 1, width]).reshape([batch, width]);
  },
  lower: ({ x }) =>
    tensorOf(activeGraph().node('Gather', [nameOf(x), activeGraph().int64Scalar(0)], { axis: 1 }), [
      x.shape[0]!,
      x.shape[2]!,
    ]),
  gradient: {
    inputs: ['x'],
    of: (dy, { x }) => ({ x: () => firstTokenGradient({ dy }, { length: x.shape[1]! }) }),
  },
});

/** The first position of each sequence: [batch, seq, width] → [batch, width]. */
export const firstToken = (x: tf.Tensor): tf.Tensor2D => firstTokenOperator({ x }, {}) as tf.Tensor2D;

/** Rows at `inverse` of `dy` with a row of zeros behind it. */
const gatherOrZero = defineOperator<'dy' | 'inverse', Record<string, unknown>>({
  name: 'GatherOrZero',
  define: ({ dy, inverse }) => tf.gather(tf.concat([dy, tf.zeros([1, dy.shape[1]!])]), inverse as tf.Tensor1D),
  lower: ({ dy, inverse }) => {
    const graph = activeGraph();
    const width = dy.shape[1]!;
    const zeros = graph.constant(new Float32Array(width), [1, width], 'float32');
    const padded = graph.node('Concat', [nameOf(dy), zeros], { axis: 0 });
    return tensorOf(graph.node('Gather', [padded, nameOf(inverse)], { axis: 0 }), [inverse.shape[0]!, width]);
  },
});

const selectRowsOperator = defineOperator<'x' | 'positions' | 'inverse', Record<string, unknown>>({
  name: 'SelectRows',
  define: ({ x, positions }) => tf.gather(x, positions as tf.Tensor1D),
  lower: ({ x, positions }) =>
    tensorOf(activeGraph().node('Gather', [nameOf(x), nameOf(positions)], { axis: 0 }), [
      positions.shape[0]!,
      x.shape[1]!,
    ]),
  gradient: {
    inputs: ['inverse'],
    of: (dy, { inverse }) => ({ x: () => gatherOrZero({ dy, inverse }, {}) }),
  },
});

/**
 * Chosen rows: x [n, width], positions int32 [m] without repeats → [m, width]. `inverse` int32 [n] holds each row's place
 * among the positions, or m where it has none; it turns the gradient into a look-up.
 */
export const selectRows = (x: tf.Tensor, positions: tf.Tensor, inverse: tf.Tensor): tf.Tensor2D =>
  selectRowsOperator({ x, positions, inverse }, {}) as tf.Tensor2D;

const rearrangeOperator = defineOperator<'x' | 'sources' | 'back', Record<string, unknown>>({
  name: 'Rearrange',
  define: ({ x, sources }) => tf.gather(x, sources as tf.Tensor1D),
  lower: ({ x, sources }) =>
    tensorOf(activeGraph().node('Gather', [nameOf(x), nameOf(sources)], { axis: 0 }), [sources.shape[0]!, x.shape[1]!]),
  gradient: {
    inputs: ['sources', 'back'],
    of: (dy, { sources, back }): { x: () => tf.Tensor } => ({ x: () => rearrange(dy, back, sources) }),
  },
});

/**
 * Rows in another arrangement: row i of the result is row `sources[i]` of x [n, width]. `back` int32 [n] says the same of the
 * way back, and its look-up is the gradient: so a row that is taken several times must have gradients of zero in all
 * places but the one that `back` names, and a row that is not taken must come `back` from one that has.
 */
export const rearrange = (x: tf.Tensor, sources: tf.Tensor, back: tf.Tensor): tf.Tensor2D =>
  rearrangeOperator({ x, sources, back }, {}) as tf.Tensor2D;

/**
 * The last token of each sequence, wherever padding stands: x [batch, seq, width], attention_mask [batch, seq], position_ids
 * int32 [seq] → [batch, width]. A product with a one-hot row, whose gradient needs no scatter.
 */
export function lastToken(x: tf.Tensor, attentionMask: tf.Tensor, positionIds: tf.Tensor): tf.Tensor2D {
  const [batch, seq, width] = x.shape as [number, number, number];
  const positions = positionIds.toFloat().expandDims(0);
  const last = attentionMask.mul(positions).max(1, true);
  const oneHot = positions.equal(last).toFloat();
  return matmul(oneHot.reshape([batch, 1, seq]), x).reshape([batch, width]);
}
