/** Binary cross-entropy of independent labels, from logits. */
import type * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';

type Inputs = 'logits' | 'labels' | 'weights';

const gradientOperator = defineOperator<Inputs, Record<string, unknown>>({
  name: 'BinaryCrossEntropyGradient',
  define: ({ logits, labels, weights }) =>
    logits.sigmoid().sub(labels).mul(weights.expandDims(1)).div(logits.shape[1]!),
  lower: ({ logits, labels, weights }) => {
    const graph = activeGraph();
    const error = graph.node('Sub', [graph.node('Sigmoid', [nameOf(logits)]), nameOf(labels)]);
    const share = graph.node('Mul', [nameOf(weights), graph.scalar(1 / logits.shape[1]!)]);
    const column = graph.node('Unsqueeze', [share, graph.int64([1])]);
    return tensorOf(graph.node('Mul', [error, column]), logits.shape);
  },
});

const operator = defineOperator<Inputs, Record<string, unknown>>({
  name: 'BinaryCrossEntropy',
  define: ({ logits, labels, weights }) =>
    logits.relu().sub(logits.mul(labels)).add(logits.abs().neg().exp().log1p()).mean(-1).mul(weights).sum(),
  lower: ({ logits, labels, weights }) => {
    const graph = activeGraph();
    const x = nameOf(logits);
    const softplus = graph.node('Softplus', [graph.node('Neg', [graph.node('Abs', [x])])]);
    const linear = graph.node('Sub', [graph.node('Relu', [x]), graph.node('Mul', [x, nameOf(labels)])]);
    const mean = graph.node('ReduceMean', [graph.node('Add', [linear, softplus]), graph.int64([-1])], { keepdims: 0 });
    const weighted = graph.node('Mul', [mean, nameOf(weights)]);
    return tensorOf(graph.node('ReduceSum', [weighted, graph.int64([0])], { keepdims: 0 }), []);
  },
  gradient: {
    inputs: ['logits', 'labels', 'weights'],
    of: (dy, { logits, labels, weights }) => ({
      logits: () => gradientOperator({ logits, labels, weights }, {}).mul(dy),
    }),
  },
});

/**
 * `Σᵢ weightᵢ · meanₖ (softplus(xᵢₖ) − xᵢₖ·yᵢₖ)` in nats, without overflow, as PyTorch's `BCEWithLogitsLoss`. logits x and
 * labels y [n, classes], weights [n] (one over their sum for the mean) → scalar.
 */
export const binaryCrossEntropy = (logits: tf.Tensor, labels: tf.Tensor, weights: tf.Tensor): tf.Scalar =>
  operator({ logits, labels, weights }, {}) as tf.Scalar;
