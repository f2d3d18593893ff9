/** Lowerings of TF.js's kernels that move elements: reshape, transpose, slice, concat, tile, gather. */
import * as tf from '@tensorflow/tfjs';
import { activeGraph, lower, nameOf, tensorOf, uniformTensor, uniformValue } from '../tracing-backend.js';

export const sameShape = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((size, i) => size === b[i]);

export function reshape(x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  const uniform = uniformValue(x);
  if (uniform !== undefined) return uniformTensor(uniform, shape, x.dtype);
  if (sameShape(shape, x.shape)) return tensorOf(nameOf(x), shape, x.dtype);
  return tensorOf(activeGraph().node('Reshape', [nameOf(x), activeGraph().int64(shape)]), shape, x.dtype);
}

lower('Reshape', ({ inputs: { x }, attrs }) =>
  reshape(x!, tf.util.inferFromImplicitShape(attrs.shape as number[], tf.util.sizeFromShape(x!.shape))),
);
lower('ExpandDims', ({ inputs, attrs }) => {
  const { input } = inputs;
  const dim = attrs.dim as number;
  const shape = input!.shape.slice();
  shape.splice(dim < 0 ? shape.length + 1 + dim : dim, 0, 1);
  return reshape(input!, shape);
});
lower('Transpose', ({ inputs: { x }, attrs }) => {
  const perm = [...(attrs.perm as number[])];
  const shape = perm.map((axis) => x!.shape[axis]!);
  const uniform = uniformValue(x!);
  if (uniform !== undefined) return uniformTensor(uniform, shape, x!.dtype);
  if (perm.every((axis, i) => axis === i)) return tensorOf(nameOf(x!), shape, x!.dtype);
  return tensorOf(activeGraph().node('Transpose', [nameOf(x!)], { perm }), shape, x!.dtype);
});
lower('Tile', ({ inputs: { x }, attrs }) => {
  const reps = attrs.reps as number[];
  const shape = x!.shape.map((size, i) => size * reps[i]!);
  const uniform = uniformValue(x!);
  if (uniform !== undefined) return uniformTensor(uniform, shape, x!.dtype);
  return tensorOf(activeGraph().node('Tile', [nameOf(x!), activeGraph().int64(reps)]), shape, x!.dtype);
});
lower('Slice', ({ inputs: { x }, attrs }) => {
  const bounds = tf.slice_util.parseSliceParams(x as tf.Tensor, attrs.begin as number[], attrs.size as number[]);
  const [begin, size] = bounds as [number[], number[]];
  const uniform = uniformValue(x!);
  if (uniform !== undefined) return uniformTensor(uniform, size, x!.dtype);
  if (sameShape(size, x!.shape)) return tensorOf(nameOf(x!), size, x!.dtype);
  const end = begin.map((start, i) => start + size[i]!);
  const graph = activeGraph();
  return tensorOf(graph.node('Slice', [nameOf(x!), graph.int64(begin), graph.int64(end)]), size, x!.dtype);
});
lower('PadV2', ({ inputs: { x }, attrs }) => {
  const paddings = attrs.paddings as [number, number][];
  const graph = activeGraph();
  const pads = graph.int64([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  const shape = x!.shape.map((size, i) => size + paddings[i]![0] + paddings[i]![1]);
  const operands = [nameOf(x!), pads, graph.scalar((attrs.constantValue as number) ?? 0)];
  return tensorOf(graph.node('Pad', operands), shape, x!.dtype);
});
lower('Concat', ({ inputs, attrs }) => {
  const tensors = Object.values(inputs);
  const axis = tf.util.parseAxisParam(attrs.axis as number, tensors[0]!.shape)[0]!;
  const shape = tensors[0]!.shape.slice();
  shape[axis] = tensors.reduce((size, tensor) => size + tensor.shape[axis]!, 0);
  return tensorOf(activeGraph().node('Concat', tensors.map(nameOf), { axis }), shape, tensors[0]!.dtype);
});
lower('Pack', ({ inputs, attrs }) => {
  const tensors = Object.values(inputs);
  const axis = attrs.axis as number;
  const single = tensors[0]!.shape.slice();
  single.splice(axis, 0, 1);
  const shape = single.slice();
  shape[axis] = tensors.length;
  const parts = tensors.map((tensor) => nameOf(reshape(tensor, single)));
  return tensorOf(activeGraph().node('Concat', parts, { axis }), shape, tensors[0]!.dtype);
});
lower('Unpack', ({ inputs: { value }, attrs }) => {
  const axis = attrs.axis as number;
  const count = value!.shape[axis]!;
  const shape = value!.shape.filter((_, i) => i !== axis);
  const graph = activeGraph();
  const parts =
    count === 1
      ? [nameOf(value!)]
      : graph.nodes('Split', [nameOf(value!)], { axis, num_outputs: count }, { outputs: count });
  const single = value!.shape.with(axis, 1);
  return parts.map((part) => reshape(tensorOf(part, single, value!.dtype), shape));
});
lower('SplitV', ({ inputs: { x }, attrs }) => {
  const axis = tf.util.parseAxisParam(attrs.axis as number, x!.shape)[0]!;
  const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, attrs.numOrSizeSplits as number[] | number, axis);
  const graph = activeGraph();
  const parts = graph.nodes('Split', [nameOf(x!), graph.int64(sizes)], { axis }, { outputs: sizes.length });
  return parts.map((part, i) => tensorOf(part, x!.shape.with(axis, sizes[i]!), x!.dtype));
});
lower('GatherV2', ({ inputs, attrs }) => {
  const x = inputs.x!;
  const indices = inputs.indices!;
  const axis = attrs.axis as number;
  if (attrs.batchDims) throw new Error('GatherV2 with batchDims has no lowering');
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return tensorOf(activeGraph().node('Gather', [nameOf(x), nameOf(indices)], { axis }), shape, x.dtype);
});
