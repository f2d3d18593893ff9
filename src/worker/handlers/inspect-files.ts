import { z } from 'zod';
import { weightFiles } from '../../ml/artifact/sharded-checkpoint.js';
import type { WorkerEvent } from '../protocol.js';
import { inspectFiles } from './inspect-model.js';

const Input = z.strictObject({ folder: z.string() });

/**
 * Not a task of its own: the look at a model's small files before its weights are downloaded, so that nobody waits for
 * gigabytes to hear that the architecture is not supported. Answers with the names of the files that hold the weights.
 */
// biome-ignore lint/correctness/useYield: its answer says it all
export async function* inspectFilesOnly(raw: unknown): AsyncGenerator<WorkerEvent, { weights: string[] }, void> {
  const { folder } = Input.parse(raw);
  await inspectFiles(folder);
  return { weights: await weightFiles(folder) };
}
