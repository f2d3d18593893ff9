/**
 * The parity harness: an architecture against what Hugging Face transformers computed with the same tiny checkpoint
 * (`tests/reference/<architecture>.py`). One call a task covers logits, loss and gradients on both engines.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Architecture } from '../../../src/ml/architectures/architecture.js';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { readSafetensors } from '../../../src/ml/artifact/safetensors-reader.js';
import { EagerEngine } from '../../../src/ml/engine/eager/eager-engine.js';
import type { Engine, Feeds } from '../../../src/ml/engine/engine.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { scratchFloats } from '../../../src/ml/engine/scratch-size.js';
import { causalLanguageModelTask, causalTargets } from '../../../src/ml/tasks/causal-language-model.js';
import { classificationTargets, classificationTask } from '../../../src/ml/tasks/classification.js';
import { maskedLanguageModelTask } from '../../../src/ml/tasks/masked-language-model.js';
import type { Task } from '../../../src/ml/tasks/task.js';
import { tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import { TEST_ENGINE } from '../../support/test-engine.js';
import { engine, relativeError } from './eager-and-compiled.js';

export const ENGINES: [string, Engine][] = TEST_ENGINE
  ? [[TEST_ENGINE, engine]]
  : [
      ['compiled', engine],
      ['eager', new EagerEngine('cpu', 'cpu')],
    ];

const LOGITS = 1e-4;
const LOSS = 1e-5;
const GRADIENTS = 1e-3;

export interface Expected {
  logits: number[][];
  loss: number;
  labels: number[];
  positions?: number[];
}

const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
const reference = (...path: string[]) => join('tests/reference', ...path);

/** Sequences without padding, and the length that they are padded to. */
export interface ReferenceBatch {
  sequences: { inputIds: number[]; tokenTypeIds: number[] }[];
  length: number;
}

export interface ParityCase {
  architecture: string;
  /** Folder of the reference checkpoint below the architecture's. */
  checkpoint: string;
  task(architecture: Architecture): Task;
  /** Feeds beside the tokens'. */
  targets(expected: Expected, places: number, batch: ReferenceBatch): Feeds;
  /** Rows of the logits that the reference has; all by default. */
  rows?(batch: ReferenceBatch): number[];
}

/** The cases of `parity.py`'s functions of the same names. */
export const classificationCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'classification',
  task: (network) => classificationTask(network, { labels: 3 }),
  targets: ({ labels }) => classificationTargets(labels),
});

export const maskedLanguageModelCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'masked-language-model',
  task: maskedLanguageModelTask,
  targets: maskedTargets,
});

export const causalLanguageModelCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'causal-language-model',
  task: causalLanguageModelTask,
  targets: (_expected, _places, { sequences, length }) => causalTargets(sequences, length),
  rows: ({ sequences, length }) => sequences.flatMap(({ inputIds }, row) => inputIds.map((_, i) => row * length + i)),
});

function maskedTargets({ positions, labels }: Expected, places: number): Feeds {
  const count = positions!.length;
  const inverse = Int32Array.from({ length: places }, (_, place) => {
    const i = positions!.indexOf(place);
    return i < 0 ? count : i;
  });
  return {
    positions: { data: Int32Array.from(positions!), shape: [count] },
    inverse: { data: inverse, shape: [places] },
    labels: { data: Int32Array.from(labels), shape: [count] },
    label_weights: { data: new Float32Array(count).fill(1 / count), shape: [count] },
  };
}

/** A reference checkpoint loaded into a store, with its batch. */
export async function loadReference({ architecture, checkpoint, task, targets }: ParityCase) {
  const folder = (file: string) => reference(architecture, checkpoint, file);
  const network = task(architectureFor(await readJson(folder('config.json'))));
  const expected: Expected = await readJson(folder('expected.json'));
  const { inputIds, attentionMask, tokenTypeIds } = await readJson(reference(architecture, 'inputs.json'));
  const sequences: ReferenceBatch['sequences'] = inputIds.map((ids: number[], row: number) => {
    const length = attentionMask[row].filter(Boolean).length;
    return { inputIds: ids.slice(0, length), tokenTypeIds: tokenTypeIds[row].slice(0, length) };
  });
  const length = inputIds[0].length;
  const batch = { sequences, length };
  const feeds = { ...tokenFeeds(sequences, length, 0), ...targets(expected, inputIds.length * length, batch) };
  const program = { ...network.training, trainable: network.weights, frozen: [] };
  const sizes = { batch: sequences.length, seq: length, predictions: expected.labels.length };
  const store = new ParameterStore(network.weights, { scratchFloats: await scratchFloats(program, [sizes]) });
  const weights = new Map((await readSafetensors(folder('model.safetensors'))).map((w) => [w.name, w]));
  for (const { name } of network.weights) store.view('parameter', name).set(weights.get(name)!.data);
  const gradients = new Map((await readSafetensors(folder('gradients.safetensors'))).map((g) => [g.name, g]));
  return { network, expected, batch, feeds, program, store, weights, gradients };
}

export function describeParity(name: string, parity: ParityCase): void {
  describe.each(ENGINES)(`${name} (%s)`, (_, engine) => {
    it('gives the logits of transformers', async () => {
      const { network, expected, batch, feeds, store } = await loadReference(parity);
      const values = Object.fromEntries(network.weights.map((w) => [w.name, store.view('parameter', w.name)]));
      const runner = await engine.function({ ...network.inference, weights: network.weights }, values);
      const { logits } = await runner.run(feeds);
      await runner.dispose();
      const width = logits!.shape.at(-1)!;
      const row = (i: number) => [...logits!.data.subarray(i * width, (i + 1) * width)];
      const found = parity.rows?.(batch).flatMap(row) ?? logits!.data;
      expect(relativeError(found, expected.logits.flat())).toBeLessThan(LOGITS);
    });

    it('gives its loss and gradients', async () => {
      const { network, expected, feeds, program, store, gradients } = await loadReference(parity);
      const runner = await engine.gradients(program, store, {});
      const loss = await runner.run(feeds, { seed: 1, step: 0 });
      await runner.dispose();
      expect(Math.abs(loss - expected.loss)).toBeLessThan(LOSS);
      for (const weight of network.weights) {
        const want = gradients.get(weight.name)!.data;
        const scale = Math.max(1e-3, ...want.map(Math.abs));
        const found = store.view('gradient', weight.name).map((g) => g / scale);
        const error = relativeError(
          found,
          want.map((g) => g / scale),
        );
        expect({ weight: weight.name, fits: error < GRADIENTS }).toEqual({ weight: weight.name, fits: true });
      }
    });
  });

  it(`${name}: has the weights of the checkpoint, no more and no fewer`, async () => {
    const { network, weights } = await loadReference(parity);
    expect(network.weights.map((w) => w.name).sort()).toEqual([...weights.keys()].sort());
  });
}
