/**
 * Pretrains the base model that ships, `mini-en`, with masked language modelling: `npm run pretrain -- --help`. It writes
 * a checkpoint every few minutes and goes on from the newest one, to the same bits as if it had never stopped.
 */
import { mkdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { architectureFor } from '../../ml/architectures/registry.js';
import { BestParametersFile, readCheckpoint, writeCheckpoint } from '../../ml/artifact/training-checkpoint.js';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { ParameterStore } from '../../ml/engine/parameter-store.js';
import { scratchFloats } from '../../ml/engine/scratch-size.js';
import { Random } from '../../ml/random.js';
import { taskOf } from '../../ml/tasks/objective.js';
import { maskedLanguageModel } from '../../ml/tasks/token-objectives.js';
import { AdamW } from '../../ml/training/adamw.js';
import { initialTrainingState, train } from '../../ml/training/train.js';
import { exportBaseModel } from './export-base-model.js';
import { heldOutLoss } from './held-out-loss.js';
import { MINI_EN, PRETRAINING } from './mini-en.js';
import { PretrainingLog, readPretrainingLog } from './pretraining-log.js';
import { fillStartWeights } from './start-weights.js';
import { readSpecialTokens, TokenShards } from './token-shards.js';

const { values: options } = parseArgs({
  options: {
    tokens: { type: 'string', default: '.temper/pretrain/tokens' },
    tokenizer: { type: 'string', default: 'base-models/mini-en' },
    work: { type: 'string', default: '.temper/pretrain/run' },
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
  --threads N      threads to use
  --export DIR     write the newest checkpoint as a model folder (fp16), and stop`);
  process.exit(0);
}

// Every passage is seen about once, so there is nothing for dropout to prevent.
const task = taskOf(architectureFor(MINI_EN).withDropout(0), maskedLanguageModel);
const { seed, cycles, stages, validationShape } = PRETRAINING;
const totalSteps = cycles.at(-1)!.until;
const checkpoint = join(options.work, 'checkpoint');
const logFile = join(options.work, 'log.jsonl');
await mkdir(options.work, { recursive: true });

const program = { ...task.training, trainable: task.weights, frozen: [] };
const sizes = [validationShape, ...stages.flatMap(({ shapes }) => shapes)].map(({ rows, length }) => {
  const places = rows * length;
  return { batch: rows, seq: length, tokens: places, predictions: Math.ceil(places * PRETRAINING.maskedShare) + rows };
});
const store = new ParameterStore(task.weights, { scratchFloats: await scratchFloats(program, sizes) });
const best = new BestParametersFile(options.work, store);
const resuming = await stat(checkpoint).then(
  () => true,
  () => false,
);
const state = resuming ? await readCheckpoint(checkpoint, store, best) : initialTrainingState();

if (options.export) {
  await exportBaseModel(options.export, store, { steps: state.step, log: await readPretrainingLog(logFile) });
  console.log(`wrote the model after ${state.step} steps to ${options.export}`);
  process.exit(0);
}

const special = await readSpecialTokens(options.tokenizer);
const training = await TokenShards.read(options.tokens, 'train', special);
const validation = await TokenShards.read(options.tokens, 'validation', special);
console.log(
  `${store.size.toLocaleString('en')} parameters; ${training.ids.length.toLocaleString('en')} tokens of text; ${
    resuming ? `going on from step ${state.step}` : 'from the beginning'
  } to ${totalSteps}`,
);
if (!resuming) fillStartWeights(store, task.weights, training);

function cycleOf(step: number) {
  const index = cycles.findIndex(({ until }) => step < until);
  return { ...cycles[index]!, from: cycles[index - 1]?.until ?? 0 };
}

const engine = new OnnxEngine({ threads: Number(options.threads) });
const runner = await engine.gradients(program, store, {});
const optimized = task.weights.map((weight) => ({ ...weight, rateFactor: 1 }));
const events = train(
  {
    store,
    runner,
    optimizer: new AdamW(store, optimized, PRETRAINING),
    evaluate: async () => ({ loss: await heldOutLoss(engine, task, store, validation) }),
    batch: (step) => {
      const { shapes } = stages.find(({ until }) => step < until)!;
      const { rows, length } = shapes[step % shapes.length]!;
      return training.maskedBatch(rows, length, new Random(seed, step), cycleOf(step).summaryShare);
    },
  },
  {
    seed,
    totalSteps,
    learningRate: (step) => {
      const { from, until, cooldown } = cycleOf(step);
      const rise = (step - from + 1) / PRETRAINING.warmupSteps;
      const fall = (until - step) / cooldown;
      return PRETRAINING.learningRate * Math.min(1, rise, fall);
    },
    evaluateEvery: PRETRAINING.evaluateEvery,
  },
  state,
);

const log = new PretrainingLog(logFile);
for await (const event of events) {
  await log.record(event);
  const atCheckpoint = event.type === 'step' && event.state.step % PRETRAINING.checkpointEvery === 0;
  if (atCheckpoint) await writeCheckpoint(checkpoint, store, event.state, best);
}
await writeCheckpoint(checkpoint, store, { ...state, step: totalSteps, evaluatedAt: totalSteps }, best);
await runner.dispose();
