import { spawn } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';

/** The user a database process runs as, by number; undefined where that is simply ours. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

interface RunOptions {
  identity: Identity | undefined;
  cwd: string;
  /** File that takes what the program writes. A pipe would be held open by the server that `pg_ctl` leaves behind. */
  output: string;
}

/**
 * Runs one of PostgreSQL's own programs to its end, in a session of its own, so that a Ctrl-C at our terminal does not
 * reach it or the server it starts.
 */
export async function run(program: string, args: string[], { identity, cwd, output }: RunOptions): Promise<void> {
  const file = await open(output, 'w', 0o600);
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(program, args, {
        ...identity,
        cwd,
        detached: true,
        stdio: ['ignore', file.fd, file.fd],
        ...(process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } }),
      });
      child.once('error', reject);
      child.once('exit', async (code, signal) => {
        if (code === 0) resolve();
        else reject(new Error(`${program} ended with ${signal ?? code}:\n${await readFile(output, 'utf8')}`));
      });
    });
  } finally {
    await file.close();
    await rm(output, { force: true });
  }
}
