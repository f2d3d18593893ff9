// The service as a child process of the demo: started as an operator starts it, with nothing but its environment.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { poll } from './poll.js';

const MAIN = fileURLToPath(new URL('../../main.js', import.meta.url));
/** What would lead the demo away from the embedded database and the data folder it names. */
const NOT_FOR_THE_DEMO = ['DATABASE_URL', 'TEMPER_STORAGE', 'TEMPER_ROLES', 'TEMPER_HOST', 'TEMPER_BOOTSTRAP_KEY'];
const LOG_TAIL_LINES = 20;
const USUAL_REQUEST = /^\{"level":30,.*"msg":"request completed"\}$/;
const STOP_MS = 60_000;

export interface Service {
  readonly url: string;
  readonly key: string;
  readonly pid: number;
  readonly home: string;
  readonly logFile: string;
  readonly keyFile: string;
  /** As the service itself says it. */
  readonly database: string;
  /** The embedded PostgreSQL, which is not this process's descendant; empty where it can't be told. */
  databasePid(): Promise<number[]>;
  /** Lets it drain, and waits until it is gone. */
  stop(): Promise<void>;
  /** Lets it outlive this process. */
  leave(): void;
}

/** Variables of the environment that are set and that the demo's service is not given. */
export function ignoredVariables(env: NodeJS.ProcessEnv): string[] {
  return NOT_FOR_THE_DEMO.filter((name) => env[name]);
}

/** @throws Error with the end of its log when it ends before it listens. */
export async function startService(home: string, env: NodeJS.ProcessEnv): Promise<Service> {
  await mkdir(home, { recursive: true });
  const keyFile = join(home, 'demo-key');
  const key = await keyIn(keyFile);
  const logFile = join(home, 'demo-service.log');
  const log = await open(logFile, 'w', 0o600);
  const kept = Object.entries(env).filter(([name]) => !NOT_FOR_THE_DEMO.includes(name));
  const child = spawn(process.execPath, [MAIN], {
    env: { ...Object.fromEntries(kept), TEMPER_HOME: home, TEMPER_PORT: '0', TEMPER_BOOTSTRAP_KEY: key },
    // A group of its own: a Ctrl-C is for the demo, which then stops it. A file, not pipes: it may outlive the demo.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  let stopping: Promise<void> | undefined;
  const greeting = await poll('the service to listen', async () => {
    const text = await readFile(logFile, 'utf8');
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('The service did not start.');
    return /listens on (?<url>\S+)[\s\S]*database +(?<database>.+)\n/.exec(text)?.groups ?? null;
  });
  return {
    url: greeting.url!,
    database: greeting.database!,
    key,
    keyFile,
    home,
    logFile,
    pid: child.pid!,
    databasePid: () => postmasterPid(greeting.database!),
    // Once: a second signal would end it without draining.
    stop: () => (stopping ??= stop(child)),
    leave: () => child.unref(),
  };
}

/** https://www.postgresql.org/docs/current/storage-file-layout.html: the file's first line is the process's id. */
async function postmasterPid(description: string): Promise<number[]> {
  const folder = /^embedded PostgreSQL in (.+?)(?: \(.*)?$/.exec(description)?.[1];
  if (folder === undefined) return [];
  const text = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  return text === '' ? [] : [Number.parseInt(text, 10)];
}

/** The end of what the service wrote, without its record of requests that it answered as usual. */
export async function logTail(home: string): Promise<string> {
  const text = await readFile(join(home, 'demo-service.log'), 'utf8').catch(() => '');
  return text
    .trimEnd()
    .split('\n')
    .filter((line) => !USUAL_REQUEST.test(line))
    .slice(-LOG_TAIL_LINES)
    .join('\n');
}

/** The same key every time, so that the demo can be run on the same data folder again. */
async function keyIn(path: string): Promise<string> {
  const made = `tk_demo_${randomBytes(24).toString('hex')}\n`;
  await writeFile(path, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(path, 'utf8')).trim();
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = new AbortController();
  const late = delay(STOP_MS, true, { signal: timer.signal }).catch(() => false);
  if (await Promise.race([gone.then(() => false), late])) {
    child.kill('SIGKILL');
    throw new Error(`The service (pid ${child.pid}) did not stop within ${STOP_MS / 1000} s, and was killed.`);
  }
  timer.abort();
}
