/** Reads a model folder into memory: what training starts from and what inference runs. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Architecture, WeightSpec } from '../architectures/architecture.js';
import { architectureFor } from '../architectures/registry.js';
import { Calibration } from '../calibration/calibration.js';
import { DATASET_TASKS, type DatasetTask } from '../data/example.js';
import type { Precision, WeightValues } from '../engine/engine.js';
import { Tokenizer } from '../tokenizers/tokenizer.js';
import { checkTensors } from './check-tensors.js';
import { type Head, headOfConfig } from './head-of-config.js';
import { precisionOf } from './int8-checkpoint.js';
import { MANIFEST_FILE } from './manifest.js';
import { openWeights } from './open-weights.js';
import type { TensorSpec } from './tensor.js';

export const CALIBRATION_FILE = 'calibration.json';

export interface ModelFiles {
  folder: string;
  config: Record<string, unknown>;
  architecture: Architecture;
  tokenizer: Tokenizer;
  /** What its head is for; null without a head that is known. */
  task: DatasetTask | null;
  /** Names of the numbers that its head gives; null where it has no such head. */
  headLabels: string[] | null;
  calibration: Calibration | null;
  /** In what it is served. */
  precision: Precision;
}

/** Everything but the weights. */
export async function openModelFiles(folder: string): Promise<ModelFiles> {
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const config: Record<string, unknown> = JSON.parse(await read('config.json'));
  const head = headOfConfig(config);
  return {
    folder,
    config,
    architecture: architectureFor(config),
    tokenizer: Tokenizer.fromFiles(await read('tokenizer.json'), await read('tokenizer_config.json')),
    task: await taskIn(folder, head),
    headLabels: head?.labels ?? null,
    precision: precisionOf(config),
    calibration: await openCalibration(folder),
  };
}

/** Null where there is none. */
export async function openCalibration(folder: string): Promise<Calibration | null> {
  const path = join(folder, CALIBRATION_FILE);
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  return isThere ? Calibration.parse(JSON.parse(await readFile(path, 'utf8'))) : null;
}

/** As its manifest says where it has one: language models for different tasks have the same configuration. */
async function taskIn(folder: string, head: Head | null): Promise<DatasetTask | null> {
  const manifest = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => null);
  if (manifest === null) return head?.task ?? null;
  return z.object({ task: z.enum(DATASET_TASKS).nullable() }).parse(JSON.parse(manifest)).task;
}

/**
 * Reads weights one at a time into the arrays that `place` gives for them.
 * @throws ArtifactError when one is missing, has another shape, or is not finite.
 */
export async function readWeights(
  folder: string,
  specs: readonly TensorSpec[],
  place: (name: string) => Float32Array,
): Promise<void> {
  const checkpoint = await openWeights(folder, specs);
  try {
    await checkTensors(specs, checkpoint);
    for (const { name } of specs) place(name).set((await checkpoint.read(name)).data);
  } finally {
    await checkpoint.close();
  }
}

/** Reads weights into arrays of their own. */
export async function loadWeights(folder: string, specs: readonly TensorSpec[]): Promise<WeightValues> {
  const values: WeightValues = {};
  await readWeights(folder, specs, (name) => {
    const { shape } = specs.find((spec) => spec.name === name)!;
    values[name] = new Float32Array(shape.reduce((count, size) => count * size, 1));
    return values[name];
  });
  return values;
}

/** The weights of a list that a folder has, by name and shape: what a new head can take over from it. */
export async function weightsPresent(folder: string, specs: readonly WeightSpec[]): Promise<WeightSpec[]> {
  const checkpoint = await openWeights(folder, specs);
  await checkpoint.close();
  return specs.filter(({ name, shape }) => {
    const found = checkpoint.tensors.get(name)?.shape;
    return found?.length === shape.length && found.every((size, axis) => size === shape[axis]);
  });
}
