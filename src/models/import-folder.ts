import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isInside } from '../ml/artifact/copy-folder.js';
import { ImportRefused } from './model.errors.js';

const FIELD = 'source.path';

/**
 * The real path of a folder that is asked for by `{type: "folder"}`: inside TEMPER_IMPORT_DIR, links resolved.
 * @throws ImportRefused
 */
export async function resolveImportFolder(importDir: string | null, path: string): Promise<string> {
  if (!importDir) {
    throw new ImportRefused(
      'source.type',
      'this service has no TEMPER_IMPORT_DIR, so it reads no folders. Have it set, or upload a tar of the folder.',
    );
  }
  const root = await realpath(importDir).catch(() => undefined);
  if (!root) throw new ImportRefused(FIELD, 'TEMPER_IMPORT_DIR does not exist on this machine.');
  const asked = [resolve(root, path), resolve(importDir, path)].find((absolute, i) =>
    isInside(absolute, [root, importDir][i]!),
  );
  // What exists elsewhere on the machine is nobody's business: outside is outside, there or not.
  const outside = new ImportRefused(FIELD, `"${path}" is not inside TEMPER_IMPORT_DIR, the only folder that is read.`);
  if (!asked) throw outside;
  const found = await realpath(asked).catch(() => undefined);
  if (!found) throw new ImportRefused(FIELD, `there is no "${path}" in TEMPER_IMPORT_DIR.`);
  if (!isInside(found, root)) throw outside;
  if (!(await stat(found)).isDirectory()) throw new ImportRefused(FIELD, `expected a folder; "${path}" is a file.`);
  return found;
}
