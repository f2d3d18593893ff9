/**
 * How much a network's answers rest on each attention head and each feed-forward unit: the loss's gradient with respect to a
 * mask on it (Michel, Levy and Neubig, 2019, arXiv:1905.10650; for units, the first-order Taylor expansion of Molchanov et al.,
 * 2017, arXiv:1611.06440). A mask on the inputs of a product has the gradient `Σ weight · ∂loss/∂weight` over its columns, so that
 * no mask is needed.
 */
import type { Architecture } from '../architectures/architecture.js';
import type { Engine, WeightValues } from '../engine/engine.js';
import { ParameterStore } from '../engine/parameter-store.js';
import { scratchFloats } from '../engine/scratch-size.js';
import type { EncodedRows } from '../task-types/rows/encoded-rows.js';
import type { Task } from '../tasks/task.js';
import { paddedLength } from '../training/padded-length.js';

/** For each layer, a number for each head and for each unit. */
export interface Importance {
  heads: number[][];
  units: number[][];
}

/** The mean over examples of the gradients' sizes. */
export async function importanceOf(
  { architecture, task, weights }: { architecture: Architecture; task: Task; weights: WeightValues },
  rows: EncodedRows,
  engine: Engine,
  signal: AbortSignal,
): Promise<Importance> {
  const { layers, heads } = architecture.sizes;
  const names = Array.from({ length: layers }, (_, layer) => architecture.layerNames!(layer));
  const measured = new Set(
    names.flatMap(({ attentionOutput, output }) => [`${attentionOutput}.weight`, `${output}.weight`]),
  );
  const trainable = task.weights.filter(({ name }) => measured.has(name));
  const frozen = task.weights.filter(({ name }) => !measured.has(name));
  const program = { ...task.training, trainable, frozen };
  const longest = Math.min(paddedLength(Math.max(...rows.lengths)), architecture.sizes.maxLength);
  const largest = { batch: 1, seq: longest };
  const store = new ParameterStore(trainable, { scratchFloats: await scratchFloats(program, [largest]) });
  for (const { name } of trainable) store.view('parameter', name).set(weights[name]!);
  const runner = await engine.gradients(program, store, weights);
  const sums: Importance = { heads: names.map(() => []), units: names.map(() => []) };
  try {
    for (let row = 0; row < rows.rows.length; row++) {
      signal.throwIfAborted();
      await runner.run(rows.batch([row], longest, rows.mass(row), row), { seed: 0, step: row });
      names.forEach(({ attentionOutput, output }, layer) => {
        add(sums.heads[layer]!, maskGradients(store, `${attentionOutput}.weight`, heads));
        add(sums.units[layer]!, maskGradients(store, `${output}.weight`));
      });
    }
  } finally {
    await runner.dispose();
  }
  const mean = (layer: number[]) => layer.map((sum) => sum / rows.rows.length);
  return { heads: sums.heads.map(mean), units: sums.units.map(mean) };
}

/** Gradients of masks on groups of a matrix's columns [out, in]; each column alone where no number of groups is given. */
function maskGradients(store: ParameterStore, name: string, groups?: number): number[] {
  const weight = store.view('parameter', name);
  const gradient = store.view('gradient', name);
  const [, columns] = store.weights.find((spec) => spec.name === name)!.shape as [number, number];
  const width = columns / (groups ?? columns);
  const sums = Array<number>(columns / width).fill(0);
  for (let i = 0; i < weight.length; i++) sums[Math.floor((i % columns) / width)]! += weight[i]! * gradient[i]!;
  return sums;
}

function add(sums: number[], gradients: readonly number[]): void {
  gradients.forEach((gradient, i) => {
    sums[i] = (sums[i] ?? 0) + Math.abs(gradient);
  });
}
