import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArtifactError } from './artifact-error.js';

/** Reads a text file of a model folder. @throws ArtifactError `file-missing`, `file-too-large` */
export async function readTextFile(path: string, maxBytes: number): Promise<string> {
  const name = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new ArtifactError('file-missing', `The folder has no ${name}.`);
  if (found.size > maxBytes) {
    throw new ArtifactError('file-too-large', `${name} has ${found.size} bytes; at most ${maxBytes} are read.`);
  }
  return readFile(path, 'utf8');
}
