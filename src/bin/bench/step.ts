/**
 * Times one full fine-tuning step: `npm run bench:step -- LAYERS HIDDEN BATCH SEQ [STEPS]`. A BERT of random weights with
 * 64-wide heads and 30,522 words, dropout 0.1, attention masks as inputs, AdamW and clipping; fp32.
 */
import { availableParallelism } from 'node:os';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { ParameterStore } from '../../ml/engine/parameter-store.js';
import { scratchFloats } from '../../ml/engine/scratch-size.js';
import { classificationTargets, classificationTask } from '../../ml/tasks/classification.js';
import { tokenFeeds } from '../../ml/tasks/token-batch.js';
import { AdamW } from '../../ml/training/adamw.js';
import { fillFreshWeight } from '../../ml/training/fresh-weights.js';
import { median } from './median.js';
import { syntheticBert, syntheticSequences } from './synthetic-bert.js';

const [layers = 12, hidden = 768, batch = 8, seq = 128, steps = 8] = process.argv.slice(2).map(Number);
const threads = availableParallelism();
const SETTLING_STEPS = 3;

const architecture = syntheticBert({ layers, hidden, headWidth: 64 });
const task = classificationTask(architecture, { labels: 2 });
const engine = new OnnxEngine({ threads });
const sequences = syntheticSequences(batch, seq);
const feeds = { ...tokenFeeds(sequences, seq, 0), ...classificationTargets(sequences.map((_, row) => row % 2)) };
const program = { ...task.training, trainable: task.weights, frozen: [] };
const store = new ParameterStore(task.weights, { scratchFloats: await scratchFloats(program, [{ batch, seq }]) });
task.weights.forEach((spec, stream) => {
  fillFreshWeight(store.view('parameter', spec.name), spec, { seed: 1, stream, deviation: 0.02 });
});
const runner = await engine.gradients(program, store, {});
const optimizer = new AdamW(
  store,
  task.weights.map((weight) => ({ ...weight, rateFactor: 1 })),
  {
    weightDecay: 0.01,
    maxGradNorm: 1,
  },
);

const times: number[] = [];
for (let step = 1; step <= steps + SETTLING_STEPS; step++) {
  const start = performance.now();
  const loss = await runner.run(feeds, { seed: 1, step });
  optimizer.update(step, 1e-4);
  times.push(performance.now() - start);
  if (!Number.isFinite(loss)) throw new Error(`the loss of step ${step} is ${loss}`);
}
const settled = times.slice(SETTLING_STEPS);
const peak = process.resourceUsage().maxRSS / 2 ** 20;
console.log(
  `temper step L${layers} H${hidden} ${batch}x${seq} threads ${threads} dropout 0.1: ` +
    `median ${median(settled).toFixed(0)} ms, best ${Math.min(...settled).toFixed(0)} ms, ` +
    `${((batch * seq) / (median(settled) / 1000)).toFixed(0)} tokens/s, peak memory ${peak.toFixed(2)} GiB`,
);
await runner.dispose();
