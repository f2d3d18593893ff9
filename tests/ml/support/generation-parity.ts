/** What an architecture writes against what Hugging Face transformers wrote with the same checkpoint (`generation.py`). */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { readSafetensors } from '../../../src/ml/artifact/safetensors-reader.js';
import type { FunctionRunner, OutputTensor } from '../../../src/ml/engine/engine.js';
import { generate } from '../../../src/ml/inference/generate.js';
import { taskOf } from '../../../src/ml/tasks/objective.js';
import { causalLanguageModel } from '../../../src/ml/tasks/token-objectives.js';
import { relativeError } from './eager-and-compiled.js';
import { ENGINES } from './parity.js';

const LOGITS = 1e-4;

interface Expected {
  prompts: number[][];
  ids: number[][];
  /** Of each prompt and token. */
  logits: number[][][];
}

export function describeGeneration(name: string, architectureName: string): void {
  const read = async (file: string) =>
    JSON.parse(await readFile(join('tests/reference', architectureName, 'causal-language-model', file), 'utf8'));

  describe.each(ENGINES)(`${name} (%s)`, (_, engine) => {
    let expected: Expected;
    let runner: FunctionRunner;
    let write: (prompts: number[][], by?: FunctionRunner) => Promise<number[][]>;

    beforeAll(async () => {
      expected = await read('generation.json');
      const architecture = architectureFor(await read('config.json'));
      const task = taskOf(architecture, causalLanguageModel);
      const file = join('tests/reference', architectureName, 'causal-language-model', 'model.safetensors');
      const values = Object.fromEntries((await readSafetensors(file)).map(({ name, data }) => [name, data]));
      runner = await engine.inference({ ...task.continuation!, weights: task.weights }, values);
      write = async (prompts, by = runner) => {
        const written = await generate(by, prompts, {
          maxTokens: prompts.map(() => expected.ids[0]!.length),
          endId: undefined,
          padId: 0,
          longest: architecture.sizes.maxLength,
          keyValues: architecture.keyValues!,
        });
        return written.map(({ ids }) => ids);
      };
    });
    afterAll(() => runner.dispose());

    it('writes what transformers writes with its cache, all prompts in one batch', async () => {
      expect(await write(expected.prompts)).toEqual(expected.ids);
    });

    it('has its logits at each token', async () => {
      for (const [i, prompt] of expected.prompts.entries()) {
        const seen: OutputTensor[] = [];
        await write([prompt], {
          ...runner,
          async run(feeds) {
            const outputs = await runner.run(feeds);
            seen.push(outputs.logits!);
            return outputs;
          },
        });
        const logits = seen.flatMap(({ data }) => [...data]);
        expect(relativeError(logits, expected.logits[i]!.flat())).toBeLessThan(LOGITS);
      }
    });
  });
}
