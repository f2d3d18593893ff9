import { basename } from 'node:path';
import type { z } from 'zod';
import { ArtifactError, type ArtifactErrorCode } from './artifact-error.js';
import { readTextFile } from './text-file.js';

/** Reads and checks a JSON file of a model folder. `code` is the error's when the content is not what the schema says. */
export async function readJsonFile<T>(
  path: string,
  schema: z.ZodType<T>,
  maxBytes: number,
  code: ArtifactErrorCode,
): Promise<T> {
  const name = basename(path);
  const text = await readTextFile(path, maxBytes);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ArtifactError(code, `${name} is not JSON: ${(error as Error).message}.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new ArtifactError(code, `${name}: ${issue.path.join('.') || 'its content'}: ${issue.message}.`);
}
