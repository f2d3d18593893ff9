import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { type Config, ConfigError } from './config.js';

/**
 * Makes the folders that the configuration names, and looks at those it only reads: a boot stops on one that cannot be
 * used, with its variable's name, rather than a request or a job hours later.
 */
export async function prepareFolders({ home, storage, importDir }: Config): Promise<void> {
  const ofImports = importDir ? await problemWith('TEMPER_IMPORT_DIR', importDir, 'read') : null;
  const ofHome = await problemWith('TEMPER_HOME', home, 'write');
  // By default the objects lie in the data folder: where that is no good, this would only say it again.
  const ofStorage = ofHome ? null : await problemWith('TEMPER_STORAGE', storage.folder, 'write');
  const problems = [ofHome, ofStorage, ofImports].filter((problem) => problem !== null);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
}

async function problemWith(variable: string, folder: string, use: 'read' | 'write'): Promise<string | null> {
  try {
    if (use === 'write') await mkdir(folder, { recursive: true });
    if (!(await stat(folder)).isDirectory()) return explain(variable, folder, use, 'it is not a folder');
    await access(folder, constants.X_OK | (use === 'write' ? constants.W_OK : constants.R_OK));
    return null;
  } catch (error) {
    return explain(variable, folder, use, reasonOf(error as NodeJS.ErrnoException));
  }
}

const explain = (variable: string, folder: string, use: string, reason: string) =>
  `${variable}: expected a folder that this account can ${use}; found ${folder}: ${reason}.`;

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'there is none';
    case 'EEXIST':
    case 'ENOTDIR':
      return 'it is not a folder, or lies under a file';
    case 'EACCES':
    case 'EPERM':
      return 'this account has no right to';
    case 'EROFS':
      return 'its file system is read-only';
    default:
      return message;
  }
}
