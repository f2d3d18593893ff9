/**
 * Whether memory stays flat: `npm run bench:memory -- [STEPS [LAYERS HIDDEN BATCH SEQ]]`. Trains a BERT of random weights on
 * made-up texts of many lengths, as a job does, evaluations and best weights included, and looks at memory on the way.
 */
import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { ClassifierFineTuning, type LabelledSequences } from '../../ml/training/classifier-fine-tuning.js';
import { HyperparameterChoices, resolveHyperparameters } from '../../ml/training/hyperparameters.js';
import { type BestParameters, initialTrainingState } from '../../ml/training/train.js';
import { type MemorySample, memoryTable } from './memory-table.js';
import { syntheticBert, syntheticSequences } from './synthetic-models.js';

const SAMPLES = 20;
const [steps = 2000, layers = 2, hidden = 64, batch = 8, seq = 64] = process.argv.slice(2).map(Number);
const every = Math.max(1, Math.floor(steps / SAMPLES));

function split(examples: number): LabelledSequences {
  const sequences = syntheticSequences(examples, seq, 2);
  return { sequences, labels: sequences.map((_, row) => row % 2), weights: sequences.map(() => 1) };
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
  trainExamples: train.labels.length,
  validationExamples: validation.labels.length,
  tokensP95: seq,
  parameters: 0,
  method: 'full',
  modelMaxLength: 512,
});
const tuning = await ClassifierFineTuning.prepare(
  {
    architecture: syntheticBert({ layers, hidden, headWidth: 64 }),
    method: { type: 'full' },
    labels: 2,
    padId: 0,
    hyperparameters,
    seed: 1,
    train,
    validation,
  },
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
