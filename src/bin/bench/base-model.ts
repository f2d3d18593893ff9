import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { MANIFEST_FILE, manifestDigest } from '../../ml/artifact/manifest.js';

export interface BaseModel {
  name: string;
  folder: string;
  digest: string;
}

/** The model in a folder: `name` is the folder's. */
export async function baseModel(path: string): Promise<BaseModel> {
  const folder = resolve(path);
  return {
    name: basename(folder),
    folder,
    digest: manifestDigest(await readFile(join(folder, MANIFEST_FILE), 'utf8')),
  };
}
