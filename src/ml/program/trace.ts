/**
 * Turns a pure function over TF.js tensors into an ONNX graph: forward only (`traceFunction`), or with the gradients of
 * a loss (`traceGradients`).
 */
import * as tf from '@tensorflow/tfjs';
import './lowerings/elementwise.js';
import './lowerings/matmul.js';
import './lowerings/reductions.js';
import './lowerings/shapes.js';
import { type Graph, GraphBuilder, type GraphTensor } from './graph.js';
import type { Int8Matrix } from './int8-matrix.js';
import { scoped } from './scoped.js';
import { SymbolicDimensions, TraceError } from './symbolic-dimensions.js';
import { type GradientRows, nameOf, onnxDtype, TRACING_BACKEND, tensorOf, tracingBackend } from './tracing-backend.js';

export type Tensors = Record<string, tf.Tensor>;

/** A size, the name of a symbolic dimension, or a product of names: `batch*seq`. */
export type Dimension = number | string;

export interface InputSpec {
  shape: readonly Dimension[];
  dtype: 'float32' | 'int32';
}
export type InputSpecs = Record<string, InputSpec>;

/** A place where dropout is applied; the mask is an input of the program. */
export interface DropoutSite {
  input: string;
  /** Traced shape: `SymbolicDimensions.resolve` gives the real one. */
  shape: number[];
  /** Share of elements set to zero. */
  rate: number;
}

/** Sets a share of the elements of a tensor to zero and scales the rest; the identity where nothing is trained. */
export type Dropout = (x: tf.Tensor, rate: number) => tf.Tensor;

export const noDropout: Dropout = (x) => x;

interface Weight {
  name: string;
  shape: readonly number[];
}

/** A weight that is an initializer of the graph rather than an input. */
interface ConstantWeight extends Weight {
  data: Float32Array;
  /** Its numbers in 8 bits, where products are to be computed in these. */
  int8?: Int8Matrix | undefined;
}

/** Scopes of TF.js operations that draw random numbers. */
const RANDOM_OPERATION = /^(dropout|rand|random[A-Z]\w*?|truncatedNormal|multinomial)__op$/;

/** Runs `body` with TF.js on the tracing backend; restores the backend that was in use. */
async function tracing<T>(
  { dimensions, portable }: { dimensions: readonly string[]; portable?: boolean },
  body: (graph: GraphBuilder) => T,
): Promise<T> {
  const engine = tf.engine();
  const previous = engine.backendName;
  const { startScope } = engine;
  const graph = new GraphBuilder(new SymbolicDimensions(dimensions), portable);
  await tf.setBackend(TRACING_BACKEND);
  tracingBackend.graph = graph;
  // TF.js draws random numbers in JavaScript, at once: the draw would be baked into the graph.
  engine.startScope = (name) => {
    if (name && RANDOM_OPERATION.test(name)) {
      throw new TraceError(
        `tf.${name.replace('__op', '')} cannot be traced: its draw would become a constant; pass a mask in`,
      );
    }
    startScope.call(engine, name);
  };
  try {
    return scoped(() => body(graph));
  } finally {
    engine.startScope = startScope;
    tracingBackend.graph = undefined;
    if (previous) await tf.setBackend(previous);
  }
}

const asTensor = (info: tf.TensorInfo): tf.Tensor => tf.engine().makeTensorFromTensorInfo(info);

function inputTensor(graph: GraphBuilder, name: string, spec: InputSpec): tf.Tensor {
  const shape = spec.shape.map((dimension) => {
    if (typeof dimension === 'number') return dimension;
    return dimension.split('*').reduce((size, part) => size * graph.dimensions.size(part), 1);
  });
  return asTensor(tensorOf(graph.input(name, shape, onnxDtype(spec.dtype)), shape, spec.dtype));
}

function inputTensors(graph: GraphBuilder, specs: InputSpecs): Tensors {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, inputTensor(graph, name, spec)]));
}

function weightTensor(graph: GraphBuilder, { name, shape }: Weight): tf.Tensor {
  return inputTensor(graph, name, { shape, dtype: 'float32' });
}

export interface FunctionProgram {
  dimensions: readonly string[];
  /** Only operators of the ONNX standard. */
  portable?: boolean;
  inputs: InputSpecs;
  weights: readonly (Weight | ConstantWeight)[];
  run(weights: Tensors, inputs: Tensors): Tensors;
}

/** The graph of a function; its outputs bear the names that `run` gives them. */
export function traceFunction(program: FunctionProgram): Promise<Graph> {
  return tracing(program, (graph) => {
    const inputs = inputTensors(graph, program.inputs);
    const weights = Object.fromEntries(
      program.weights.map((weight) => {
        if (!('data' in weight)) return [weight.name, weightTensor(graph, weight)];
        const shape = [...weight.shape];
        return [weight.name, asTensor(tensorOf(graph.weight(weight.name, weight.data, shape, weight.int8), shape))];
      }),
    );
    const outputs = Object.entries(program.run(weights, inputs));
    return graph.build(outputs.map(([name, tensor]) => namedOutput(graph, name, tensor)));
  });
}

function namedOutput(graph: GraphBuilder, name: string, tensor: tf.Tensor): GraphTensor {
  graph.alias(nameOf(tensor), name);
  return { name, dtype: onnxDtype(tensor.dtype), shape: tensor.shape.map((size) => graph.dimensions.label(size)) };
}

export interface GradientProgram {
  dimensions: readonly string[];
  inputs: InputSpecs;
  trainable: readonly Weight[];
  frozen: readonly Weight[];
  loss(weights: Tensors, inputs: Tensors, dropout: Dropout): tf.Scalar;
}

/** Where the gradient of one weight comes out of the graph. */
export interface GradientOutput {
  /** Graph output of the weight's shape. */
  dense?: string;
  /** Rows to add to it, by graph outputs and the inputs that number them. */
  rows: GradientRows[];
}

export interface TracedGradients {
  graph: Graph;
  loss: string;
  gradients: Record<string, GradientOutput>;
  dropout: DropoutSite[];
  dimensions: SymbolicDimensions;
}

/** The graph of a scalar loss and of its gradients with respect to the trainable weights. */
export function traceGradients(program: GradientProgram): Promise<TracedGradients> {
  return tracing(program, (graph) => {
    const inputs = inputTensors(graph, program.inputs);
    const frozen = Object.fromEntries(program.frozen.map((weight) => [weight.name, weightTensor(graph, weight)]));
    const trainable = program.trainable.map((weight) => weightTensor(graph, weight));
    const dropout: DropoutSite[] = [];
    const drop: Dropout = (x, rate) => {
      if (rate === 0) return x;
      const input = `dropout.${dropout.length}`;
      dropout.push({ input, shape: x.shape, rate });
      const mask = asTensor(tensorOf(graph.input(input, x.shape, 'float32'), x.shape));
      return graph.within('Dropout', () => x.mul(mask));
    };
    const weights = Object.fromEntries(program.trainable.map(({ name }, i) => [name, trainable[i]!]));
    const loss = () => program.loss({ ...frozen, ...weights }, inputs, drop);
    const { value, grads } = tf.engine().gradients(loss, trainable, undefined, true);
    const outputs = new OutputList(graph);
    const lossOutput = outputs.add(nameOf(value));
    const gradients: Record<string, GradientOutput> = {};
    program.trainable.forEach(({ name }, i) => {
      const gradient = grads[i];
      if (!gradient) throw new TraceError(`the loss does not depend on the trainable weight "${name}"`);
      gradients[name] = outputs.addGradient(gradient);
    });
    return { graph: graph.build(outputs.tensors), loss: lossOutput, gradients, dropout, dimensions: graph.dimensions };
  });
}

/** Outputs of a graph: each a computed value of its own, as ONNX asks. */
class OutputList {
  readonly tensors: GraphTensor[] = [];
  constructor(private readonly graph: GraphBuilder) {}

  add(value: string): string {
    const taken = this.graph.isInput(value) || this.tensors.some(({ name }) => name === value);
    const name = taken ? this.graph.alias(value) : value;
    this.tensors.push({ name, dtype: 'float32' });
    return name;
  }

  addGradient(tensor: tf.Tensor): GradientOutput {
    const value = tracingBackend.value(tensor);
    if (value.kind !== 'rows') return { dense: this.add(nameOf(tensor)), rows: [] };
    const rows = value.rows.map((part) => ({ ...part, values: this.add(part.values) }));
    return value.dense === undefined ? { rows } : { dense: this.add(value.dense), rows };
  }
}
