/** Runs one function two ways on the same numbers: on TF.js's plain backend, and traced to ONNX. */
import * as tf from '@tensorflow/tfjs';
import type { Engine } from '../../../src/ml/engine/engine.js';
import { chooseEngine } from '../../../src/ml/engine/engines.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { enableOperators } from '../../../src/ml/program/operators/operator.js';
import type { Tensors } from '../../../src/ml/program/trace.js';
import { Random } from '../../../src/ml/random.js';
import { TEST_ENGINE } from '../../support/test-engine.js';

export const engine: Engine = await chooseEngine(TEST_ENGINE ?? 'onnx', { threads: 2 });

export interface Numbers {
  data: Float32Array | Int32Array;
  shape: number[];
}

/** Numbers between −1 and 1. */
export function floats(shape: number[], seed: number): Numbers {
  const random = new Random(seed);
  return { shape, data: Float32Array.from({ length: size(shape) }, () => random.uniform() * 2 - 1) };
}

export function ints(shape: number[], bound: number, seed: number): Numbers {
  const random = new Random(seed);
  return { shape, data: Int32Array.from({ length: size(shape) }, () => random.below(bound)) };
}

const size = (shape: number[]) => shape.reduce((product, n) => product * n, 1);

const toTensor = ({ data, shape }: Numbers) => tf.tensor(data, shape, data instanceof Int32Array ? 'int32' : 'float32');

const specs = (inputs: Record<string, Numbers>) =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => {
      return [name, { shape, dtype: data instanceof Int32Array ? ('int32' as const) : ('float32' as const) }];
    }),
  );

/** The outputs of `run`, eager and compiled. */
export async function bothWays(inputs: Record<string, Numbers>, run: (tensors: Tensors) => tf.Tensor) {
  await tf.setBackend('cpu');
  enableOperators('cpu');
  const eager = tf.tidy(() => Float32Array.from(run(mapValues(inputs, toTensor)).dataSync()));
  const program = { dimensions: [], inputs: specs(inputs), weights: [] };
  const runner = await engine.function({ ...program, run: (_, tensors) => ({ out: run(tensors) }) }, {});
  const { out } = await runner.run(inputs);
  await runner.dispose();
  return { eager, compiled: Float32Array.from(out!.data) };
}

/**
 * Gradients of `Σ run(inputs) · coefficients` with respect to the inputs named in `wrt`, eager and compiled; the fixed
 * random coefficients make every element of the output count differently.
 */
export async function gradientsBothWays(
  inputs: Record<string, Numbers>,
  wrt: string[],
  run: (tensors: Tensors) => tf.Tensor,
) {
  await tf.setBackend('cpu');
  enableOperators('cpu');
  const others = Object.fromEntries(Object.entries(inputs).filter(([name]) => !wrt.includes(name)));
  const outputShape = tf.tidy(() => run(mapValues(inputs, toTensor)).shape);
  const coefficients = floats(outputShape, 99);
  const loss = (tensors: Tensors) => run(tensors).mul(tensors.coefficients!).sum() as tf.Scalar;

  const eager = tf.tidy(() => {
    const constants = mapValues({ ...others, coefficients }, toTensor);
    const gradient = tf.grads((...xs: tf.Tensor[]) =>
      loss({ ...constants, ...Object.fromEntries(wrt.map((name, i) => [name, xs[i]!])) }),
    );
    return gradient(wrt.map((name) => toTensor(inputs[name]!))).map((g) => Float32Array.from(g.dataSync()));
  });

  const trainable = wrt.map((name) => ({ name, shape: inputs[name]!.shape }));
  const program = {
    dimensions: [],
    inputs: specs({ ...others, coefficients }),
    trainable,
    frozen: [],
    loss: (weights: Tensors, feeds: Tensors) => loss({ ...weights, ...feeds }),
  };
  const store = new ParameterStore(trainable, { scratchFloats: 1_000_000 });
  for (const name of wrt) store.view('parameter', name).set(inputs[name]!.data);
  const runner = await engine.gradients(program, store, {});
  await runner.run({ ...others, coefficients }, { seed: 1, step: 1 });
  await runner.dispose();
  const compiled = wrt.map((name) => Float32Array.from(store.view('gradient', name)));
  return wrt.map((name, i) => ({ name, eager: eager[i]!, compiled: compiled[i]! }));
}

function mapValues<T, R>(record: Record<string, T>, map: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

/** The largest difference, relative to the largest magnitude of the expected numbers (or 1). */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let scale = 1;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]!));
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    if (Number.isNaN(actual[i])) return Number.NaN;
  }
  return difference / scale;
}
