// The service as a child process of the demo: started as an operator starts it, with nothing but its environment.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { poll } from './poll.js';

/** The compiled entry, also when this file runs uncompiled in a test: the trees `src` and `dist` mirror each other. */
const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
/** As `npm start` has it: V8 would let the memory of what is soon dropped grow to more than 100 MB while files come in. */
const SMALL_YOUNG_GENERATION = '--max-semi-space-size=2';
/** What would lead the demo away from the embedded database and the data folder it names. */
const NOT_FOR_THE_DEMO = ['DATABASE_URL', 'TEMPER_STORAGE', 'TEMPER_ROLES', 'TEMPER_HOST', 'TEMPER_BOOTSTRAP_KEY'];
const LOG_TAIL_LINES = 20;
const USUAL_REQUEST = /^\{"level":30,.*"msg":"request completed"\}$/;
const STOP_MS = 60_000;

export interface Listening {
  readonly url: string;
  /** As the service itself says it. */
  readonly database: string;
  /** The embedded PostgreSQL, which is not this process's descendant; empty where it can't be told. */
  readonly databasePid: readonly number[];
}

/** Variables of the environment that are set and that the demo's service is not given. */
export function ignoredVariables(env: NodeJS.ProcessEnv): string[] {
  return NOT_FOR_THE_DEMO.filter((name) => env[name]);
}

export class Service {
  #stopping: Promise<void> | undefined;

  private constructor(
    private readonly child: ChildProcess,
    readonly home: string,
    /** The admin key, and the file it is kept in. */
    readonly key: string,
    readonly keyFile: string,
    readonly logFile: string,
    /** Where in that file this service begins. */
    private readonly logStart: number,
  ) {}

  static async start(home: string, env: NodeJS.ProcessEnv): Promise<Service> {
    await mkdir(home, { recursive: true });
    const keyFile = join(home, 'demo-key');
    const key = await keyIn(keyFile);
    const logFile = join(home, 'demo-service.log');
    // To its end: should another service run on this folder, the file is that one's too.
    const log = await open(logFile, 'a', 0o600);
    const { size } = await log.stat();
    const kept = Object.entries(env).filter(([name]) => !NOT_FOR_THE_DEMO.includes(name));
    const child = spawn(process.execPath, [SMALL_YOUNG_GENERATION, MAIN], {
      env: { ...Object.fromEntries(kept), TEMPER_HOME: home, TEMPER_PORT: '0', TEMPER_BOOTSTRAP_KEY: key },
      // A group of its own: a Ctrl-C is for the demo, which then stops it. A file, not pipes: it may outlive the demo.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    return new Service(child, home, key, keyFile, logFile, size);
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** @throws Error when it ends before it listens. */
  async listening(): Promise<Listening> {
    const { url, database } = await poll('the service to listen', async () => {
      const text = (await readFile(this.logFile)).toString('utf8', this.logStart);
      if (this.hasEnded) throw new Error('The service did not start.');
      return /listens on (?<url>\S+)[\s\S]*database +(?<database>.+)\n/.exec(text)?.groups ?? null;
    });
    return { url: url!, database: database!, databasePid: await postmasterPid(database!) };
  }

  /** Lets it drain, and waits until it is gone. */
  stop(): Promise<void> {
    // Once: a second signal would end it without draining.
    this.#stopping ??= this.end();
    return this.#stopping;
  }

  /** Lets it outlive this process. */
  leave(): void {
    this.child.unref();
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private async end(): Promise<void> {
    if (this.hasEnded) return;
    const gone = once(this.child, 'exit').then(() => true);
    this.child.kill('SIGTERM');
    if (await Promise.race([gone, delay(STOP_MS, false, { ref: false })])) return;
    this.child.kill('SIGKILL');
    throw new Error(`The service (pid ${this.pid}) did not stop within ${STOP_MS / 1000} s, and was killed.`);
  }
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
