/** What a training run takes, it gives back. */
import { jest } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { ort } from '../../../src/ml/engine/onnx/runtime.js';
import type { FineTuneMethod } from '../../../src/ml/training/fine-tune-method.js';
import { initialTrainingState } from '../../../src/ml/training/train.js';
import { parametersOf, toyFineTuning } from '../support/toy-fine-tuning.js';

const METHODS: FineTuneMethod[] = [
  { type: 'full' },
  { type: 'lora', rank: 2, alpha: 4, dropout: 0.1 },
  { type: 'head' },
];

/** Counts ONNX Runtime's sessions as they are made and released. */
function watchSessions() {
  const sessions = { made: 0, released: 0 };
  const { create } = ort.InferenceSession;
  const spy = jest.spyOn(ort.InferenceSession, 'create').mockImplementation((async (...parameters: unknown[]) => {
    const session = await Reflect.apply(create, ort.InferenceSession, parameters);
    const { release } = session;
    session.release = () => {
      sessions.released += 1;
      return release.call(session);
    };
    sessions.made += 1;
    return session;
  }) as never);
  return { sessions, stop: () => spy.mockRestore() };
}

describe.each(METHODS)('a training run, method $type', (method) => {
  it('releases its sessions and tensors, and neither grows nor replaces the memory of its parameters', async () => {
    await tf.setBackend('cpu');
    const tensors = tf.memory().numTensors;
    const { sessions, stop } = watchSessions();
    const tuning = await toyFineTuning({ epochs: 2, evalSteps: 4 }, 1, method);
    const { name } = tuning.store.weights[0]!;
    const parameter = tuning.store.view('parameter', name);
    const bytes = parameter.buffer.byteLength;
    const before = parametersOf(tuning);
    const run = tuning.run({ keep: async () => {}, restore: async () => {} }, initialTrainingState());
    while (!(await run.next()).done);
    await tuning.outputs(tuning.options.validation.rows);
    await tuning.dispose();
    stop();

    expect(sessions.made).toBeGreaterThan(2);
    expect(sessions.released).toBe(sessions.made);
    expect(tf.memory().numTensors).toBe(tensors);
    // Views taken before are live still: a memory that grows detaches them.
    expect(parameter.buffer.byteLength).toBe(bytes);
    expect(tuning.store.view('parameter', name).buffer).toBe(parameter.buffer);
    expect(parametersOf(tuning)).not.toBe(before);
  });

  it('holds no more tensors after many steps than after the first', async () => {
    await tf.setBackend('cpu');
    const tuning = await toyFineTuning({ epochs: 3 }, 1, method);
    const counts = new Set<number>();
    const run = tuning.run({ keep: async () => {}, restore: async () => {} }, initialTrainingState());
    for await (const event of run) if (event.type === 'step') counts.add(tf.memory().numTensors);
    await tuning.dispose();
    expect(counts.size).toBe(1);
  });
});
