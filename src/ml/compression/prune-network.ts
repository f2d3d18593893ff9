/** Takes the least important heads and units out of a network: its matrices become smaller. */
import { architectureFor } from '../architectures/registry.js';
import type { ModelFiles } from '../artifact/load-model.js';
import type { WeightValues } from '../engine/engine.js';
import type { Importance } from './importance.js';

/** What goes, as shares of a layer. */
export interface Sparsity {
  heads: number;
  feedForward: number;
}

/** Products like widths that are a multiple of this. */
const UNITS_STEP = 4;
/** What architectures call the width inside feed-forward layers in config.json. */
const INNER_KEYS = ['intermediate_size', 'hidden_dim'];

export interface PrunedNetwork {
  model: ModelFiles;
  weights: WeightValues;
}

/** As many go from each layer: config.json has one width for all of them. */
export function pruneNetwork(
  model: ModelFiles,
  weights: WeightValues,
  importance: Importance,
  sparsity: Sparsity,
): PrunedNetwork {
  const { layers, heads, inner, width } = model.architecture.sizes;
  const keptHeads = Math.max(1, Math.round(heads * (1 - sparsity.heads)));
  const keptUnits = Math.max(1, Math.round((inner * (1 - sparsity.feedForward)) / UNITS_STEP)) * UNITS_STEP;
  const units = Math.min(inner, keptUnits);
  const headWidth = width / heads;
  const pruned: WeightValues = { ...weights };
  const prunedHeads: Record<string, number[]> = {};
  for (let layer = 0; layer < layers; layer++) {
    const names = model.architecture.layerNames!(layer);
    const stay = mostImportant(importance.heads[layer]!, keptHeads);
    prunedHeads[layer] = Array.from({ length: heads }, (_, head) => head).filter((head) => !stay.includes(head));
    const places = stay.flatMap((head) => Array.from({ length: headWidth }, (_, i) => head * headWidth + i));
    for (const name of [names.query, names.key, names.value]) keepOutputs(pruned, name, places, width);
    keepInputs(pruned, names.attentionOutput, places, width);
    const kept = mostImportant(importance.units[layer]!, units);
    keepOutputs(pruned, names.inner, kept, width);
    keepInputs(pruned, names.output, kept, inner);
  }
  const config: Record<string, unknown> = { ...model.config };
  if (keptHeads < heads) config.pruned_heads = prunedHeads;
  for (const key of INNER_KEYS) if (key in config) config[key] = units;
  return { model: { ...model, config, architecture: architectureFor(config) }, weights: pruned };
}

/** Places of the largest numbers, in their order. */
function mostImportant(importance: readonly number[], count: number): number[] {
  const order = importance.map((_, i) => i).sort((a, b) => importance[b]! - importance[a]! || a - b);
  return order.slice(0, count).sort((a, b) => a - b);
}

/** Rows of a matrix [out, in], and what is added to them. */
function keepOutputs(weights: WeightValues, name: string, rows: readonly number[], columns: number): void {
  const matrix = weights[`${name}.weight`]!;
  const kept = new Float32Array(rows.length * columns);
  rows.forEach((row, i) => {
    kept.set(matrix.subarray(row * columns, (row + 1) * columns), i * columns);
  });
  weights[`${name}.weight`] = kept;
  const bias = weights[`${name}.bias`]!;
  weights[`${name}.bias`] = Float32Array.from(rows, (row) => bias[row]!);
}

/** Columns of a matrix [out, in]. */
function keepInputs(weights: WeightValues, name: string, columns: readonly number[], width: number): void {
  const matrix = weights[`${name}.weight`]!;
  const rows = matrix.length / width;
  const kept = new Float32Array(rows * columns.length);
  for (let row = 0; row < rows; row++) {
    columns.forEach((column, i) => {
      kept[row * columns.length + i] = matrix[row * width + column]!;
    });
  }
  weights[`${name}.weight`] = kept;
}
