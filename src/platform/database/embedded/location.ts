import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../../ids.js';
import { firstUntraversable } from './identity.js';
import type { Identity } from './run.js';

/** Where the database goes when the account it runs as cannot reach the data folder. */
const ELSEWHERE = '/var/lib/temper';

export interface Location {
  /** Holds the cluster's data, its log, and where needed a copy of the programs. */
  readonly folder: string;
  /** The folder closed to the database's account, because of which it lies outside the data folder; else null. */
  readonly closedFolder: string | null;
}

/**
 * The database's folder: `postgres` in the data folder. Started by root it runs as another account, which has to pass
 * through every folder above. Our own we open (0711: pass through, not list); somebody else's 0700 we leave alone and
 * go elsewhere, noting where, so that the next start finds it.
 */
export async function locateDatabase(home: string, identity: Identity | undefined): Promise<Location> {
  await mkdir(home, { recursive: true });
  const inHome = join(home, 'postgres');
  if (!identity) return { folder: await makeFolder(inHome, identity), closedFolder: null };
  await chmod(home, 0o711);
  const closedFolder = await firstUntraversable(dirname(home), identity);
  if (!closedFolder) return { folder: await makeFolder(inHome, identity), closedFolder };
  return { folder: await makeFolder(await folderElsewhere(home), identity), closedFolder };
}

async function folderElsewhere(home: string): Promise<string> {
  const note = join(home, 'postgres-folder');
  const noted = await readFile(note, 'utf8').catch(() => null);
  if (noted) return noted.trim();
  const folder = join(ELSEWHERE, newId('postgres'));
  await mkdir(ELSEWHERE, { recursive: true });
  await chmod(ELSEWHERE, 0o711);
  // wx: of two processes that start together the second keeps to what the first noted.
  await writeFile(note, `${folder}\n`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(note, 'utf8')).trim();
}

async function makeFolder(folder: string, identity: Identity | undefined): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (identity) await chown(folder, identity.uid, identity.gid);
  return folder;
}
