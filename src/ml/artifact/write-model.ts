/** Writes a fine-tuned model as a model folder. */
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadName } from '../architectures/architecture.js';
import type { Calibration } from '../calibration/calibration.js';
import type { DatasetTask } from '../data/example.js';
import type { Precision, WeightValues } from '../engine/engine.js';
import { PLAIN_CHAT_TEMPLATE } from '../task-types/chat-template.js';
import type { TaskType } from '../task-types/task-type.js';
import type { Task } from '../tasks/task.js';
import { EVALUATION_FILE, type KeptEvaluation } from './evaluation-file.js';
import { exportOnnx, ONNX_FILE } from './export-onnx.js';
import { INT8_CONFIG, INT8_WEIGHTS_FILE, writeInt8Weights } from './int8-checkpoint.js';
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

/** A model that nothing is known of yet but what it computes. */
export interface UnjudgedModel {
  base: ModelFiles;
  type: TaskType;
  head: HeadName;
  /** Names of the head's numbers; empty where they are word pieces. */
  headLabels: readonly string[];
  task: Task;
  weights: WeightValues;
  /** Tokens of a text that it was trained on; longer texts are cut by its tokenizer. */
  maxLength: number;
  /** In what its weights are kept and its products computed; `float32` by default. */
  precision?: Precision;
}

export interface ModelVerdict {
  calibration: Calibration;
  /** Null where there was nothing to measure it on. */
  evaluation: KeptEvaluation | null;
  card: ModelCard;
}

export interface FineTunedModel extends UnjudgedModel, ModelVerdict {}

/** Writes everything but the manifest, which `ModelFolder.seal` adds. */
export async function writeModelFolder(folder: string, model: FineTunedModel): Promise<void> {
  await writeNetwork(folder, model);
  await writeVerdict(folder, model);
}

/** What was found out about a model. */
export async function writeVerdict(folder: string, { calibration, evaluation, card }: ModelVerdict): Promise<void> {
  const writeJson = (name: string, value: unknown) =>
    writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  await writeJson(CALIBRATION_FILE, calibration);
  if (evaluation) await writeJson(EVALUATION_FILE, evaluation);
  await writeFile(join(folder, CARD_FILE), renderModelCard(card));
}

/** What a model needs to be run. */
export async function writeNetwork(folder: string, model: UnjudgedModel): Promise<void> {
  const { base, type, task, weights, maxLength, precision = 'float32' } = model;
  await mkdir(folder, { recursive: true });
  const writeJson = (name: string, value: unknown) =>
    writeFile(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  await writeJson('config.json', configOf(model));
  const tokenizerConfig = JSON.parse(await readFile(join(base.folder, 'tokenizer_config.json'), 'utf8'));
  await writeJson('tokenizer_config.json', {
    ...tokenizerConfig,
    // Transformers pads no batch without this; the tokenizer's own choice where there is none.
    pad_token: tokenizerConfig.pad_token ?? tokenizerConfig.eos_token,
    model_max_length: maxLength,
    // What it was trained with has to be what it is used with.
    ...(type.name === 'chat' && !base.tokenizer.chat.template && { chat_template: PLAIN_CHAT_TEMPLATE }),
  });
  for (const name of await readdir(base.folder)) {
    if (TOKENIZER_FILES.has(name)) await copyFile(join(base.folder, name), join(folder, name));
  }
  if (precision === 'int8') await writeInt8Weights(join(folder, INT8_WEIGHTS_FILE), task.weights, weights);
  else {
    await writeSafetensors(
      join(folder, WEIGHTS_FILE),
      task.weights.map(({ name, shape }) => ({ name, shape, dtype: 'F32' as const, data: weights[name]! })),
    );
  }
  await exportOnnx(join(folder, ONNX_FILE), task, weights, {
    vocabSize: base.tokenizer.vocabSize,
    padId: base.tokenizer.padId,
    precision,
  });
}

/** How Hugging Face's sequence classifiers tell what they were trained to be. */
const PROBLEM_TYPES: Partial<Record<DatasetTask, string>> = {
  'text-classification': 'single_label_classification',
  'multi-label-classification': 'multi_label_classification',
  'text-regression': 'regression',
};

function configOf({ base, type, head, headLabels, precision }: UnjudgedModel) {
  const { dtype: _, torch_dtype: __, transformers_version: ___, ...rest } = base.config;
  const { problem_type: ____, id2label: _____, label2id: ______, quantization_config: _______, ...config } = rest;
  const problem = PROBLEM_TYPES[type.name];
  const { className, positions } = base.architecture.head(head);
  return {
    ...config,
    // Transformers finds the last token of a decoder's input by it.
    ...(positions === 'last' && { pad_token_id: config.pad_token_id ?? base.tokenizer.padId }),
    architectures: [className],
    ...(precision === 'int8' && INT8_CONFIG),
    ...(problem && { problem_type: problem }),
    ...(headLabels.length && {
      id2label: Object.fromEntries(headLabels.map((label, i) => [i, label])),
      label2id: Object.fromEntries(headLabels.map((label, i) => [label, i])),
    }),
  };
}
