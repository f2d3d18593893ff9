/** Writes a fine-tuned classifier as a model folder. */
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Calibration } from '../calibration/calibration.js';
import type { WeightValues } from '../engine/engine.js';
import type { Task } from '../tasks/task.js';
import { exportOnnx, ONNX_FILE } from './export-onnx.js';
import { CALIBRATION_FILE, type ModelFiles } from './load-model.js';
import { CARD_FILE, type ModelCard, renderModelCard } from './model-card.js';
import { writeSafetensors } from './safetensors-writer.js';
import { WEIGHTS_FILE } from './sharded-checkpoint.js';

/** Files of the base model that the tokenizer consists of, besides its configuration. */
const TOKENIZER_FILES = new Set([
  'tokenizer.json',
  'vocab.txt',
  'vocab.json',
  'merges.txt',
  'special_tokens_map.json',
  'added_tokens.json',
]);

export interface FineTunedClassifier {
  base: ModelFiles;
  task: Task;
  weights: WeightValues;
  labels: readonly string[];
  /** Tokens of a text that it was trained on; longer texts are cut by its tokenizer. */
  maxLength: number;
  calibration: Calibration;
  card: ModelCard;
}

/** Writes everything but the manifest, which `ModelFolder.seal` adds. */
export async function writeClassifier(folder: string, model: FineTunedClassifier): Promise<void> {
  const { base, task, weights, maxLength, calibration, card } = model;
  await mkdir(folder, { recursive: true });
  const writeJson = (name: string, value: unknown) =>
    writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  await writeJson('config.json', classifierConfig(model));
  const tokenizerConfig = JSON.parse(await readFile(join(base.folder, 'tokenizer_config.json'), 'utf8'));
  // Transformers pads no batch without this; the tokenizer's own choice where there is none.
  const padToken = tokenizerConfig.pad_token ?? tokenizerConfig.eos_token;
  await writeJson('tokenizer_config.json', { ...tokenizerConfig, pad_token: padToken, model_max_length: maxLength });
  for (const name of await readdir(base.folder)) {
    if (TOKENIZER_FILES.has(name)) await copyFile(join(base.folder, name), join(folder, name));
  }
  await writeSafetensors(
    join(folder, WEIGHTS_FILE),
    task.weights.map(({ name, shape }) => ({ name, shape, dtype: 'F32' as const, data: weights[name]! })),
  );
  await writeJson(CALIBRATION_FILE, calibration);
  await exportOnnx(join(folder, ONNX_FILE), task, weights, {
    vocabSize: base.tokenizer.vocabSize,
    padId: base.tokenizer.padId,
  });
  await writeFile(join(folder, CARD_FILE), renderModelCard(card));
}

function classifierConfig({ base, labels }: FineTunedClassifier) {
  const { dtype: _, torch_dtype: __, transformers_version: ___, ...config } = base.config;
  const head = base.architecture.head('classification');
  return {
    ...config,
    // Transformers finds the last token of a decoder's input by it.
    ...(head.positions === 'last' && { pad_token_id: config.pad_token_id ?? base.tokenizer.padId }),
    architectures: [head.className],
    problem_type: 'single_label_classification',
    id2label: Object.fromEntries(labels.map((label, i) => [i, label])),
    label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
  };
}
