import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { z } from 'zod';
import { ArtifactError, type ArtifactErrorCode } from './artifact-error.js';

/** Reads and checks a JSON file of a model folder. `code` is the error's when the content is not what the schema says. */
export async function readJsonFile<T>(
  path: string,
  schema: z.ZodType<T>,
  maxBytes: number,
  code: ArtifactErrorCode,
): Promise<T> {
  const name = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ArtifactError('file-missing', `The folder has no ${name}.`);
  if (found.size > maxBytes) {
    throw new ArtifactError('file-too-large', `${name} has ${found.size} bytes; at most ${maxBytes} are read.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new ArtifactError(code, `${name} is not JSON: ${(error as Error).message}.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new ArtifactError(code, `${name}: ${issue.path.join('.') || 'its content'}: ${issue.message}.`);
}
