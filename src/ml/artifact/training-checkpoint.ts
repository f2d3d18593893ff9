/**
 * A training checkpoint: a folder with the parameters and moments of every trained weight, the best parameters so far,
 * and the state of the loop. What else training depends on (data order, dropout) is a function of seed and step.
 */
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ParameterStore, StateKind } from '../engine/parameter-store.js';
import type { BestParameters, TrainingState } from '../training/train.js';
import { ArtifactError } from './artifact-error.js';
import { writeAtomically } from './atomic-file.js';
import { SafetensorsFile } from './safetensors-reader.js';
import { writeSafetensors } from './safetensors-writer.js';

const STATE_FILE = 'state.json';
const BEST_FILE = 'best.safetensors';
const FILES: Partial<Record<StateKind, string>> = {
  parameter: 'parameters.safetensors',
  firstMoment: 'first-moments.safetensors',
  secondMoment: 'second-moments.safetensors',
};

const State = z.strictObject({
  format: z.literal('temper-checkpoint/1'),
  step: z.int().nonnegative(),
  evaluatedAt: z.int().nonnegative(),
  best: z.strictObject({ step: z.int(), value: z.number() }).nullable(),
  stale: z.int().nonnegative(),
});

/** Writes the whole state of training; whoever looks at `folder` sees a whole checkpoint or none. */
export async function writeCheckpoint(
  folder: string,
  store: ParameterStore,
  state: TrainingState,
  best?: BestParametersFile,
): Promise<void> {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for (const [kind, file] of Object.entries(FILES)) await writeState(join(partial, file), store, kind as StateKind);
  if (state.best && best) await copyFile(best.path, join(partial, BEST_FILE));
  const text = JSON.stringify({ format: 'temper-checkpoint/1', ...state });
  await writeAtomically(join(partial, STATE_FILE), (handle) => handle.writeFile(text));
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

/** Loads a checkpoint into the store; returns the state of the loop. */
export async function readCheckpoint(
  folder: string,
  store: ParameterStore,
  best?: BestParametersFile,
): Promise<TrainingState> {
  const { format: _, ...state } = State.parse(JSON.parse(await readFile(join(folder, STATE_FILE), 'utf8')));
  for (const [kind, file] of Object.entries(FILES)) await readState(join(folder, file), store, kind as StateKind);
  if (state.best && best) await copyFile(join(folder, BEST_FILE), best.path);
  return state;
}

/** The best parameters of a run, in a file of its scratch folder. */
export class BestParametersFile implements BestParameters {
  readonly path: string;
  constructor(
    folder: string,
    private readonly store: ParameterStore,
  ) {
    this.path = join(folder, BEST_FILE);
  }

  keep(): Promise<void> {
    return writeState(this.path, this.store, 'parameter');
  }

  restore(): Promise<void> {
    return readState(this.path, this.store, 'parameter');
  }
}

function writeState(path: string, store: ParameterStore, kind: StateKind): Promise<void> {
  const tensors = store.weights.map(({ name, shape }) => {
    return { name, shape, dtype: 'F32' as const, data: store.view(kind, name) };
  });
  return writeSafetensors(path, tensors);
}

async function readState(path: string, store: ParameterStore, kind: StateKind): Promise<void> {
  const file = await SafetensorsFile.open(path);
  try {
    for (const { name } of store.weights) {
      const target = store.view(kind, name);
      const { data } = await file.read(name);
      if (data.length !== target.length) {
        throw new ArtifactError(
          'tensors-invalid',
          `The checkpoint's "${name}" has ${data.length} numbers, the model's ${target.length}: it is of another model.`,
        );
      }
      target.set(data);
    }
  } finally {
    await file.close();
  }
}
