import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { TEST_ENGINE } from './test-engine.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

export interface TemperProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** All of stdout so far. */
  stdout(): string;
  /** All of stderr so far: the log, a line of JSON an event. */
  stderr(): string;
  /** Resolves with stdout once it matches; rejects when the process ends first. */
  waitFor(pattern: RegExp): Promise<string>;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** Starts the built service as an operator does: `node dist/main.js`, told everything by its environment. */
export function startProcess(env: Record<string, string>): TemperProcess {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // What Node has compiled for one process of the run it need not compile for the next.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      ...(TEST_ENGINE && { TEMPER_DEVICE: TEST_ENGINE }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const changed = new Set<() => void>();
  const note = () => {
    for (const listener of changed) listener();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    note();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1));
  });
  const waitFor = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (!pattern.test(stdout)) return;
        changed.delete(look);
        resolve(stdout);
      };
      changed.add(look);
      look();
      void ended.then((code) => reject(new Error(`Temper ended with ${code}:\n${stdout}${stderr}`)));
    });
  return { child, pid: child.pid!, stdout: () => stdout, stderr: () => stderr, waitFor, ended };
}

/** Starts a process that only does the tasks of an application that takes none itself. */
export const startTrainer = ({ home, database }: { home: string; database: { url: string } }): TemperProcess =>
  startProcess({
    TEMPER_ROLES: 'trainer',
    TEMPER_THREADS: '1',
    TEMPER_PORT: '0',
    TEMPER_HOME: home,
    DATABASE_URL: database.url,
  });
