import { ort } from './runtime.js';

/** Runs an ONNX file once, on one thread, with int64 inputs; returns the numbers of one output. */
export async function runOnnxModel(
  model: Uint8Array,
  inputs: Record<string, { data: BigInt64Array; shape: readonly number[] }>,
  output: string,
): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, logSeverityLevel: 3 });
  try {
    const feeds = Object.entries(inputs)
      .filter(([name]) => session.inputNames.includes(name))
      .map(([name, { data, shape }]) => [name, new ort.Tensor('int64', data, shape)]);
    return (await session.run(Object.fromEntries(feeds)))[output]!.data as Float32Array;
  } finally {
    await session.release();
  }
}
