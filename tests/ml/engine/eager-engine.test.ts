import * as tf from '@tensorflow/tfjs';
import { EagerEngine } from '../../../src/ml/engine/eager/eager-engine.js';
import { TEST_ENGINE } from '../../support/test-engine.js';
import { engine as chosen } from '../support/eager-and-compiled.js';
import { classificationCase, loadReference } from '../support/parity.js';

const engine = TEST_ENGINE?.startsWith('eager') ? chosen : new EagerEngine('cpu', 'cpu');

/** Tensors, and the memory blocks that the backend holds for them. */
const held = () => ({ tensors: tf.memory().numTensors, blocks: tf.backend().numDataIds() });

describe('the eager engine', () => {
  it('leaves no tensor behind, whatever runs', async () => {
    const { network, feeds, program, store } = await loadReference(classificationCase('bert'));
    const values = Object.fromEntries(network.weights.map(({ name }) => [name, store.view('parameter', name)]));
    const frozen = { ...program, trainable: [], frozen: network.weights };
    const inference = { ...network.inference, weights: network.weights };
    const round = async () => {
      const runners = [await engine.function(inference, values), await engine.inference(inference, values)];
      const gradients = [await engine.gradients(program, store, {}), await engine.gradients(frozen, store, values)];
      for (let step = 0; step < 3; step++) {
        for (const runner of runners) await runner.run(feeds);
        await gradients[0]!.run(feeds, { seed: 1, step });
      }
      for (const runner of [...runners, ...gradients]) await runner.dispose();
    };
    await round();
    const before = held();
    await round();
    expect(held()).toEqual(before);
  });

  it('computes the same whether its weights are read at every run or once', async () => {
    const { network, feeds, store } = await loadReference(classificationCase('bert'));
    const values = Object.fromEntries(network.weights.map(({ name }) => [name, store.view('parameter', name)]));
    const program = { ...network.inference, weights: network.weights };
    const runners = [await engine.function(program, values), await engine.inference(program, values)];
    const [everyRun, once] = await Promise.all(runners.map((runner) => runner.run(feeds)));
    for (const runner of runners) await runner.dispose();
    expect(once).toEqual(everyRun);
  });
});
