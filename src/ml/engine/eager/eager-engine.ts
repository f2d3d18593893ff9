/** The eager engine: programs run kernel by kernel on a TF.js backend. */
import * as tf from '@tensorflow/tfjs';
import { inputSizes } from '../../program/input-sizes.js';
import { enableOperators } from '../../program/operators/operator.js';
import { scoped } from '../../program/scoped.js';
import type { Dropout, GradientProgram, Tensors } from '../../program/trace.js';
import { dropoutKeys } from '../dropout-key.js';
import type {
  DropoutKey,
  Engine,
  Feeds,
  FunctionRunner,
  GradientRunner,
  OutputTensor,
  RunnableFunction,
  WeightValues,
} from '../engine.js';
import { elementCount, type ParameterStore, type WeightShape } from '../parameter-store.js';

// Leaves out checks meant for debugging, and advice on installing other backends.
tf.enableProdMode();

export class EagerEngine implements Engine {
  readonly name: string;

  /** @param backend a TF.js backend that has been registered: `tensorflow` (tfjs-node, tfjs-node-gpu) or `cpu`. */
  constructor(
    private readonly backend: string,
    readonly device: string,
  ) {
    this.name = `eager-${backend}`;
  }

  async gradients(program: GradientProgram, store: ParameterStore, frozen: WeightValues): Promise<GradientRunner> {
    await this.use();
    const frozenTensors = weightTensors(program.frozen, frozen);
    return {
      run: async (feeds, dropout) => {
        inputSizes(program.inputs, feeds);
        await this.use();
        return scoped(() => gradientStep(program, store, frozenTensors, feeds, dropout));
      },
      dispose: async () => tf.dispose(frozenTensors),
    };
  }

  async function(program: RunnableFunction, weights: WeightValues): Promise<FunctionRunner> {
    return {
      run: (feeds) => this.outputs(program, () => usedTensors(program.weights, weights, {}), feeds),
      dispose: async () => {},
    };
  }

  async inference(program: RunnableFunction, weights: WeightValues): Promise<FunctionRunner> {
    await this.use();
    const made: Tensors = {};
    const tensors = usedTensors(program.weights, weights, made, tf.keep);
    return {
      run: (feeds) => this.outputs(program, () => tensors, feeds),
      dispose: async () => tf.dispose(made),
    };
  }

  private async outputs(program: RunnableFunction, weights: () => Tensors, feeds: Feeds) {
    await this.use();
    return scoped(() => {
      const outputs = program.run(weights(), feedTensors(feeds));
      return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, read(tensor)]));
    });
  }

  private async use(): Promise<void> {
    if (tf.getBackend() !== this.backend && !(await tf.setBackend(this.backend))) {
      throw new Error(`the TF.js backend "${this.backend}" does not start on this machine`);
    }
    enableOperators(this.backend);
  }
}

function gradientStep(
  program: GradientProgram,
  store: ParameterStore,
  frozen: Tensors,
  feeds: Feeds,
  key: DropoutKey,
): number {
  store.resetScratch();
  const parameters = program.trainable.map(({ name, shape }) =>
    tf.tensor(store.view('parameter', name), [...shape], 'float32'),
  );
  const inputs = feedTensors(feeds);
  const { value, grads } = tf.valueAndGrads((...tensors: tf.Tensor[]) => {
    const weights = Object.fromEntries(program.trainable.map(({ name }, i) => [name, tensors[i]!]));
    return program.loss({ ...frozen, ...weights }, inputs, dropout(store, key));
  })(parameters);
  program.trainable.forEach(({ name }, i) => {
    store.view('gradient', name).set(grads[i]!.dataSync());
  });
  return value.dataSync()[0]!;
}

/** The masks that the compiled engine would use. */
function dropout(store: ParameterStore, { seed, step }: DropoutKey): Dropout {
  let site = 0;
  return (x, rate) => {
    if (rate === 0) return x;
    const block = store.takeScratch(elementCount(x.shape));
    const { key, tweak } = dropoutKeys(seed, step, site++);
    store.fillDropoutMask(block, rate, key, tweak);
    return x.mul(tf.tensor(block.values.slice(), x.shape));
  };
}

function weightTensors(weights: readonly WeightShape[], values: WeightValues): Tensors {
  return Object.fromEntries(weights.map(({ name, shape }) => [name, tf.tensor(values[name]!, [...shape], 'float32')]));
}

/** Weights that become tensors, in `made`, when they are asked for: parts of a network hold no more than they use. */
function usedTensors(
  weights: readonly WeightShape[],
  values: WeightValues,
  made: Tensors,
  keep = (tensor: tf.Tensor) => tensor,
): Tensors {
  const tensors: Tensors = {};
  for (const { name, shape } of weights) {
    Object.defineProperty(tensors, name, {
      enumerable: true,
      get() {
        made[name] ??= keep(tf.tensor(values[name]!, [...shape], 'float32'));
        return made[name];
      },
    });
  }
  return tensors;
}

function feedTensors(feeds: Feeds): Tensors {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, { data, shape }]) => {
      return [name, tf.tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32')];
    }),
  );
}

const read = (tensor: tf.Tensor): OutputTensor => ({
  data: Float32Array.from(tensor.dataSync()),
  shape: tensor.shape,
});
