import { randomBytes } from 'node:crypto';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { newId } from '../../ids.js';
import type { Binaries } from './binaries.js';
import { type Identity, run } from './run.js';

export const SUPERUSER = 'temper';
export const DATABASE = 'temper';

const START_SECONDS = 120;
const STOP_SECONDS = 60;

/** What `postmaster.pid` says of a server: https://www.postgresql.org/docs/current/storage-file-layout.html */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** One database cluster on disk: making it, starting and stopping its server. Knows nothing of who uses it. */
export class Cluster {
  private readonly data: string;

  constructor(
    private readonly folder: string,
    private readonly binaries: Binaries,
    private readonly identity: Identity | undefined,
    private readonly settings: Readonly<Record<string, string>>,
  ) {
    this.data = join(folder, 'data');
  }

  /** Makes the cluster unless it is there, under another name first: a `data` folder that is there is whole. */
  async ensureMade(password: string): Promise<void> {
    if (await this.checkVersion()) return;
    const partial = join(this.folder, newId('data'));
    const passwordFile = `${partial}.password`;
    try {
      await writeFile(passwordFile, password, { mode: 0o600 });
      if (this.identity) await chown(passwordFile, this.identity.uid, this.identity.gid);
      await this.run(this.binaries.initdb, [
        ...['--pgdata', partial, '--username', SUPERUSER, '--pwfile', passwordFile],
        ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--no-instructions'],
        // PostgreSQL's own Unicode rules: the same order on every machine, whatever locales it has.
        ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
      ]);
      await rename(partial, this.data);
    } catch (error) {
      // Another process that started with us was faster.
      if (!(await this.checkVersion())) throw error;
    } finally {
      await rm(passwordFile, { force: true });
      await rm(partial, { recursive: true, force: true });
    }
  }

  /** The server that runs on this cluster now, if there is one. */
  async running(): Promise<Postmaster | null> {
    const lines = (await readFile(this.pidFile, 'utf8').catch(() => '')).split('\n');
    const postmaster = { pid: Number(lines[0]), port: Number(lines[3]) };
    if (!postmaster.pid || !(await this.isOurs(postmaster.pid))) return null;
    // A server writes its port a moment after its pid.
    return postmaster.port ? postmaster : null;
  }

  async start(port?: number): Promise<Postmaster> {
    await this.removeStalePidFile();
    const chosen = port ?? (await freePort());
    const settings = {
      ...this.settings,
      listen_addresses: '127.0.0.1',
      port: String(chosen),
      unix_socket_directories: '',
    };
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
    await this.pgCtl(
      'start',
      '--wait',
      '--timeout',
      String(START_SECONDS),
      '--log',
      this.logFile,
      '--options',
      options.join(' '),
    );
    const postmaster = await this.running();
    if (!postmaster) throw new Error(`PostgreSQL started and ended at once; its log is ${this.logFile}`);
    return postmaster;
  }

  /** `fast` rolls back what is open and shuts down cleanly; `immediate` leaves recovery to the next start. */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    if (await this.running()) await this.pgCtl('stop', '--wait', '--timeout', String(STOP_SECONDS), '--mode', mode);
  }

  get logFile(): string {
    return join(this.folder, 'postgres.log');
  }

  private get pidFile(): string {
    return join(this.data, 'postmaster.pid');
  }

  private pgCtl(command: string, ...args: string[]): Promise<void> {
    return this.run(this.binaries.pgCtl, [command, '--pgdata', this.data, '--silent', ...args]);
  }

  private run(program: string, args: string[]): Promise<void> {
    return run(program, args, {
      identity: this.identity,
      cwd: this.folder,
      output: join(this.folder, newId('output')),
    });
  }

  /** Whether there is a cluster; one of another major version is refused, since its files mean something else. */
  private async checkVersion(): Promise<boolean> {
    const found = await readFile(join(this.data, 'PG_VERSION'), 'utf8').catch(() => null);
    if (found === null) return false;
    if (Number.parseInt(found, 10) === this.binaries.major) return true;
    throw new Error(
      `${this.data} was made by PostgreSQL ${found.trim()}; this is ${this.binaries.major}. ` +
        'Dump it with the Temper that made it and restore it here, or set DATABASE_URL.',
    );
  }

  /** After a crash the file may name a pid that another program has by now, at which PostgreSQL would refuse to start. */
  private async removeStalePidFile(): Promise<void> {
    const pid = Number.parseInt(await readFile(this.pidFile, 'utf8').catch(() => ''), 10);
    if (pid && !(await this.isOurs(pid))) await rm(this.pidFile, { force: true });
  }

  /** A server's working directory is its data folder; where that cannot be asked, being alive has to do. */
  private async isOurs(pid: number): Promise<boolean> {
    if (process.platform !== 'linux') return isAlive(pid);
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return command.split('\0').includes(this.data) && isAlive(pid);
  }
}

export function newPassword(): string {
  return randomBytes(24).toString('hex');
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
