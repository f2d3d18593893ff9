/** A model on disk: sealed once its files are in place, verified whenever it is opened, never changed in between. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ArtifactError } from './artifact-error.js';
import { writeAtomically } from './atomic-file.js';
import type { Checkpoint } from './checkpoint.js';
import { hashFile } from './file-hash.js';
import { readJsonFile } from './json-file.js';
import { MANIFEST_FILE, MAX_MANIFEST_BYTES, Manifest, manifestDigest, manifestText } from './manifest.js';
import { checkModelPath, isModelFile } from './model-path.js';
import { openCheckpoint } from './sharded-checkpoint.js';

export class ModelFolder {
  private constructor(
    readonly folder: string,
    readonly manifest: Manifest,
    /** SHA-256 of `manifest.json`, hexadecimal. */
    readonly digest: string,
  ) {}

  /**
   * Hashes every file of the folder and writes `manifest.json`, last, so that a folder with a manifest is a whole one.
   * @throws ArtifactError when a file has no place in a model folder.
   */
  static async seal(folder: string, about: Omit<Manifest, 'format' | 'files'>): Promise<ModelFolder> {
    const files: Manifest['files'] = {};
    for (const path of await listModelFiles(folder)) {
      if (path !== MANIFEST_FILE) files[path] = await hashFile(join(folder, path));
    }
    const manifest = Manifest.parse({ format: 'temper-model/1', ...about, files });
    const text = manifestText(manifest);
    await writeAtomically(join(folder, MANIFEST_FILE), (handle) => handle.writeFile(text));
    return new ModelFolder(folder, manifest, manifestDigest(text));
  }

  /**
   * Reads the manifest and hashes every file again.
   * @throws ArtifactError `manifest-mismatch` naming the first file that is changed, missing or not listed.
   */
  static async open(folder: string): Promise<ModelFolder> {
    const manifest = await readJsonFile(join(folder, MANIFEST_FILE), Manifest, MAX_MANIFEST_BYTES, 'manifest-invalid');
    const text = await readFile(join(folder, MANIFEST_FILE), 'utf8');
    const found = new Set(await listModelFiles(folder));
    for (const [path, expected] of Object.entries(manifest.files)) {
      if (!found.delete(path)) throw mismatch(path, 'is listed but missing');
      const { size, sha256 } = await hashFile(join(folder, path));
      if (sha256 !== expected.sha256) {
        throw mismatch(
          path,
          `should have SHA-256 ${expected.sha256} (${expected.size} bytes), and has ${sha256} (${size} bytes)`,
        );
      }
    }
    found.delete(MANIFEST_FILE);
    for (const path of found) throw mismatch(path, 'is not listed');
    return new ModelFolder(folder, manifest, manifestDigest(text));
  }

  /** Every file with its size and hash, the manifest's own included. */
  async files(): Promise<Manifest['files']> {
    return { ...this.manifest.files, [MANIFEST_FILE]: await hashFile(join(this.folder, MANIFEST_FILE)) };
  }

  weights(): Promise<Checkpoint> {
    return openCheckpoint(this.folder);
  }
}

/**
 * The model files of a folder, sorted, as paths with `/`. Other files are left out.
 * @throws ArtifactError `weights-are-pickled`, `file-unsafe` (links among them)
 */
export async function listModelFiles(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (!isModelFile(path)) continue;
    checkModelPath(path);
    if (!entry.isFile())
      throw new ArtifactError(
        'file-unsafe',
        `"${path}" is a link or a device; a model's folder holds plain files only.`,
      );
    paths.push(path);
  }
  return paths.sort();
}

function mismatch(path: string, detail: string): ArtifactError {
  return new ArtifactError(
    'manifest-mismatch',
    `The folder is not what its manifest says: ${path} ${detail}. Copy or download it again.`,
  );
}
