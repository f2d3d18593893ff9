import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { ArtifactError } from './artifact-error.js';
import { checkModelPath, isModelFile } from './model-path.js';
import type { UnpackLimits } from './unpack-tar.js';

/**
 * Copies the model files of a folder that others may write to into `target`. Links are followed only while they stay inside
 * `root`, as those of a Hugging Face cache do.
 * @throws ArtifactError `file-unsafe`, `weights-are-pickled`, `archive-too-large`
 */
export async function copyModelFolder(
  folder: string,
  target: string,
  { root, maxBytes, maxFiles }: UnpackLimits & { root: string },
): Promise<void> {
  const inside = await realpath(root);
  // A folder without a model file is still one to look at: what is missing in it is said there.
  await mkdir(target, { recursive: true });
  const files = await modelFiles(folder);
  if (files.length > maxFiles) throw tooLarge(`${files.length} files, and at most ${maxFiles}`);
  let bytes = 0;
  for (const path of files) {
    const source = await realpath(join(folder, path));
    if (!isInside(source, inside)) throw unsafe(path, 'links to a place outside of the folder that may be read');
    const found = await stat(source);
    if (!found.isFile()) throw unsafe(path, 'is not a file');
    bytes += found.size;
    if (bytes > maxBytes) throw tooLarge(`more than ${maxBytes} bytes, and no more`);
    await mkdir(dirname(join(target, path)), { recursive: true });
    await copyFile(source, join(target, path), constants.COPYFILE_FICLONE);
  }
}

/** Whether `path` is `root` or below it; both absolute, without links. */
export function isInside(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

async function modelFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isModelFile)
    .map(checkModelPath);
}

function unsafe(path: string, why: string): ArtifactError {
  return new ArtifactError('file-unsafe', `"${path}" ${why}. Put the file itself there.`);
}

function tooLarge(found: string): ArtifactError {
  return new ArtifactError(
    'archive-too-large',
    `The folder has ${found} are taken. Point at the model's folder alone.`,
  );
}
