/** Writes pretrained parameters as Hugging Face lays a model out, in half precision. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelFolder } from '../../ml/artifact/model-folder.js';
import { writeSafetensors } from '../../ml/artifact/safetensors-writer.js';
import { WEIGHTS_FILE } from '../../ml/artifact/sharded-checkpoint.js';
import type { ParameterStore } from '../../ml/engine/parameter-store.js';
import { VERSION } from '../../platform/config/version.js';
import { MINI_EN, PRETRAINING } from './mini-en.js';

export async function exportBaseModel(folder: string, store: ParameterStore): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(MINI_EN, null, 2)}\n`);
  const tensors = store.weights.map(({ name, shape }) => {
    return { name, shape, dtype: 'F16' as const, data: store.view('parameter', name) };
  });
  await writeSafetensors(join(folder, WEIGHTS_FILE), tensors);
  await sealBaseModel(folder, store.size);
}

/** Last of all: the card and the tokenizer must be in the folder already. What is changed later has to be sealed again. */
async function sealBaseModel(folder: string, parameters: number): Promise<void> {
  await ModelFolder.seal(folder, {
    name: 'mini-en',
    kind: 'base',
    architecture: MINI_EN.model_type,
    parameters,
    task: null,
    labels: null,
    lineage: {
      baseModel: null,
      dataset: null,
      job: null,
      seed: PRETRAINING.seed,
      source: 'npm run pretrain',
      codeVersion: VERSION,
    },
  });
}
