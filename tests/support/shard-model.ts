import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSafetensors } from '../../src/ml/artifact/safetensors-reader.js';
import { type WritableTensor, writeSafetensors } from '../../src/ml/artifact/safetensors-writer.js';
import { type ModelFiles, without } from './tiny-model.js';

/** The same model with its weights in two files and an index, as transformers splits large ones. */
export async function shardModel(files: ModelFiles): Promise<ModelFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'shards-'));
  const whole = join(folder, 'model.safetensors');
  await writeFile(whole, files['model.safetensors']!);
  const tensors = (await readSafetensors(whole)) as WritableTensor[];
  const sharded: ModelFiles = {};
  const places: Record<string, string> = {};
  for (const shard of [0, 1]) {
    const name = `model-0000${shard + 1}-of-00002.safetensors`;
    const some = tensors.filter((_, i) => i % 2 === shard);
    await writeSafetensors(join(folder, name), some);
    sharded[name] = await readFile(join(folder, name));
    for (const tensor of some) places[tensor.name] = name;
  }
  await rm(folder, { recursive: true });
  const index = JSON.stringify({ metadata: { total_size: 1 }, weight_map: places });
  return { ...without(files, 'model.safetensors'), ...sharded, 'model.safetensors.index.json': index };
}
