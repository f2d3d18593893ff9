/** Softmax over the last axis, and the cross-entropy of its logarithm. */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, nameOf, tensorOf } from '../tracing-backend.js';
import { defineOperator } from './operator.js';

const softmaxGradient = defineOperator<'p' | 'dp', Record<string, unknown>>({
  name: 'SoftmaxGradient',
  define: ({ p, dp }) => {
    const product = dp.mul(p);
    return product.sub(p.mul(product.sum(-1, true)));
  },
  lower: ({ p, dp }) => {
    const graph = activeGraph();
    const product = graph.node('Mul', [nameOf(dp), nameOf(p)]);
    const sum = graph.node('ReduceSum', [product, graph.int64([-1])], { keepdims: 1 });
    return tensorOf(graph.node('Sub', [product, graph.node('Mul', [nameOf(p), sum])]), p.shape);
  },
});

const softmaxOperator = defineOperator<'x', Record<string, unknown>>({
  name: 'Softmax',
  define: ({ x }) => tf.softmax(x, -1),
  lower: ({ x }) => tensorOf(activeGraph().node('Softmax', [nameOf(x)], { axis: -1 }), x.shape),
  gradient: {
    inputs: [],
    output: true,
    of: (dp, saved) => ({ x: () => softmaxGradient({ p: saved.output, dp }, {}) }),
  },
});

/** Softmax over the last axis. */
export const softmax = (x: tf.Tensor): tf.Tensor => softmaxOperator({ x }, {});

const joinedSoftmaxOperator = defineOperator<'a' | 'b', Record<string, unknown>, [tf.Tensor, tf.Tensor]>({
  name: 'JoinedSoftmax',
  define: ({ a, b }) => tf.split(tf.softmax(tf.concat([a, b], -1), -1), [a.shape.at(-1)!, b.shape.at(-1)!], -1),
  lower: ({ a, b }) => {
    const graph = activeGraph();
    const joined = graph.node('Softmax', [graph.node('Concat', [nameOf(a), nameOf(b)], { axis: -1 })], { axis: -1 });
    const sizes = graph.int64([a.shape.at(-1)!, b.shape.at(-1)!]);
    const parts = graph.nodes('Split', [joined, sizes], { axis: -1 }, { outputs: 2 });
    return [tensorOf(parts[0]!, a.shape), tensorOf(parts[1]!, b.shape)];
  },
});

/** Softmax over the last axes of two tensors together, each's part of it in its shape. It has no gradient. */
export const joinedSoftmax = (a: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] =>
  joinedSoftmaxOperator({ a, b }, {});

interface Smoothing extends Record<string, unknown> {
  smoothing: number;
}

/** What each logit should be: `1 − smoothing` for the label, and `smoothing` spread evenly over all classes. */
function targets(labels: tf.Tensor, classes: number, smoothing: number): tf.Tensor {
  return tf
    .oneHot(labels as tf.Tensor1D, classes)
    .toFloat()
    .mul(1 - smoothing)
    .add(smoothing / classes);
}

const crossEntropyGradient = defineOperator<'logits' | 'labels' | 'weights', Smoothing>({
  name: 'CrossEntropyGradient',
  define: ({ logits, labels, weights }, { smoothing }) =>
    tf
      .softmax(logits, -1)
      .sub(targets(labels, logits.shape[1]!, smoothing))
      .mul(weights.expandDims(1)),
  lower: ({ logits, labels, weights }, { smoothing }) => {
    const graph = activeGraph();
    const probabilities = graph.node('Softmax', [nameOf(logits)], { axis: -1 });
    const spread = smoothing
      ? graph.node('Sub', [probabilities, graph.scalar(smoothing / logits.shape[1]!)])
      : probabilities;
    const column = (tensor: tf.TensorInfo) => graph.node('Unsqueeze', [nameOf(tensor), graph.int64([1])]);
    const [share, label] = [column(weights), column(labels)];
    const gradient = graph.node('Mul', [spread, share]);
    // One element a row is written, without a reduction: a one-hot target of the logits' size would cost as much as the softmax.
    const atLabel = graph.node('GatherElements', [gradient, label], { axis: 1 });
    const target = smoothing ? graph.node('Mul', [share, graph.scalar(1 - smoothing)]) : share;
    const written = graph.node('Sub', [atLabel, target]);
    return tensorOf(graph.node('ScatterElements', [gradient, label, written], { axis: 1 }), logits.shape);
  },
});

const crossEntropyOperator = defineOperator<'logits' | 'labels' | 'weights', Smoothing>({
  name: 'CrossEntropy',
  define: ({ logits, labels, weights }, { smoothing }) =>
    tf
      .logSoftmax(logits, -1)
      .mul(targets(labels, logits.shape[1]!, smoothing))
      .sum(-1)
      .mul(weights)
      .sum()
      .neg(),
  lower: ({ logits, labels, weights }, { smoothing }) => {
    const graph = activeGraph();
    const logProbabilities = graph.node('LogSoftmax', [nameOf(logits)], { axis: -1 });
    const column = graph.node('Unsqueeze', [nameOf(labels), graph.int64([1])]);
    const picked = graph.node('GatherElements', [logProbabilities, column], { axis: 1 });
    let logLikelihood = graph.node('Squeeze', [picked, graph.int64([1])]);
    if (smoothing) {
      const mean = graph.node('ReduceMean', [logProbabilities, graph.int64([-1])], { keepdims: 0 });
      logLikelihood = graph.node('Add', [
        graph.node('Mul', [logLikelihood, graph.scalar(1 - smoothing)]),
        graph.node('Mul', [mean, graph.scalar(smoothing)]),
      ]);
    }
    const weighted = graph.node('Mul', [logLikelihood, nameOf(weights)]);
    const total = graph.node('ReduceSum', [weighted, graph.int64([0])], { keepdims: 0 });
    return tensorOf(graph.node('Neg', [total]), []);
  },
  gradient: {
    inputs: ['logits', 'labels', 'weights'],
    of: (dy, { logits, labels, weights }, { smoothing }) => ({
      logits: () => crossEntropyGradient({ logits, labels, weights }, { smoothing }).mul(dy),
    }),
  },
});

/**
 * `−Σᵢ weightᵢ · log softmax(logitsᵢ)[labelᵢ]` in nats, with label smoothing (Szegedy et al., 2016, arXiv:1512.00567).
 * logits [n, classes], labels int32 [n], weights [n] (one over their sum for the mean; 0 leaves a row out) → scalar.
 */
export const crossEntropy = (logits: tf.Tensor, labels: tf.Tensor, weights: tf.Tensor, smoothing = 0): tf.Scalar =>
  crossEntropyOperator({ logits, labels, weights }, { smoothing }) as tf.Scalar;

const negativeLogLikelihoodOperator = defineOperator<'logits' | 'labels', Record<string, unknown>>({
  name: 'NegativeLogLikelihood',
  define: ({ logits, labels }) =>
    tf
      .logSoftmax(logits, -1)
      .mul(targets(labels, logits.shape[1]!, 0))
      .sum(-1)
      .neg(),
  lower: ({ logits, labels }) => {
    const graph = activeGraph();
    const column = graph.node('Unsqueeze', [nameOf(labels), graph.int64([1])]);
    const picked = graph.node('GatherElements', [graph.node('LogSoftmax', [nameOf(logits)], { axis: -1 }), column], {
      axis: 1,
    });
    return tensorOf(graph.node('Neg', [graph.node('Squeeze', [picked, graph.int64([1])])]), [logits.shape[0]!]);
  },
});

/** `−log softmax(logitsᵢ)[labelᵢ]` of each row, in nats: logits [n, classes], labels int32 [n] → [n]. It has no gradient. */
export const negativeLogLikelihood = (logits: tf.Tensor, labels: tf.Tensor): tf.Tensor1D =>
  negativeLogLikelihoodOperator({ logits, labels }, {}) as tf.Tensor1D;

const softCrossEntropyGradient = defineOperator<'logits' | 'targets' | 'weights', Record<string, unknown>>({
  name: 'SoftCrossEntropyGradient',
  define: ({ logits, targets, weights }) => tf.softmax(logits, -1).sub(targets).mul(weights.expandDims(1)),
  lower: ({ logits, targets, weights }) => {
    const graph = activeGraph();
    const error = graph.node('Sub', [graph.node('Softmax', [nameOf(logits)], { axis: -1 }), nameOf(targets)]);
    const column = graph.node('Unsqueeze', [nameOf(weights), graph.int64([1])]);
    return tensorOf(graph.node('Mul', [error, column]), logits.shape);
  },
});

const softCrossEntropyOperator = defineOperator<'logits' | 'targets' | 'weights', Record<string, unknown>>({
  name: 'SoftCrossEntropy',
  define: ({ logits, targets, weights }) => tf.logSoftmax(logits, -1).mul(targets).sum(-1).mul(weights).sum().neg(),
  lower: ({ logits, targets, weights }) => {
    const graph = activeGraph();
    const logProbabilities = graph.node('LogSoftmax', [nameOf(logits)], { axis: -1 });
    const product = graph.node('Mul', [logProbabilities, nameOf(targets)]);
    const sums = graph.node('ReduceSum', [product, graph.int64([-1])], { keepdims: 0 });
    const weighted = graph.node('Mul', [sums, nameOf(weights)]);
    return tensorOf(graph.node('Neg', [graph.node('ReduceSum', [weighted, graph.int64([0])], { keepdims: 0 })]), []);
  },
  gradient: {
    inputs: ['logits', 'targets', 'weights'],
    of: (dy, inputs) => ({ logits: () => softCrossEntropyGradient(inputs, {}).mul(dy) }),
  },
});

/**
 * `−Σᵢ weightᵢ · Σ targetsᵢ · log softmax(logitsᵢ)` in nats: logits and targets [n, classes], the targets of a row adding up
 * to 1, weights [n] → scalar. It differs from the Kullback-Leibler divergence by what does not depend on the logits.
 */
export const softCrossEntropy = (logits: tf.Tensor, targets: tf.Tensor, weights: tf.Tensor): tf.Scalar =>
  softCrossEntropyOperator({ logits, targets, weights }, {}) as tf.Scalar;
