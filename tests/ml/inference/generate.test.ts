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
import { engine, floats, ints } from '../support/eager-and-compiled.js';

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

describe('long prompts and many of them', () => {
  const LONGEST = 1200;
  const architecture = architectureFor({
    model_type: 'llama',
    vocab_size: 50,
    hidden_size: 16,
    intermediate_size: 24,
    num_hidden_layers: 2,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    max_position_embeddings: LONGEST,
  });
  const task = taskOf(architecture, causalLanguageModel);
  const values = Object.fromEntries(
    task.weights.map(({ name, shape }, i) => [name, Float32Array.from(floats([...shape], i + 1).data)]),
  );
  const options = { endId: undefined, padId: 0, longest: LONGEST, keyValues: architecture.keyValues! };
  const ofLength = (length: number, seed: number) => [...ints([length], 50, seed).data];

  it('reads a prompt in parts without a difference', async () => {
    const continuation = await engine.function({ ...task.continuation!, weights: task.weights }, values);
    const whole = await engine.function({ ...task.inference, weights: task.weights }, values);
    const prompts = [ofLength(600, 1), ofLength(40, 2), ofLength(1100, 3), ofLength(513, 4)];
    const written = await generate(continuation, prompts, { ...options, maxTokens: [3, 70, 2, 1] });
    for (const [i, prompt] of prompts.entries()) {
      const ids = [...prompt, ...written[i]!.ids];
      const { logits } = await whole.run(tokenFeeds([{ inputIds: ids }], ids.length, 0));
      const likeliest = written[i]!.ids.map((_, token) => {
        const place = prompt.length + token - 1;
        return argmax(logits!.data.subarray(place * 50, (place + 1) * 50));
      });
      expect(written[i]!.ids).toEqual(likeliest);
    }
    expect(written.map(({ ids }) => ids.length)).toEqual([3, 70, 2, 1]);
    await continuation.dispose();
    await whole.dispose();
  });

  it('writes no more texts at once than their keys and values have room', async () => {
    const keyValues = { layers: 1, heads: 1, headWidth: 2 ** 16 };
    const together: number[] = [];
    const runner: FunctionRunner = {
      async run({ input_ids }) {
        const [rows, tokens] = input_ids!.shape as [number, number];
        together.push(rows);
        const kept = { data: new Float32Array(rows * tokens * keyValues.headWidth), shape: [rows, 1, tokens, 2 ** 16] };
        const logits = { data: new Float32Array(rows * 2).fill(1), shape: [rows, 2] };
        return { logits, 'key.0': kept, 'value.0': kept };
      },
      dispose: async () => {},
    };
    const prompts = Array.from({ length: 9 }, () => [1]);
    const written = await generate(runner, prompts, { ...options, keyValues, maxTokens: prompts.map(() => 2) });
    expect(written.map(({ ids }) => ids)).toEqual(prompts.map(() => [0, 0]));
    expect(together).toEqual([8, 8, 1, 1]);
  });

  it('writes after nothing as after a token of padding', async () => {
    const continuation = await engine.function({ ...task.continuation!, weights: task.weights }, values);
    const [nothing, padding] = await generate(continuation, [[], [0]], { ...options, maxTokens: [4, 4] });
    expect(nothing).toEqual(padding);
    await continuation.dispose();
  });
});
