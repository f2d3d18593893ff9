import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { readSafetensors } from '../../../src/ml/artifact/safetensors-reader.js';
import type { FunctionRunner } from '../../../src/ml/engine/engine.js';
import { CausalRows } from '../../../src/ml/task-types/rows/language-rows.js';
import { rowOutputs } from '../../../src/ml/task-types/rows/row-outputs.js';
import { taskOf } from '../../../src/ml/tasks/objective.js';
import { scoringRunner } from '../../../src/ml/tasks/scoring.js';
import type { TaskFunction } from '../../../src/ml/tasks/task.js';
import { tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import { causalLanguageModel } from '../../../src/ml/tasks/token-objectives.js';
import { ints, relativeError } from '../support/eager-and-compiled.js';
import { ENGINES } from '../support/parity.js';

const FOLDER = 'tests/reference/gpt2/causal-language-model';
const LENGTH = 16;
const sequences = Array.from({ length: 40 }, (_, i) => ({ inputIds: ints([LENGTH - (i % 3)], 39, i).data }));

/** `−log softmax(logits)[label]`, in double precision. */
function loss(logits: Float32Array, label: number): number {
  const most = Math.max(...logits);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
  return most + Math.log(total) - logits[label]!;
}

describe.each(ENGINES)('scoring of a causal model (%s)', (_, engine) => {
  it('gives every token the loss that all logits at once give it, and never has more than 256 rows of them', async () => {
    await tf.setBackend('cpu');
    const before = tf.memory().numTensors;
    const task = taskOf(
      architectureFor(JSON.parse(await readFile(`${FOLDER}/config.json`, 'utf8'))),
      causalLanguageModel,
    );
    const tensors = await readSafetensors(`${FOLDER}/model.safetensors`);
    const values = Object.fromEntries(tensors.map(({ name, data }) => [name, data]));
    const sizes: number[] = [];
    const prepare = async (part: TaskFunction): Promise<FunctionRunner> => {
      const runner = await engine.inference({ ...part, weights: task.weights }, values);
      return {
        ...runner,
        run(feeds) {
          if (feeds.states) sizes.push(feeds.states.shape[0]!);
          return runner.run(feeds);
        },
      };
    };
    const scoring = await scoringRunner(task.scoring!, prepare);
    const learned = (length: number) => Array.from({ length: length - 1 }, (_, i) => i + 1);
    const rows = sequences.map((sequence, example) => ({
      example,
      sequence,
      weight: 1,
      learned: learned(sequence.inputIds.length),
    }));
    const found = await rowOutputs(scoring, new CausalRows(rows, 0, 0), { longest: LENGTH });
    await scoring.dispose();

    const whole = await prepare(task.inference);
    const { logits } = await whole.run(tokenFeeds(sequences, LENGTH, 0));
    await whole.dispose();
    const width = logits!.shape.at(-1)!;
    const expected = sequences.map(({ inputIds }, row) =>
      learned(inputIds.length).map((place) => {
        const at = (row * LENGTH + place - 1) * width;
        return loss(logits!.data.subarray(at, at + width), inputIds[place]!);
      }),
    );
    expect(
      relativeError(
        found.flatMap((row) => [...row]),
        expected.flat(),
      ),
    ).toBeLessThan(1e-6);
    expect(sizes).toEqual([256, 256, 64]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
