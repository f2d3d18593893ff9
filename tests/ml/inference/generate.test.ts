import { readFile } from 'node:fs/promises';
import type { KeyValueSizes } from '../../../src/ml/architectures/key-values.js';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { readSafetensors } from '../../../src/ml/artifact/safetensors-reader.js';
import type { FunctionRunner } from '../../../src/ml/engine/engine.js';
import { argmax } from '../../../src/ml/evaluation/scores.js';
import { generate } from '../../../src/ml/inference/generate.js';
import { taskOf } from '../../../src/ml/tasks/objective.js';
import { tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import { causalLanguageModel } from '../../../src/ml/tasks/token-objectives.js';
import { engine } from '../support/eager-and-compiled.js';

const FOLDER = 'tests/reference/gpt2/causal-language-model';
const PROMPTS = [[5, 9, 3], [7], [2, 4, 6, 8, 10, 12]];

describe('a causal model that writes', () => {
  let continuation: FunctionRunner;
  let whole: FunctionRunner;
  let longest: number;
  let keyValues: KeyValueSizes;
  beforeAll(async () => {
    const architecture = architectureFor(JSON.parse(await readFile(`${FOLDER}/config.json`, 'utf8')));
    longest = architecture.sizes.maxLength;
    const task = taskOf(architecture, causalLanguageModel);
    const tensors = await readSafetensors(`${FOLDER}/model.safetensors`);
    const values = Object.fromEntries(tensors.map(({ name, data }) => [name, data]));
    keyValues = architecture.keyValues!;
    continuation = await engine.function({ ...task.continuation!, weights: task.weights }, values);
    whole = await engine.function({ ...task.inference, weights: task.weights }, values);
  });
  afterAll(async () => {
    await continuation.dispose();
    await whole.dispose();
  });

  const write = (prompts: number[][], maxTokens: number[], endId?: number, signal?: AbortSignal) =>
    generate(continuation, prompts, { maxTokens, endId, padId: 0, longest, keyValues, signal });

  /** The likeliest token after each, one at a time, without any padding. */
  async function greedy(prompt: number[], tokens: number): Promise<number[]> {
    const ids = [...prompt];
    for (let i = 0; i < tokens; i++) {
      const { logits } = await whole.run(tokenFeeds([{ inputIds: ids }], ids.length, 0));
      const width = logits!.shape.at(-1)!;
      ids.push(argmax(logits!.data.slice((ids.length - 1) * width, ids.length * width)));
    }
    return ids.slice(prompt.length);
  }

  it('writes the likeliest token at a time, as many as it may', async () => {
    const [written] = await write([PROMPTS[0]!], [6]);
    expect(written).toEqual({ ids: await greedy(PROMPTS[0]!, 6), ended: false });
  });

  it('writes the same whatever else is written beside it', async () => {
    const together = await write(PROMPTS, [5, 8, 2]);
    expect(together.map(({ ids }) => ids.length)).toEqual([5, 8, 2]);
    for (const [i, prompt] of PROMPTS.entries()) {
      expect(await write([prompt], [[5, 8, 2][i]!])).toEqual([together[i]]);
    }
  });

  it('stops at the token that ends a text, and leaves it out', async () => {
    const ids = await greedy(PROMPTS[0]!, 6);
    const end = ids[3]!;
    const kept = ids.slice(0, ids.indexOf(end));
    expect(await write([PROMPTS[0]!], [6], end)).toEqual([{ ids: kept, ended: true }]);
  });

  it('writes no more than the network can take', async () => {
    const prompt = Array.from({ length: longest - 3 }, (_, i) => i % 20);
    const [written] = await write([prompt.slice(0, 4)], [10 * longest]);
    expect(written!.ids).toHaveLength(longest - 4);
    expect((await write([prompt], [3]))[0]!.ids).toEqual(await greedy(prompt, 3));
  });

  it('lets a long prompt lose its beginning, no more than half of what the network takes', async () => {
    const prompt = Array.from({ length: 3 * longest }, (_, i) => (i * 7) % 20);
    const [few] = await write([prompt], [2]);
    expect(few!.ids).toEqual(await greedy(prompt.slice(2 - longest), 2));
    const [many] = await write([prompt], [10 * longest]);
    const half = Math.ceil(longest / 2);
    expect(many!.ids).toEqual(await greedy(prompt.slice(-half), longest - half));
  });

  it('writes nothing where nothing is to be written', async () => {
    expect(await write([PROMPTS[0]!], [0])).toEqual([{ ids: [], ended: false }]);
    expect(await write([], [])).toEqual([]);
  });

  it('stops between tokens when it is told to', async () => {
    await expect(write(PROMPTS, [5, 5, 5], undefined, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });
});
