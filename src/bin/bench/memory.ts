/**
 * Whether memory stays flat: `npm run bench:memory -- [STEPS [LAYERS HIDDEN BATCH SEQ]]`. Trains a BERT of random weights on
 * made-up texts of many lengths, as a job does, evaluations and best weights included, and looks at memory on the way.
 */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import type { StoredExample } from '../../ml/data/example.js';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { taskTypeOf } from '../../ml/task-types/registry.js';
import { TextRows } from '../../ml/task-types/rows/text-rows.js';
import { UNSCALED } from '../../ml/task-types/value-scale.js';
import { singleLabelTargets } from '../../ml/tasks/text-objectives.js';
import { Tokenizer } from '../../ml/tokenizers/tokenizer.js';
import { type EncodedSplit, FineTuning } from '../../ml/training/fine-tuning.js';
import { HyperparameterChoices, resolveHyperparameters } from '../../ml/training/hyperparameters.js';
import { type BestParameters, initialTrainingState } from '../../ml/training/train.js';
import { type MemorySample, memoryTable } from './memory-table.js';
import { syntheticBert, syntheticSequences } from './synthetic-models.js';

const SAMPLES = 20;
const LABELS = ['even', 'odd'];
const [steps = 2000, layers = 2, hidden = 64, batch = 8, seq = 64] = process.argv.slice(2).map(Number);
const every = Math.max(1, Math.floor(steps / SAMPLES));

function split(examples: number): EncodedSplit {
  const sequences = syntheticSequences(examples, seq, 2);
  const rows = sequences.map((sequence, example) => ({ example, sequence, weight: 1, target: example % 2 }));
  return {
    examples: rows.map(
      ({ target }, row): StoredExample => ({ id: String(row), text: 'made up', label: LABELS[target]! }),
    ),
    rows: new TextRows(rows, 0, 0, singleLabelTargets),
  };
}

// A backend to return to after tracing, which counts its tensors.
await tf.setBackend('cpu');
const train = split(64 * batch);
const validation = split(8 * batch);
const choices = {
  batchSize: batch,
  epochs: 1000,
  maxSteps: steps,
  evalSteps: every,
  earlyStopping: { patience: 1000 },
};
const hyperparameters = resolveHyperparameters(HyperparameterChoices.parse(choices), {
  trainExamples: train.examples.length,
  validationExamples: validation.examples.length,
  tokensP95: seq,
  parameters: 0,
  method: 'full',
  predictsTokens: false,
  modelMaxLength: 512,
});
// No text is read; a scope has one all the same.
const tokenizerFile = (name: string) => readFile(`base-models/mini-en/${name}`, 'utf8');
const scope = {
  tokenizer: Tokenizer.fromFiles(await tokenizerFile('tokenizer.json'), await tokenizerFile('tokenizer_config.json')),
  architecture: syntheticBert({ layers, hidden, headWidth: 64 }),
  headLabels: LABELS,
  maxLength: 512,
  seed: 1,
  scale: UNSCALED,
};
const tuning = await FineTuning.prepare(
  { type: taskTypeOf('text-classification'), scope, method: { type: 'full' }, hyperparameters, train, validation },
  new OnnxEngine({ threads: availableParallelism() }),
);
tuning.makeFresh(tuning.plan.task.weights);

const samples: MemorySample[] = [];
const sample = (step: number) => {
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  samples.push({ step, rss, heapUsed, arrayBuffers, tensors: tf.memory().numTensors });
};
const nowhere: BestParameters = { keep: async () => {}, restore: async () => {} };
for await (const event of tuning.run(nowhere, initialTrainingState())) {
  if (event.type === 'step' && event.state.step % every === 0) sample(event.state.step);
}
await tuning.dispose();
console.log(memoryTable(samples));
