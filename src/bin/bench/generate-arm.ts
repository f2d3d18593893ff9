/**
 * One run of what `npm run bench:generate` compares, in a process of its own. It writes as a deployment does: weights inside
 * the graph, tokens fed, the likeliest one taken. Takes its options as JSON, prints a `StepResult`.
 */
import { z } from 'zod';
import type { Architecture } from '../../ml/architectures/architecture.js';
import type { FunctionRunner } from '../../ml/engine/engine.js';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { elementCount } from '../../ml/engine/parameter-store.js';
import { argmax } from '../../ml/evaluation/scores.js';
import { generate } from '../../ml/inference/generate.js';
import { KeyValueCache } from '../../ml/inference/key-value-cache.js';
import { taskOf } from '../../ml/tasks/objective.js';
import { tokenFeeds } from '../../ml/tasks/token-batch.js';
import { causalLanguageModel } from '../../ml/tasks/token-objectives.js';
import { fillFreshWeight } from '../../ml/training/fresh-weights.js';
import { GenerateOptions } from './generate-options.js';
import { median } from './median.js';
import type { StepResult } from './step-result.js';
import { syntheticGpt2, syntheticLlama, syntheticSequences } from './synthetic-models.js';

const Arm = z.enum(['cached', 'recomputing']);
export type GenerateArm = z.infer<typeof Arm>;

type Write = (tokens: number) => Promise<number[][]>;

const DEVIATION = 0.02;

const { arm, ...options } = GenerateOptions.and(z.object({ arm: Arm })).parse(JSON.parse(process.argv[2]!));
const architecture = { gpt2: syntheticGpt2, llama: syntheticLlama }[options.model]({ ...options, headWidth: 64 });
// The prompts end at different places, so that rows differ in length.
const prompts = syntheticSequences(options.batch, options.prompt, Math.ceil(options.prompt / 2)).map(({ inputIds }) =>
  Array.from(inputIds),
);
const runner = await prepare();
const write = { cached: writeCached(), recomputing: writeAnew(architecture.keyValues!) }[arm];
await write(Math.min(2, options.tokens));
const times: number[] = [];
for (let run = 0; run < options.runs; run++) {
  const start = performance.now();
  await write(options.tokens);
  times.push((performance.now() - start) / 1000);
}
await runner.dispose();
const result: StepResult = {
  name: arm === 'cached' ? 'temper' : 'the whole text for each token',
  seconds: median(times),
  best: Math.min(...times),
  peakBytes: process.resourceUsage().maxRSS * 1024,
  notes: '',
};
console.log(JSON.stringify(result));

function prepare(): Promise<FunctionRunner> {
  const task = taskOf(architecture, causalLanguageModel);
  const weights = Object.fromEntries(
    task.weights.map((spec, stream) => {
      const values = new Float32Array(elementCount(spec.shape));
      fillFreshWeight(values, spec, { seed: 1, stream, deviation: DEVIATION });
      return [spec.name, values];
    }),
  );
  return new OnnxEngine(options).inference({ ...task.continuation!, weights: task.weights }, weights);
}

function writeCached(): Write {
  const { sizes, keyValues } = architecture;
  return async (tokens) => {
    const written = await generate(runner, prompts, {
      maxTokens: prompts.map(() => tokens),
      endId: undefined,
      padId: 0,
      longest: sizes.maxLength,
      keyValues: keyValues!,
    });
    return written.map(({ ids }) => ids);
  };
}

/** As it is done without a cache: nothing stands before the text. */
function writeAnew(keyValues: NonNullable<Architecture['keyValues']>): Write {
  return async (tokens) => {
    const texts = prompts.map((prompt) => [...prompt]);
    for (let i = 0; i < tokens; i++) {
      const length = texts[0]!.length;
      const places = Int32Array.from({ length: texts.length * length }, (_, place) => place % length);
      const { logits } = await runner.run({
        ...tokenFeeds(
          texts.map((inputIds) => ({ inputIds })),
          length,
          0,
        ),
        ...new KeyValueCache(keyValues, texts.length).feeds(0, texts.length),
        places: { data: places, shape: [texts.length, length] },
      });
      const width = logits!.shape.at(-1)!;
      for (const [row, text] of texts.entries())
        text.push(argmax(logits!.data.subarray(row * width, (row + 1) * width)));
    }
    return texts.map((text, row) => text.slice(prompts[row]!.length));
  };
}
