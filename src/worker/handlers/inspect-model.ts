/** Looks at a model folder from outside as fine-tuning will: config, weights, tokenizer, calibration. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Architecture } from '../../ml/architectures/architecture.js';
import { architectureFor } from '../../ml/architectures/registry.js';
import { ArtifactError } from '../../ml/artifact/artifact-error.js';
import { checkTensors } from '../../ml/artifact/check-tensors.js';
import { type Head, headOfConfig } from '../../ml/artifact/head-of-config.js';
import { readJsonFile } from '../../ml/artifact/json-file.js';
import type { Manifest } from '../../ml/artifact/manifest.js';
import { listModelFiles } from '../../ml/artifact/model-folder.js';
import { openWeights } from '../../ml/artifact/open-weights.js';
import { elementCount, type TensorSpec } from '../../ml/artifact/tensor.js';
import { readTextFile } from '../../ml/artifact/text-file.js';
import { Calibration } from '../../ml/calibration/calibration.js';
import { calibrationProblem } from '../../ml/calibration/check-calibration.js';
import { BioTags } from '../../ml/spans/bio-tags.js';
import { taskTypeOf } from '../../ml/task-types/registry.js';
import { Tokenizer } from '../../ml/tokenizers/tokenizer.js';

const REQUIRED = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];
const CALIBRATION_FILE = 'calibration.json';
const MAX_CONFIG_BYTES = 1024 * 1024;
/** Curves and scores have thousands of points. */
const MAX_CALIBRATION_BYTES = 64 * 1024 * 1024;
const MAX_TOKENIZER_BYTES = 64 * 1024 * 1024;
const Config = z.looseObject({ vocab_size: z.int().positive(), architectures: z.array(z.string()).optional() });

export interface InspectedModel extends Pick<Manifest, 'architecture' | 'sizes' | 'parameters' | 'task' | 'labels'> {
  /** The class it was saved from, such as `BertForTokenClassification`; null where it says none. */
  readonly head: string | null;
}

/** @throws InputError for whatever keeps the folder from being used. */
export async function inspectModel(folder: string): Promise<InspectedModel> {
  const { expected, ...about } = await inspectFiles(folder);
  await checkWeights(folder, expected);
  return about;
}

/** The same before its weights are there. `expected` are the tensors that they must have. */
export async function inspectFiles(folder: string): Promise<InspectedModel & { expected: readonly TensorSpec[] }> {
  const files = await listModelFiles(folder);
  requireFiles(files);
  const config = await readJsonFile(join(folder, 'config.json'), Config, MAX_CONFIG_BYTES, 'config-invalid');
  const architecture = architectureFor(config);
  const found = headOfConfig(config);
  const head = found && isKnown(architecture, found) ? found : null;
  const expected = expectedTensors(architecture, head);
  await checkTokenizer(folder, config.vocab_size);
  if (files.includes(CALIBRATION_FILE)) {
    await checkCalibration(folder, head);
  }
  return {
    architecture: architecture.modelType,
    sizes: architecture.sizes,
    parameters: expected.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    task: head?.task ?? null,
    labels: head && labelsOf(head),
    head: found ? (config.architectures?.[0] ?? null) : null,
    expected,
  };
}

function requireFiles(files: readonly string[]): void {
  const missing = REQUIRED.filter((name) => !files.includes(name));
  if (missing.length === 0) return;
  const top = files.filter((path) => !path.includes('/')).slice(0, 10);
  throw new ArtifactError(
    'file-missing',
    `Expected a folder as Hugging Face lays it out, with ${REQUIRED.join(', ')} and model.safetensors; missing: ` +
      `${missing.join(', ')}; found: ${top.join(', ') || 'nothing that can be read'}. ` +
      'Both `model.save_pretrained(folder)` and `tokenizer.save_pretrained(folder)`, with a fast tokenizer, are needed.',
  );
}

function expectedTensors(architecture: Architecture, head: Head | null): TensorSpec[] {
  if (!head) return architecture.weights;
  return [...architecture.weights, ...architecture.head(head.name).weights({ labels: head.labels.length })];
}

/** A head that can be used: other ones are left out, and the model is one to start from. */
function isKnown(architecture: Architecture, { name, task, labels }: Head): boolean {
  return architecture.hasHead(name) && (task !== 'token-classification' || BioTags.fits(labels));
}

function labelsOf({ task, labels }: Head): string[] | null {
  const known = taskTypeOf(task).labelsOf(labels);
  return known.length ? [...known] : null;
}

async function checkWeights(folder: string, expected: readonly TensorSpec[]): Promise<void> {
  const weights = await openWeights(folder, expected);
  try {
    await checkTensors(expected, weights);
  } finally {
    await weights.close();
  }
}

async function checkTokenizer(folder: string, vocabulary: number): Promise<void> {
  const read = (name: string) => readTextFile(join(folder, name), MAX_TOKENIZER_BYTES);
  const tokenizer = Tokenizer.fromFiles(await read('tokenizer.json'), await read('tokenizer_config.json'));
  if (tokenizer.vocabSize > vocabulary) {
    throw new ArtifactError(
      'config-invalid',
      `tokenizer.json knows ${tokenizer.vocabSize} tokens, but the model's vocab_size is ${vocabulary}: they belong to different models.`,
    );
  }
}

async function checkCalibration(folder: string, head: Head | null): Promise<void> {
  const path = join(folder, CALIBRATION_FILE);
  const calibration = await readJsonFile(path, Calibration, MAX_CALIBRATION_BYTES, 'config-invalid');
  const problem = head && calibrationProblem(calibration, head.task, head.labels.length);
  if (problem)
    throw new ArtifactError('config-invalid', `${CALIBRATION_FILE}: ${problem}. Leave the file out, or mend it.`);
}
