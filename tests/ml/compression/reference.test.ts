/** Pruning and distilling a tiny BERT, beside PyTorch and transformers: `tests/reference/compression.py`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { loadWeights, openModelFiles } from '../../../src/ml/artifact/load-model.js';
import { sourcesOfLayers } from '../../../src/ml/compression/fewer-layers.js';
import { importanceOf } from '../../../src/ml/compression/importance.js';
import { pruneNetwork } from '../../../src/ml/compression/prune-network.js';
import type { WeightValues } from '../../../src/ml/engine/engine.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { scratchFloats } from '../../../src/ml/engine/scratch-size.js';
import { softmaxRows } from '../../../src/ml/evaluation/softmax.js';
import { DistilledRows } from '../../../src/ml/task-types/rows/distilled-rows.js';
import { rowOutputs } from '../../../src/ml/task-types/rows/row-outputs.js';
import { TextRows } from '../../../src/ml/task-types/rows/text-rows.js';
import { taskOf } from '../../../src/ml/tasks/objective.js';
import { singleLabel, singleLabelTargets } from '../../../src/ml/tasks/text-objectives.js';
import { planDistillation, teacherName } from '../../../src/ml/training/distillation.js';
import { lettersTokenizer, writeModel } from '../../support/tiny-model.js';
import { engine, relativeError } from '../support/eager-and-compiled.js';
import { withFolder } from '../support/with-folder.js';

const REFERENCE = join(import.meta.dirname, '../../reference');
const FOLDER = join(REFERENCE, 'bert/classification');
const expected = JSON.parse(await readFile(join(REFERENCE, 'compression.json'), 'utf8'));
const config = JSON.parse(await readFile(join(FOLDER, 'config.json'), 'utf8'));
const architecture = architectureFor(config);
const objective = singleLabel(3);
const task = taskOf(architecture, objective);
const weights: WeightValues = await loadWeights(FOLDER, task.weights);
const TOLERANCE = 1e-4;

const rows = new TextRows<number>(
  (expected.ids as number[][]).map((ids, example) => ({
    example,
    sequence: { inputIds: Int32Array.from(ids.filter((id) => id !== 0)) },
    weight: 1,
    target: expected.labels[example],
  })),
  0,
  0,
  singleLabelTargets,
);
const flat = (numbers: number[][]) => Float32Array.from(numbers.flat());
const longest = architecture.sizes.maxLength;

async function logitsOf(values: WeightValues, of = task) {
  const runner = await engine.function({ ...of.inference, weights: of.weights }, values);
  const logits = await rowOutputs(runner, rows, { longest });
  await runner.dispose();
  return logits;
}

describe('pruning', () => {
  it('finds heads and units as important as masks on them show', async () => {
    const network = { architecture, task, weights };
    const found = await importanceOf(network, rows, engine, new AbortController().signal);
    expect(relativeError(flat(found.heads), flat(expected.importance.heads))).toBeLessThan(TOLERANCE);
    expect(relativeError(flat(found.units), flat(expected.importance.units))).toBeLessThan(TOLERANCE);
  });

  it('leaves the network that transformers has without the same heads', () =>
    withFolder(async (folder) => {
      await writeModel(folder, { 'config.json': JSON.stringify(config), ...lettersTokenizer() });
      const model = await openModelFiles(folder);
      const importance = {
        heads: [
          [3, 1, 2],
          [1, 2, 3],
        ],
        units: [1, 2].map(() => Array<number>(48).fill(1)),
      };
      const pruned = pruneNetwork(model, weights, importance, { heads: 1 / 3, feedForward: 0 });
      expect(pruned.model.config.pruned_heads).toEqual(expected.prunedHeads);
      const smaller = taskOf(pruned.model.architecture, objective);
      for (const { name, shape } of smaller.weights) {
        expect(pruned.weights[name]).toHaveLength(shape.reduce((count, size) => count * size, 1));
      }
      const logits = await logitsOf(pruned.weights, smaller);
      const found = Float32Array.from(logits.flatMap((row) => [...row]));
      expect(relativeError(found, flat(expected.prunedLogits))).toBeLessThan(TOLERANCE);
    }));
});

it('distillation has the loss and the gradients that PyTorch finds', async () => {
  const { temperature, alpha } = expected;
  const student = architectureFor({ ...config, num_hidden_layers: 1 });
  const plan = planDistillation(student, objective, { temperature, alpha, independent: false, teacher: architecture });
  const softer = (await logitsOf(weights)).map((row) => row.map((value) => value / temperature));
  const taught = new DistilledRows(
    rows,
    softmaxRows(softer).map((row) => Float32Array.from(row)),
  );
  const sizes = { batch: 3, seq: 6 };
  const store = new ParameterStore(plan.trainable, { scratchFloats: await scratchFloats(plan.program, [sizes]) });
  const sources = new Map(sourcesOfLayers(student, architecture).map(({ to, from }) => [to, from.name]));
  for (const { name } of plan.task.weights) store.view('parameter', name).set(weights[sources.get(name) ?? name]!);
  const frozen = Object.fromEntries(architecture.weights.map(({ name }) => [teacherName(name), weights[name]!]));
  const runner = await engine.gradients(plan.program, store, frozen);
  const loss = await runner.run(taught.batch([0, 1, 2], 6, 3, 0), { seed: 1, step: 0 });
  await runner.dispose();
  const { loss: expectedLoss, gradient, gradientNorm } = expected.distillation;
  expect(loss).toBeCloseTo(expectedLoss, 4);
  const found = store.view('gradient', 'bert.encoder.layer.0.output.dense.weight');
  expect(Math.hypot(...found)).toBeCloseTo(gradientNorm, 4);
  expect(relativeError(found.slice(0, 48), Float32Array.from(gradient))).toBeLessThan(TOLERANCE);
});
