/**
 * The parity harness: an architecture against what Hugging Face transformers computed with the same tiny checkpoint
 * (`tests/reference/<architecture>.py`). One call a task covers logits, loss and gradients on both engines.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureFor } from '../../../src/ml/architectures/registry.js';
import { readSafetensors } from '../../../src/ml/artifact/safetensors-reader.js';
import { EagerEngine } from '../../../src/ml/engine/eager/eager-engine.js';
import type { Engine, Feeds } from '../../../src/ml/engine/engine.js';
import { ParameterStore } from '../../../src/ml/engine/parameter-store.js';
import { scratchFloats } from '../../../src/ml/engine/scratch-size.js';
import { type Objective, taskOf } from '../../../src/ml/tasks/objective.js';
import {
  multiLabel,
  multiLabelTargets,
  regression,
  regressionTargets,
  singleLabel,
  singleLabelTargets,
} from '../../../src/ml/tasks/text-objectives.js';
import { packedFeeds, tokenFeeds } from '../../../src/ml/tasks/token-batch.js';
import {
  type ChosenToken,
  causalLanguageModel,
  chosenTokenFeeds,
  maskedLanguageModel,
  tokenLabels,
} from '../../../src/ml/tasks/token-objectives.js';
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
  /** Of rows, of rows and labels, or of rows and tokens: −1 where none is learned. */
  labels: number[] | number[][];
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
  objective: Objective;
  /** Feeds beside the tokens'. */
  targets(expected: Expected, batch: ReferenceBatch): Feeds;
  /** Rows of the logits that the reference has; all by default. */
  rows?(batch: ReferenceBatch, expected: Expected): number[];
}

/** The cases of `parity.py`'s functions of the same names. */
export const classificationCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'classification',
  objective: singleLabel(3),
  targets: ({ labels }) => singleLabelTargets(labels as number[]),
});

export const multiLabelCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'multi-label',
  objective: multiLabel(3),
  targets: ({ labels }) =>
    multiLabelTargets(
      (labels as number[][]).map((row) => row.flatMap((applies, label) => (applies ? [label] : []))),
      3,
    ),
});

export const regressionCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'regression',
  objective: regression,
  targets: ({ labels }) => regressionTargets(labels as number[]),
});

export const tokenClassificationCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'token-classification',
  objective: tokenLabels(5),
  targets: ({ labels }) => {
    const flat = (labels as number[][]).flat();
    const shape = [flat.length];
    const share = 1 / flat.filter((label) => label >= 0).length;
    return {
      labels: { data: Int32Array.from(flat, (label) => Math.max(0, label)), shape },
      label_weights: { data: Float32Array.from(flat, (label) => (label >= 0 ? share : 0)), shape },
    };
  },
  rows: rowsOfTokens,
});

export const maskedLanguageModelCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'masked-language-model',
  objective: maskedLanguageModel,
  targets: ({ positions, labels }, { sequences, length }) => {
    const share = 1 / positions!.length;
    const chosen = sequences.map((_, row) =>
      positions!.flatMap((position, i): ChosenToken[] =>
        Math.floor(position / length) === row
          ? [{ place: position % length, label: (labels as number[])[i]!, share }]
          : [],
      ),
    );
    return chosenTokenFeeds(chosen, length);
  },
  rows: (_batch, { positions }) => positions!,
});

export const causalLanguageModelCase = (architecture: string): ParityCase => ({
  architecture,
  checkpoint: 'causal-language-model',
  objective: causalLanguageModel,
  targets: (_expected, { sequences, length }) => {
    const share = 1 / sequences.reduce((sum, { inputIds }) => sum + inputIds.length - 1, 0);
    const chosen = sequences.map(({ inputIds }) =>
      inputIds.slice(1).map((label, place): ChosenToken => ({ place, label, share })),
    );
    return chosenTokenFeeds(chosen, length);
  },
  rows: rowsOfTokens,
});

/** Places of tokens, without those of padding. */
function rowsOfTokens({ sequences, length }: ReferenceBatch): number[] {
  return sequences.flatMap(({ inputIds }, row) => inputIds.map((_, i) => row * length + i));
}

/** A reference checkpoint loaded into a store, with its batch. */
export async function loadReference({ architecture, checkpoint, objective, targets }: ParityCase) {
  const folder = (file: string) => reference(architecture, checkpoint, file);
  const network = taskOf(architectureFor(await readJson(folder('config.json'))), objective);
  const expected: Expected = await readJson(folder('expected.json'));
  const { inputIds, attentionMask, tokenTypeIds } = await readJson(reference(architecture, 'inputs.json'));
  const sequences: ReferenceBatch['sequences'] = inputIds.map((ids: number[], row: number) => {
    const length = attentionMask[row].filter(Boolean).length;
    return { inputIds: ids.slice(0, length), tokenTypeIds: tokenTypeIds[row].slice(0, length) };
  });
  const length = inputIds[0].length;
  const batch = { sequences, length };
  const feeds = { ...packedFeeds(tokenFeeds(sequences, length, 0)), ...targets(expected, batch) };
  const program = { ...network.training, trainable: network.weights, frozen: [] };
  const sizes = {
    batch: sequences.length,
    seq: length,
    tokens: sequences.length * length,
    predictions: sequences.length * length,
  };
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
      const found = parity.rows?.(batch, expected).flatMap(row) ?? logits!.data;
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
