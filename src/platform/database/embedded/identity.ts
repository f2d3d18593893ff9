import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Identity } from './run.js';

/** Present on about every system. PostgreSQL wants an account with a name, so a number out of the air will not do. */
const UNPRIVILEGED = ['nobody', 'daemon'];

/** PostgreSQL refuses to run as root: root starts it as an account that owns nothing. Everybody else runs it as themselves. */
export async function databaseIdentity(): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const wanted of UNPRIVILEGED) {
    const account = accounts.find(([name]) => name === wanted);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(
    `PostgreSQL will not run as root, and /etc/passwd has none of ${UNPRIVILEGED.join(', ')} to run it as. ` +
      'Start Temper as an ordinary user, or set DATABASE_URL.',
  );
}

/** The first folder on the way to `path` (itself included) that `identity` may not pass through, or null. */
export async function firstUntraversable(path: string, identity: Identity): Promise<string | null> {
  const parents = dirname(path) === path ? null : await firstUntraversable(dirname(path), identity);
  if (parents) return parents;
  const { mode, uid, gid } = await stat(path);
  const shift = uid === identity.uid ? 6 : gid === identity.gid ? 3 : 0;
  return (mode >> shift) & 0o1 ? null : path;
}
