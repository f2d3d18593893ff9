/** Values as ONNX Runtime takes them: the inputs of a session. */

import type { Feed, Feeds, RunnableFunction, WeightValues } from '../engine.js';
import { ort } from './runtime.js';

export const onnxTensor = ({ data, shape }: Feed): ort.Tensor =>
  data instanceof Int32Array ? new ort.Tensor('int32', data, shape) : new ort.Tensor('float32', data, shape);

/** What a session takes of the weights; it does not name those that its outputs do not depend on. */
export function weightTensors(
  shapes: RunnableFunction['weights'],
  values: WeightValues,
  session: ort.InferenceSession,
): Record<string, ort.Tensor> {
  const used = shapes.filter(({ name }) => session.inputNames.includes(name));
  return Object.fromEntries(
    used.map(({ name, shape }) => {
      const data = values[name];
      if (!data) throw new Error(`no values for the weight "${name}"`);
      return [name, onnxTensor({ data, shape })];
    }),
  );
}

export function feedTensors(feeds: Feeds, session: ort.InferenceSession): Record<string, ort.Tensor> {
  const used = Object.entries(feeds).filter(([name]) => session.inputNames.includes(name));
  return Object.fromEntries(used.map(([name, feed]) => [name, onnxTensor(feed)]));
}
