/** Writes pretrained parameters as Hugging Face lays a model out, in half precision. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { architectureFor } from '../../ml/architectures/registry.js';
import { CARD_FILE } from '../../ml/artifact/model-card.js';
import { ModelFolder } from '../../ml/artifact/model-folder.js';
import { writeSafetensors } from '../../ml/artifact/safetensors-writer.js';
import { WEIGHTS_FILE } from '../../ml/artifact/sharded-checkpoint.js';
import type { ParameterStore } from '../../ml/engine/parameter-store.js';
import { VERSION } from '../../platform/config/version.js';
import { baseModelCard, type LogEntry } from './base-model-card.js';
import { MINI_EN, PRETRAINING } from './mini-en.js';

/** The tokenizer must be in the folder already. */
export async function exportBaseModel(
  folder: string,
  store: ParameterStore,
  run: { steps: number; log: readonly LogEntry[] },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const card = baseModelCard({ config: MINI_EN, parameters: store.size, ...run });
  await writeFile(join(folder, CARD_FILE), card);
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(MINI_EN, null, 2)}\n`);
  const tensors = store.weights.map(({ name, shape }) => {
    return { name, shape, dtype: 'F16' as const, data: store.view('parameter', name) };
  });
  await writeSafetensors(join(folder, WEIGHTS_FILE), tensors);
  await sealBaseModel(folder, store.size);
}

/** Last of all: what is changed later has to be sealed again. */
async function sealBaseModel(folder: string, parameters: number): Promise<void> {
  await ModelFolder.seal(folder, {
    name: 'mini-en',
    kind: 'base',
    architecture: MINI_EN.model_type,
    sizes: architectureFor(MINI_EN).sizes,
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
