/**
 * Times one forward pass: `npm run bench:predict -- LAYERS HIDDEN BATCH SEQ [RUNS]`. A BERT classifier of random weights
 * with 32-wide heads and 30,522 words, attention masks as inputs; fp32. It runs as a deployment does: weights inside the
 * graph, tokens fed, logits read.
 */
import { availableParallelism } from 'node:os';
import { OnnxEngine } from '../../ml/engine/onnx/onnx-engine.js';
import { elementCount } from '../../ml/engine/parameter-store.js';
import { rowOutputs } from '../../ml/task-types/rows/row-outputs.js';
import { TextInputs } from '../../ml/task-types/rows/text-rows.js';
import { taskOf } from '../../ml/tasks/objective.js';
import { singleLabel } from '../../ml/tasks/text-objectives.js';
import { fillFreshWeight } from '../../ml/training/fresh-weights.js';
import { median } from './median.js';
import { syntheticBert, syntheticSequences } from './synthetic-models.js';

const [layers = 6, hidden = 384, batch = 1, seq = 32, runs = 200] = process.argv.slice(2).map(Number);
const threads = availableParallelism();
const SETTLING_RUNS = 10;

const task = taskOf(syntheticBert({ layers, hidden, headWidth: 32 }), singleLabel(2));
const weights = Object.fromEntries(
  task.weights.map((spec, stream) => {
    const values = new Float32Array(elementCount(spec.shape));
    fillFreshWeight(values, spec, { seed: 1, stream, deviation: 0.02 });
    return [spec.name, values];
  }),
);
const engine = new OnnxEngine({ threads });
const runner = await engine.inference({ ...task.inference, weights: task.weights }, weights);
const sequences = syntheticSequences(batch, seq);
const rows = new TextInputs(
  sequences.map((sequence, example) => ({ example, sequence, weight: 1 })),
  0,
  0,
);
const times: number[] = [];
for (let run = 0; run < runs + SETTLING_RUNS; run++) {
  const start = performance.now();
  await rowOutputs(runner, rows, { longest: seq });
  times.push(performance.now() - start);
}
const settled = times.slice(SETTLING_RUNS);
console.log(
  `temper forward L${layers} H${hidden} ${batch}x${seq} threads ${threads}: median ${median(settled).toFixed(2)} ms, ` +
    `best ${Math.min(...settled).toFixed(2)} ms, ${(batch / (median(settled) / 1000)).toFixed(1)} texts/s`,
);
await runner.dispose();
