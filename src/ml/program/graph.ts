/**
 * An ONNX graph under construction. Tracing appends nodes; the builder shares equal ones, writes each constant once,
 * and turns integers that stand for symbolic dimensions into run-time shape expressions.
 */

import type { Int8Matrix } from './int8-matrix.js';
import type { OnnxDtype } from './onnx-dtype.js';
import { type SymbolicDimensions, TraceError } from './symbolic-dimensions.js';

/** An integer, a list of integers, a string, or a float. */
export type Attribute = number | readonly number[] | string | { float: number };
export type Attributes = Record<string, Attribute>;

export interface GraphNode {
  /** What it is part of, outermost first, its operator and a number: `LayerNormGradient/Multiply/Mul/217`. */
  name: string;
  op: string;
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: Attributes;
}

export type GraphData = Float32Array | Int8Array | Int32Array | BigInt64Array | Uint8Array;

export interface Initializer {
  name: string;
  shape: readonly number[];
  dtype: OnnxDtype;
  data: GraphData;
}

/** A graph input or output; a string in the shape names a symbolic dimension (or a product of some). */
export interface GraphTensor {
  name: string;
  dtype: OnnxDtype;
  shape?: readonly (number | string)[];
}

export interface Graph {
  nodes: GraphNode[];
  initializers: Initializer[];
  inputs: GraphTensor[];
  outputs: GraphTensor[];
}

interface NodeOptions {
  domain?: string;
  outputs?: number;
}

export class GraphBuilder {
  readonly #nodes: GraphNode[] = [];
  readonly #parts: string[] = [];
  readonly #initializers: Initializer[] = [];
  readonly #inputs: GraphTensor[] = [];
  readonly #sharedNodes = new Map<string, string[]>();
  readonly #int8 = new Map<string, Int8Matrix>();
  readonly #sharedConstants = new Map<string, string>();
  #names = 0;

  /** @param portable only operators of the ONNX standard, so that any runtime can run the graph. */
  constructor(
    readonly dimensions: SymbolicDimensions,
    readonly portable = false,
  ) {}

  input(name: string, shape: readonly number[], dtype: OnnxDtype): string {
    if (this.#inputs.some((input) => input.name === name)) throw new TraceError(`two inputs are named "${name}"`);
    this.#inputs.push({ name, dtype, shape: shape.map((size) => this.dimensions.label(size)) });
    return name;
  }

  isInput(name: string): boolean {
    return this.#inputs.some((input) => input.name === name);
  }

  /** Appends what `body` does as part of something whose name its nodes bear: profiles and viewers show it. */
  within<T>(part: string, body: () => T): T {
    this.#parts.push(part);
    try {
      return body();
    } finally {
      this.#parts.pop();
    }
  }

  /** Appends a node, or finds the one that computes the same, and returns the names of its outputs. */
  nodes(op: string, inputs: string[], attributes: Attributes = {}, options: NodeOptions = {}): string[] {
    const { domain = '', outputs = 1 } = options;
    const key = `${domain}.${op}(${inputs.join()})${JSON.stringify(attributes)}`;
    const known = this.#sharedNodes.get(key);
    if (known) return known;
    const names = Array.from({ length: outputs }, () => this.#fresh('t'));
    this.#append({ op, domain, inputs, outputs: names, attributes });
    this.#sharedNodes.set(key, names);
    return names;
  }

  node(op: string, inputs: string[], attributes: Attributes = {}, domain = ''): string {
    return this.nodes(op, inputs, attributes, { domain })[0]!;
  }

  /** A second name for a value: outputs of a graph must differ from each other and from its inputs. */
  alias(value: string, name = this.#fresh('t')): string {
    this.#append({ op: 'Identity', domain: '', inputs: [value], outputs: [name], attributes: {} });
    return name;
  }

  /** A constant tensor with data of its own. */
  constant(data: GraphData, shape: readonly number[], dtype: OnnxDtype): string {
    const name = this.#fresh('k');
    this.#initializers.push({ name, shape, dtype, data });
    return name;
  }

  /** A named constant: model weights in a graph for inference; `int8` is what products and look-ups take instead. */
  weight(name: string, data: Float32Array, shape: readonly number[], int8?: Int8Matrix): string {
    this.#initializers.push({ name, shape, dtype: 'float32', data });
    if (int8) this.#int8.set(name, int8);
    return name;
  }

  /** A weight in 8 bits, where it is to be used so. */
  int8(name: string): Int8Matrix | undefined {
    return this.#int8.get(name);
  }

  scalar(value: number, dtype: OnnxDtype = 'float32'): string {
    if (dtype === 'float32') this.dimensions.refuseInFloat(value);
    return this.#once(`${dtype}:${value}`, () => this.constant(scalarData(value, dtype), [], dtype));
  }

  /** `[1, …]` of `size` ones. */
  ones(size: number): string {
    return this.#once(`ones:${size}`, () => this.constant(new Float32Array(size).fill(1), [size], 'float32'));
  }

  /**
   * An int64 vector: a shape, axes, or bounds of a slice. Elements that are a symbolic dimension times a constant are
   * computed at run time; those near one (a dimension minus one) cannot be and throw.
   */
  int64(values: readonly number[]): string {
    const parts = values.map((value) => this.#runtimeInteger(value));
    if (parts.every((part) => part === undefined)) return this.#int64Literal(values);
    const names = parts.map((part, i) => part ?? this.#int64Literal([values[i]!]));
    return names.length === 1 ? names[0]! : this.node('Concat', names, { axis: 0 });
  }

  int64Scalar(value: number): string {
    return this.#once(`int64:${value}`, () => this.constant(BigInt64Array.of(BigInt(value)), [], 'int64'));
  }

  /** The graph that computes `outputs`, without what they do not need. */
  build(outputs: readonly GraphTensor[]): Graph {
    const needed = new Set(outputs.map((output) => output.name));
    const nodes: GraphNode[] = [];
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((name) => needed.has(name))) continue;
      nodes.unshift(node);
      for (const name of node.inputs) needed.add(name);
    }
    return {
      nodes,
      initializers: this.#initializers.filter(({ name }) => needed.has(name)),
      inputs: this.#inputs.filter(({ name }) => needed.has(name)),
      outputs: [...outputs],
    };
  }

  #append(node: Omit<GraphNode, 'name'>): void {
    this.#nodes.push({ name: [...this.#parts, node.op, this.#nodes.length].join('/'), ...node });
  }

  #runtimeInteger(value: number): string | undefined {
    const { factors, constant } = this.dimensions.factor(value);
    if (!factors.length) return undefined;
    const names = factors.map((prime) => this.#dimension(prime));
    if (constant !== 1) names.push(this.#int64Literal([constant]));
    return names.reduce((product, name) => this.node('Mul', [product, name]));
  }

  /** Reads a symbolic dimension off an input that has it. */
  #dimension(prime: number): string {
    const label = this.dimensions.label(prime);
    for (const input of this.#inputs) {
      const axis = input.shape?.indexOf(label) ?? -1;
      if (axis >= 0) return this.node('Shape', [input.name], { start: axis, end: axis + 1 });
    }
    throw new TraceError(`no input has the dimension "${label}", so its size is unknown at run time`);
  }

  #int64Literal(values: readonly number[]): string {
    return this.#once(`int64:[${values.join()}]`, () =>
      this.constant(BigInt64Array.from(values, BigInt), [values.length], 'int64'),
    );
  }

  #once(key: string, make: () => string): string {
    const known = this.#sharedConstants.get(key);
    if (known !== undefined) return known;
    const name = make();
    this.#sharedConstants.set(key, name);
    return name;
  }

  #fresh(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }
}

function scalarData(value: number, dtype: OnnxDtype): GraphData {
  switch (dtype) {
    case 'float32':
      return Float32Array.of(value);
    case 'int32':
      return Int32Array.of(value);
    case 'int64':
      return BigInt64Array.of(BigInt(value));
    case 'int8':
      return Int8Array.of(value);
    case 'bool':
      return Uint8Array.of(value);
  }
}
