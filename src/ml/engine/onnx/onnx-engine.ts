/** The compiled engine: programs traced to ONNX and run by ONNX Runtime on the CPU. */

import { constantWeights } from '../../program/constant-weights.js';
import { type GradientProgram, traceFunction, traceGradients } from '../../program/trace.js';
import type {
  Engine,
  Feeds,
  FunctionRunner,
  GradientRunner,
  OutputTensor,
  Precision,
  RunnableFunction,
  WeightValues,
} from '../engine.js';
import type { ParameterStore } from '../parameter-store.js';
import { OnnxGradientRunner } from './gradient-runner.js';
import { ort } from './runtime.js';
import { createSession, type SessionOptions } from './session.js';
import { feedTensors, weightTensors } from './session-inputs.js';

export class OnnxEngine implements Engine {
  readonly name = 'onnx';
  readonly device = 'cpu';

  constructor(private readonly options: SessionOptions) {}

  async gradients(program: GradientProgram, store: ParameterStore, frozen: WeightValues): Promise<GradientRunner> {
    const traced = await traceGradients(program);
    const session = await createSession(traced.graph, this.options);
    return new OnnxGradientRunner(session, program, traced, store, frozen);
  }

  function(program: RunnableFunction, weights: WeightValues): Promise<FunctionRunner> {
    return this.#runner(program, program.weights, weights);
  }

  inference(program: RunnableFunction, weights: WeightValues, precision?: Precision): Promise<FunctionRunner> {
    const constant = constantWeights(program.weights, weights, precision);
    return this.#runner({ ...program, weights: constant }, [], {});
  }

  async #runner(program: RunnableFunction, fed: RunnableFunction['weights'], weights: WeightValues) {
    const session = await createSession(await traceFunction(program), this.options);
    const weightFeeds = weightTensors(fed, weights, session);
    return {
      run: async (feeds: Feeds) => outputTensors(await session.run({ ...weightFeeds, ...feedTensors(feeds, session) })),
      dispose: () => session.release(),
    };
  }
}

function outputTensors(outputs: ort.InferenceSession.OnnxValueMapType): Record<string, OutputTensor> {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => {
      const tensor = value as ort.Tensor;
      return [name, { data: tensor.data as Float32Array, shape: tensor.dims }];
    }),
  );
}
