/** Lowerings of TF.js's reductions and of its softmax. */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, lower, nameOf, tensorOf, uniformTensor, uniformValue } from '../tracing-backend.js';
import { reshape } from './shapes.js';

/** Below this many rows a reduction is as quick as a product. */
const PRODUCT_ROWS = 32;

function lowerReduction(kernelName: string, op: 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceMin') {
  lower(kernelName, ({ inputs, attrs }) => {
    const x = inputs.x!;
    // TF.js names the axes `reductionIndices` in `Max` alone.
    const given = attrs.axis ?? attrs.reductionIndices ?? x.shape.map((_, i) => i);
    const axes = tf.util.parseAxisParam(given as number | number[], x.shape);
    const keepDims = Boolean(attrs.keepDims);
    const shape = keepDims
      ? x.shape.map((size, i) => (axes.includes(i) ? 1 : size))
      : x.shape.filter((_, i) => !axes.includes(i));
    if (axes.every((axis) => x.shape[axis] === 1)) return reshape(x, shape);
    const uniform = uniformValue(x);
    if (uniform !== undefined && op !== 'ReduceSum') return uniformTensor(uniform, shape, x.dtype);
    if (op === 'ReduceSum' && isColumnSum(x, axes)) return columnSum(x, shape);
    const graph = activeGraph();
    const operands = [nameOf(x), graph.int64(axes)];
    return tensorOf(graph.node(op, operands, { keepdims: keepDims ? 1 : 0 }), shape, x.dtype);
  });
}

const isColumnSum = (x: tf.TensorInfo, axes: number[]) =>
  x.dtype === 'float32' && x.shape.length === 2 && axes.length === 1 && axes[0] === 0 && x.shape[0]! > PRODUCT_ROWS;

/** The gradient of a bias: as a product with a row of ones it is quicker than `ReduceSum` over the first axis. */
function columnSum(x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  const graph = activeGraph();
  const ones = graph.node('Expand', [graph.scalar(1), graph.int64([1, x.shape[0]!])]);
  const row = graph.node('MatMul', [ones, nameOf(x)]);
  return reshape(tensorOf(row, [1, x.shape[1]!]), shape);
}

lowerReduction('Sum', 'ReduceSum');
lowerReduction('Mean', 'ReduceMean');
lowerReduction('Max', 'ReduceMax');
lowerReduction('Min', 'ReduceMin');
lower('Softmax', ({ inputs: { logits }, attrs }) =>
  tensorOf(activeGraph().node('Softmax', [nameOf(logits!)], { axis: attrs.dim as number }), logits!.shape),
);
lower('LogSoftmax', ({ inputs: { logits }, attrs }) =>
  tensorOf(activeGraph().node('LogSoftmax', [nameOf(logits!)], { axis: attrs.axis as number }), logits!.shape),
);
