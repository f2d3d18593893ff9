/** Writes pretrained parameters as Hugging Face lays a model out, in half precision. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSafetensors } from '../../ml/artifact/safetensors-writer.js';
import { WEIGHTS_FILE } from '../../ml/artifact/sharded-checkpoint.js';
import type { ParameterStore } from '../../ml/engine/parameter-store.js';
import { MINI_EN } from './mini-en.js';

export async function exportBaseModel(folder: string, store: ParameterStore): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(MINI_EN, null, 2)}\n`);
  const tensors = store.weights.map(({ name, shape }) => {
    return { name, shape, dtype: 'F16' as const, data: store.view('parameter', name) };
  });
  await writeSafetensors(join(folder, WEIGHTS_FILE), tensors);
}
