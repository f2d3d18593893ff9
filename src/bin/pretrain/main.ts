/**
 * Pretrains the base model that ships, `mini-en`, with masked language modelling: `npm run pretrain -- --help`. It writes
 * a checkpoint every few minutes and goes on from the newest one, to the same bits as if it had never stopped.
 */
import { appendFile, mkdir, readFile, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { architectureFor } from '../../ml/architectures/registry.js';
import { BestParametersFile, readCheckpoint, writeCheckpoint } from '../../ml/artifact/training-checkpoint.js';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { ParameterStore } from '../../ml/engine/parameter-store.js';
import { scratchFloats } from '../../ml/engine/scratch-size.js';
import { Random } from '../../ml/random.js';
import { maskedLanguageModelTask } from '../../ml/tasks/masked-language-model.js';
import { AdamW } from '../../ml/training/adamw.js';
import { fillFreshWeight } from '../../ml/training/fresh-weights.js';
import { initialTrainingState, train } from '../../ml/training/train.js';
import { exportBaseModel } from './export-base-model.js';
import { addLocalAttention, sinusoids } from './local-attention.js';
import { MINI_EN, PRETRAINING } from './mini-en.js';
import { type SpecialTokens, TokenShards } from './token-shards.js';

const { values: options } = parseArgs({
  options: {
    tokens: { type: 'string', default: '.temper/pretrain/tokens' },
    tokenizer: { type: 'string', default: 'base-models/mini-en' },
    work: { type: 'string', default: '.temper/pretrain/run' },
    steps: { type: 'string', default: String(PRETRAINING.steps) },
    cooldown: { type: 'string', default: String(PRETRAINING.cooldownSteps) },
    threads: { type: 'string', default: String(availableParallelism()) },
    export: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`npm run pretrain -- [options]
  --tokens DIR     tokenised corpus: train*.bin and validation*.bin (docs/pretraining.md says how to make it)
  --tokenizer DIR  folder with tokenizer.json
  --work DIR       checkpoints and log; an interrupted run goes on from here
  --steps N        total optimizer steps; --cooldown N, the last of them with a falling learning rate
  --threads N      threads to use
  --export DIR     write the newest checkpoint as a model folder (fp16), and stop`);
  process.exit(0);
}

const vocabulary = JSON.parse(await readFile(join(options.tokenizer, 'tokenizer.json'), 'utf8')).model.vocab;
const special: SpecialTokens = {
  padId: vocabulary['[PAD]'],
  startId: vocabulary['[CLS]'],
  separatorId: vocabulary['[SEP]'],
  maskId: vocabulary['[MASK]'],
  specialIds: new Set(['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'].map((token) => vocabulary[token] as number)),
  vocabSize: MINI_EN.vocab_size,
  share: PRETRAINING.maskedShare,
};
// Every passage is seen about once, so there is nothing for dropout to prevent.
const architecture = architectureFor(MINI_EN).withDropout(0);
const task = maskedLanguageModelTask(architecture);
const { seed, stages, validationShape } = PRETRAINING;
const shapes = [validationShape, ...stages.flatMap((stage) => stage.shapes)];
const totalSteps = Number(options.steps);
const cooldown = Number(options.cooldown);
const checkpoint = join(options.work, 'checkpoint');
const log = join(options.work, 'log.jsonl');
await mkdir(options.work, { recursive: true });

const program = { ...task.training, trainable: task.weights, frozen: [] };
const sizes = shapes.map(({ rows, length }) => {
  return { batch: rows, seq: length, predictions: Math.ceil(rows * length * PRETRAINING.maskedShare) };
});
const store = new ParameterStore(task.weights, { scratchFloats: await scratchFloats(program, sizes) });
task.weights.forEach((spec, stream) => {
  fillFreshWeight(store.view('parameter', spec.name), spec, { seed, stream, deviation: PRETRAINING.initialDeviation });
});
const best = new BestParametersFile(options.work, store);
const resuming = await stat(checkpoint).then(
  () => true,
  () => false,
);
const state = resuming ? await readCheckpoint(checkpoint, store, best) : initialTrainingState();

if (options.export) {
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  // A run that was stopped between two checkpoints has logged the steps after the first of them twice.
  const entries = new Map(
    lines.map((line) => JSON.parse(line)).map((entry) => [`${entry.step} ${'loss' in entry}`, entry]),
  );
  await exportBaseModel(options.export, store, { steps: state.step, log: [...entries.values()] });
  console.log(`wrote the model after ${state.step} steps to ${options.export}`);
  process.exit(0);
}

const training = await TokenShards.read(options.tokens, 'train', special);
const validation = await TokenShards.read(options.tokens, 'validation', special);
console.log(
  `${store.size.toLocaleString('en')} parameters; ${training.ids.length.toLocaleString('en')} tokens of text; ${
    resuming ? `going on from step ${state.step}` : 'from the beginning'
  } to ${totalSteps}`,
);

if (!resuming) {
  // The output layer starts with the tokens' frequencies, which it would spend its first thousand steps on.
  store.view('parameter', 'cls.predictions.bias').set(training.logFrequencies());
  const { max_position_embeddings: positions, hidden_size: width } = MINI_EN;
  const table = store.view('parameter', 'bert.embeddings.position_embeddings.weight');
  table.set(sinusoids(positions, width, PRETRAINING.initialDeviation));
  const attention = 'bert.encoder.layer.0.attention.self';
  addLocalAttention(
    store.view('parameter', `${attention}.query.weight`),
    store.view('parameter', `${attention}.key.weight`),
    { width, ...PRETRAINING.localHeads },
  );
}

const engine = new OnnxEngine({ threads: Number(options.threads) });
const runner = await engine.gradients(program, store, {});
const parameters = Object.fromEntries(task.weights.map(({ name }) => [name, store.view('parameter', name)]));

/** Mean loss on fixed passages of the held-out text, in nats a hidden token. */
async function evaluate() {
  const scorer = await engine.function(
    {
      ...program,
      weights: task.weights,
      run: (weights, inputs) => ({ loss: task.training.loss(weights, inputs, (x) => x) }),
    },
    parameters,
  );
  let total = 0;
  for (let i = 0; i < PRETRAINING.validationBatches; i++) {
    const { rows, length } = validationShape;
    const { parts } = validation.maskedBatch(rows, length, new Random(seed, 2 ** 40 + i));
    total += (await scorer.run(parts[0]!)).loss!.data[0]!;
  }
  await scorer.dispose();
  return { loss: total / PRETRAINING.validationBatches };
}

const learningRate = (step: number) => {
  const rise = (step + 1) / PRETRAINING.warmupSteps;
  const fall = (totalSteps - step) / cooldown;
  return PRETRAINING.learningRate * Math.min(1, rise, fall);
};
const optimizer = new AdamW(
  store,
  task.weights.map((weight) => ({ ...weight, rateFactor: 1 })),
  PRETRAINING,
);
const events = train(
  {
    store,
    runner,
    optimizer,
    evaluate,
    batch: (step) => {
      const stage = stages.find(({ until }) => step < until)!;
      const { rows, length } = stage.shapes[step % stage.shapes.length]!;
      return training.maskedBatch(rows, length, new Random(seed, step));
    },
  },
  { seed, totalSteps, learningRate, evaluateEvery: PRETRAINING.evaluateEvery },
  state,
);

let windowLoss = 0;
let windowTokens = 0;
let windowStart = performance.now();
for await (const event of events) {
  const { step } = event.state;
  if (event.type === 'evaluation') {
    console.log(`step ${step}: held-out loss ${event.metrics.loss!.toFixed(4)}`);
    await appendFile(log, `${JSON.stringify({ step, heldOutLoss: event.metrics.loss })}\n`);
    continue;
  }
  windowLoss += event.loss;
  windowTokens += event.tokens;
  if (step % PRETRAINING.logEvery === 0) {
    const loss = windowLoss / PRETRAINING.logEvery;
    const tokensPerSecond = Math.round(windowTokens / ((performance.now() - windowStart) / 1000));
    console.log(`step ${step}: loss ${loss.toFixed(4)}, ${tokensPerSecond} tokens/s`);
    await appendFile(log, `${JSON.stringify({ step, loss, learningRate: event.learningRate, tokensPerSecond })}\n`);
    windowLoss = 0;
    windowTokens = 0;
    windowStart = performance.now();
  }
  if (step % PRETRAINING.checkpointEvery === 0) await writeCheckpoint(checkpoint, store, event.state, best);
}
await writeCheckpoint(checkpoint, store, { ...state, step: totalSteps, evaluatedAt: totalSteps }, best);
await runner.dispose();
