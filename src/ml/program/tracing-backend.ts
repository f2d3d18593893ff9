/**
 * A TF.js backend that computes nothing: each kernel appends ONNX nodes to the graph of the trace in progress and returns
 * a tensor that is only a value's name and a shape. Uniform tensors (zeros, ones, fills) stay symbolic and are folded,
 * because TF.js's gradients are full of literals of the activations' size.
 */
import * as tf from '@tensorflow/tfjs';
import { type GraphBuilder, type GraphData } from './graph.js';
import type { OnnxDtype } from './onnx-dtype.js';
import { TraceError } from './symbolic-dimensions.js';

export const TRACING_BACKEND = 'temper-tracing';

/** Rows to be added up into a table's gradient, outside the graph: `values` [n, width] belong to row `firstRow + indices[i]`. */
export interface GradientRows {
  /** Graph input that holds the row numbers. */
  indices: string;
  firstRow: number;
  /** Graph value that holds the rows, and its traced shape [..., width]. */
  values: string;
  shape: number[];
}

export type Value =
  | { kind: 'named'; name: string }
  | { kind: 'uniform'; value: number }
  /** The gradient of an embedding table: an optional dense part and rows. Nothing but addition may use it. */
  | { kind: 'rows'; dense?: string; rows: GradientRows[] };

class TracingBackend extends tf.KernelBackend {
  /** The trace in progress; tracing is synchronous, so there is one at most. */
  graph: GraphBuilder | undefined;
  readonly #values = new WeakMap<object, Value>();

  bind(dataId: object, value: Value): void {
    this.#values.set(dataId, value);
  }

  value(tensor: tf.TensorInfo): Value {
    const value = this.#values.get(tensor.dataId);
    if (!value) throw new TraceError('a tensor that was not made by this trace is used in it; pass it in as an input');
    return value;
  }

  override write(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    const dataId = {};
    this.bind(dataId, literal(values, shape, dtype));
    return dataId;
  }

  override move(dataId: tf.DataId, values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): void {
    this.bind(dataId, literal(values, shape, dtype));
  }

  override readSync(): never {
    throw new TraceError('a program cannot read a value while it is traced: nothing has been computed yet');
  }
  override async read(): Promise<never> {
    return this.readSync();
  }

  override refCount() {
    return 1;
  }
  override incRef() {}
  decRef() {}
  override disposeData() {
    return true;
  }
  override numDataIds() {
    return 0;
  }
  override floatPrecision(): 32 {
    return 32;
  }
  override epsilon() {
    return 1e-7;
  }
  override timerAvailable() {
    return false;
  }
  override dispose() {}
}

export const tracingBackend = new TracingBackend();
tf.registerBackend(TRACING_BACKEND, () => tracingBackend, 0);

/** Runs `body`; the nodes of a trace in progress that it appends bear the name of what it is part of. */
export function within<T>(part: string, body: () => T): T {
  const { graph } = tracingBackend;
  return graph ? graph.within(part, body) : body();
}

export function activeGraph(): GraphBuilder {
  if (!tracingBackend.graph) throw new TraceError('no trace is in progress');
  return tracingBackend.graph;
}

function literal(values: tf.backend_util.BackendValues, shape: number[], dtype: tf.DataType): Value {
  const numbers = values as ArrayLike<number>;
  const first = Number(numbers[0]);
  let uniform = numbers.length > 0;
  for (let i = 1; uniform && i < numbers.length; i++) uniform = Number(numbers[i]) === first;
  if (uniform) return { kind: 'uniform', value: first };
  return { kind: 'named', name: activeGraph().constant(graphData(numbers, dtype), shape, onnxDtype(dtype)) };
}

function graphData(values: ArrayLike<number>, dtype: tf.DataType): GraphData {
  if (dtype === 'float32') return Float32Array.from(values);
  if (dtype === 'int32') return Int32Array.from(values);
  return Uint8Array.from(values);
}

/** The ONNX type of a TF.js type. */
export function onnxDtype(dtype: tf.DataType): OnnxDtype {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new TraceError(`tensors of type ${dtype} cannot be traced; expected float32, int32 or bool`);
}

/** A tensor that stands for a value of the graph. */
export function tensorOf(value: Value | string, shape: number[], dtype: tf.DataType = 'float32'): tf.TensorInfo {
  const dataId = {};
  tracingBackend.bind(dataId, typeof value === 'string' ? { kind: 'named', name: value } : value);
  return { dataId, shape, dtype };
}

export function uniformTensor(value: number, shape: number[], dtype: tf.DataType = 'float32'): tf.TensorInfo {
  return tensorOf({ kind: 'uniform', value }, shape, dtype);
}

/** The number every element has, if that is known while tracing. */
export function uniformValue(tensor: tf.TensorInfo): number | undefined {
  const value = tracingBackend.value(tensor);
  return value.kind === 'uniform' ? value.value : undefined;
}

/** The name of the graph value that holds a tensor; a uniform one is written out at its full shape. */
export function nameOf(tensor: tf.TensorInfo): string {
  const value = tracingBackend.value(tensor);
  switch (value.kind) {
    case 'named':
      return value.name;
    case 'uniform': {
      const scalar = activeGraph().scalar(value.value, onnxDtype(tensor.dtype));
      return tensor.shape.length ? activeGraph().node('Expand', [scalar, activeGraph().int64(tensor.shape)]) : scalar;
    }
    case 'rows':
      throw new TraceError('the gradient of an embedding table is a list of rows: it can be added up, nothing else');
  }
}

/** Like `nameOf`, but a uniform tensor becomes a scalar: for operands that broadcast. */
export function broadcastNameOf(tensor: tf.TensorInfo): string {
  const uniform = uniformValue(tensor);
  return uniform === undefined ? nameOf(tensor) : activeGraph().scalar(uniform, onnxDtype(tensor.dtype));
}

export type Kernel = (call: {
  inputs: Record<string, tf.TensorInfo>;
  attrs: Record<string, unknown>;
}) => tf.TensorInfo | tf.TensorInfo[];

/** Registers how a TF.js kernel is written as ONNX nodes. */
export function lower(kernelName: string, kernel: Kernel): void {
  tf.registerKernel({
    kernelName,
    backendName: TRACING_BACKEND,
    kernelFunc: ({ inputs, attrs }) =>
      within(kernelName, () => kernel({ inputs: inputs as Record<string, tf.TensorInfo>, attrs: attrs ?? {} })),
  });
}
