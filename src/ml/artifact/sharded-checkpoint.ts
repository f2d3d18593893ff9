import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ArtifactError } from './artifact-error.js';
import type { Checkpoint } from './checkpoint.js';
import { INT8_WEIGHTS_FILE, Int8Checkpoint } from './int8-checkpoint.js';
import { readJsonFile } from './json-file.js';
import { SafetensorsFile } from './safetensors-reader.js';
import type { NamedTensor } from './tensor.js';

export const WEIGHTS_FILE = 'model.safetensors';
export const WEIGHTS_INDEX_FILE = 'model.safetensors.index.json';
const MAX_INDEX_BYTES = 16 * 1024 * 1024;
const MAX_SHARDS = 1000;

/** A shard is a file beside the index: a name with a path in it would read from elsewhere. */
const ShardName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*\.safetensors$/, 'must be the name of a .safetensors file beside it');
const Index = z.object({ weight_map: z.record(z.string(), ShardName) });
type Index = z.infer<typeof Index>;

/**
 * Opens the weights of a model folder: `model.safetensors`, or the shards that `model.safetensors.index.json` names, or
 * `model.int8.safetensors`.
 * @throws ArtifactError `file-missing` when there is neither, `safetensors-malformed` when index and shards disagree.
 */
export async function openCheckpoint(folder: string): Promise<Checkpoint> {
  if (await isFile(join(folder, WEIGHTS_FILE))) return SafetensorsFile.open(join(folder, WEIGHTS_FILE));
  if (await isFile(join(folder, WEIGHTS_INDEX_FILE))) return ShardedCheckpoint.open(folder);
  if (await isFile(join(folder, INT8_WEIGHTS_FILE))) return Int8Checkpoint.open(join(folder, INT8_WEIGHTS_FILE));
  throw new ArtifactError(
    'file-missing',
    `The folder has no weights: expected ${WEIGHTS_FILE}, or ${WEIGHTS_INDEX_FILE} with its shards.`,
  );
}

/**
 * The files that hold the weights of a model folder, whether or not they are there: the shards that an index names, else
 * `model.safetensors`. @throws ArtifactError `safetensors-malformed`
 */
export async function weightFiles(folder: string): Promise<string[]> {
  if (!(await isFile(join(folder, WEIGHTS_INDEX_FILE)))) return [WEIGHTS_FILE];
  return shardNames(await readIndex(folder));
}

class ShardedCheckpoint implements Checkpoint {
  readonly tensors: Checkpoint['tensors'];
  private readonly shards: readonly SafetensorsFile[];

  private constructor(private readonly owners: ReadonlyMap<string, SafetensorsFile>) {
    this.shards = [...new Set(owners.values())];
    this.tensors = new Map([...owners].map(([name, shard]) => [name, shard.tensors.get(name)!]));
  }

  static async open(folder: string): Promise<ShardedCheckpoint> {
    const index = await readIndex(folder);
    const shards = new Map<string, SafetensorsFile>();
    try {
      for (const name of shardNames(index)) shards.set(name, await openShard(folder, name));
      return new ShardedCheckpoint(matchShards(index.weight_map, shards));
    } catch (error) {
      for (const shard of shards.values()) await shard.close();
      throw error;
    }
  }

  async read(name: string): Promise<NamedTensor> {
    const shard = this.owners.get(name);
    if (!shard) throw new ArtifactError('tensors-invalid', `${WEIGHTS_INDEX_FILE} has no tensor "${name}".`);
    return shard.read(name);
  }

  async close(): Promise<void> {
    for (const shard of this.shards) await shard.close();
  }
}

function readIndex(folder: string): Promise<Index> {
  return readJsonFile(join(folder, WEIGHTS_INDEX_FILE), Index, MAX_INDEX_BYTES, 'safetensors-malformed');
}

function shardNames({ weight_map: places }: Index): string[] {
  const names = [...new Set(Object.values(places))];
  if (names.length > MAX_SHARDS) throw disagree(`it names ${names.length} shards; at most ${MAX_SHARDS} are read`);
  return names;
}

async function openShard(folder: string, name: string): Promise<SafetensorsFile> {
  if (!(await isFile(join(folder, name))))
    throw new ArtifactError('file-missing', `${WEIGHTS_INDEX_FILE} names ${name}, which is not in the folder.`);
  return SafetensorsFile.open(join(folder, name));
}

function matchShards(
  weightMap: Record<string, string>,
  shards: Map<string, SafetensorsFile>,
): Map<string, SafetensorsFile> {
  const owners = new Map<string, SafetensorsFile>();
  for (const [name, shardName] of Object.entries(weightMap)) {
    const shard = shards.get(shardName)!;
    if (!shard.tensors.has(name)) throw disagree(`it places "${name}" in ${shardName}, which does not have it`);
    owners.set(name, shard);
  }
  for (const [shardName, shard] of shards) {
    for (const name of shard.tensors.keys()) {
      if (owners.get(name) !== shard)
        throw disagree(`${shardName} has "${name}", which the index places elsewhere or nowhere`);
    }
  }
  return owners;
}

function disagree(detail: string): ArtifactError {
  return new ArtifactError('safetensors-malformed', `${WEIGHTS_INDEX_FILE} and its shards disagree: ${detail}.`);
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
