/**
 * What runs programs. A program is a pure function over named tensors; an engine runs it compiled (ONNX Runtime) or
 * kernel by kernel (any TF.js backend), with the same results up to rounding.
 */
import type { WeightLayout } from '../program/operators/products.js';
import type { GradientProgram, InputSpecs, Tensors } from '../program/trace.js';
import type { ParameterStore } from './parameter-store.js';

/** Values of a program's inputs; each shape follows from the program's spec and the batch. */
export interface Feed {
  data: Float32Array | Int32Array;
  shape: readonly number[];
}
export type Feeds = Record<string, Feed>;

export interface OutputTensor {
  data: Float32Array;
  shape: readonly number[];
}

/** Keys of the dropout masks of one step: the same key gives the same masks, on any engine. */
export interface DropoutKey {
  seed: number;
  step: number;
}

/** Computes a loss and its gradients; parameters are read from, and gradients written to, a `ParameterStore`. */
export interface GradientRunner {
  /** The loss on one batch, in nats. Afterwards the store's gradients are those of this batch alone. */
  run(feeds: Feeds, dropout: DropoutKey): Promise<number>;
  dispose(): Promise<void>;
}

/** Computes a function's outputs. */
export interface FunctionRunner {
  run(feeds: Feeds): Promise<Record<string, OutputTensor>>;
  dispose(): Promise<void>;
}

export type WeightValues = Record<string, Float32Array>;

/** In what the products of a model that is served are computed. */
export type Precision = 'float32' | 'int8';

export interface RunnableFunction {
  dimensions: readonly string[];
  inputs: InputSpecs;
  weights: readonly { name: string; shape: readonly number[]; perLabel?: boolean; layout?: WeightLayout }[];
  run(weights: Tensors, inputs: Tensors): Tensors;
}

export interface Engine {
  readonly name: string;
  readonly device: string;
  /** `frozen` holds the values of the program's frozen weights; they are not copied. */
  gradients(program: GradientProgram, store: ParameterStore, frozen: WeightValues): Promise<GradientRunner>;
  /** Weights are read at every run, from the arrays given here: they may be views of a store in training. */
  function(program: RunnableFunction, weights: WeightValues): Promise<FunctionRunner>;
  /**
   * For weights that do not change any more: they are read once, and prepared where that makes runs faster. An engine that
   * has no products in 8 bits computes with the numbers that these stand for.
   */
  inference(program: RunnableFunction, weights: WeightValues, precision?: Precision): Promise<FunctionRunner>;
}
