import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { z } from 'zod';
import { workerEnvironment } from '../platform/config/worker-environment.js';
import { Bell } from './bell.js';
import { countOomKills, type WorkerExit } from './worker-exit.js';

const KEPT_OUTPUT = 8_192;
/**
 * V8 lets its young generation grow to more than 100 MB where much is made and dropped at once, as rows are. A handler that
 * knows when much of what it holds has become useless can have it collected.
 */
const NODE_OPTIONS = ['--enable-source-maps', '--max-semi-space-size=8', '--expose-gc'];
const NEVER = new AbortController().signal;

/** A forked worker, the leader of a process group of its own: it dies with everything it started. */
export class WorkerProcess<Received, Sent extends object> {
  /** Settles when the process, its pipes and its channel are gone. */
  readonly exit: Promise<WorkerExit>;
  private readonly child: ChildProcess;
  private readonly received: Received[] = [];
  private readonly arrived = new Bell();
  private output = '';
  private gone = false;

  constructor(
    entry: URL | string,
    folder: string,
    private readonly receives: z.ZodType<Received>,
  ) {
    const oomKills = countOomKills();
    this.child = fork(entry, [], {
      cwd: folder,
      env: workerEnvironment(),
      execArgv: NODE_OPTIONS,
      detached: true,
      serialization: 'json',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child.stdout?.on('data', (data: Buffer) => this.keep(data));
    this.child.stderr?.on('data', (data: Buffer) => this.keep(data));
    this.child.on('message', (raw) => this.receive(raw));
    this.exit = this.watch(oomKills);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** What it sends, in order, until it is gone. */
  async *messages(): AsyncGenerator<Received> {
    for (;;) {
      const message = this.received.shift();
      if (message) yield message;
      else if (this.gone) return;
      else await this.arrived.wait(60_000, NEVER);
    }
  }

  /** A message to a worker that is gone is dropped: `exit` tells of that. */
  send(message: Sent): void {
    if (this.child.connected) this.child.send(message, () => {});
  }

  /** Ends the whole group at once. */
  kill(): void {
    if (this.child.pid !== undefined && !this.gone) killGroup(this.child.pid);
  }

  private receive(raw: unknown): void {
    const message = this.receives.safeParse(raw);
    if (message.success) {
      this.received.push(message.data);
    } else {
      this.keep(Buffer.from(`\nThe worker sent a message that is not of the protocol: ${message.error.message}\n`));
      this.kill();
    }
    this.arrived.ring();
  }

  private keep(data: Buffer): void {
    this.output = (this.output + data.toString('utf8')).slice(-KEPT_OUTPUT);
  }

  private async watch(oomKills: number): Promise<WorkerExit> {
    // What it started would otherwise live on, and hold its pipes open.
    this.child.once('exit', () => this.kill());
    try {
      // `exit` alone is too early: what it sent last may still be on the way.
      const [[code, signal]] = await Promise.all([
        once(this.child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
        once(this.child, 'close'),
        once(this.child, 'disconnect'),
      ]);
      return { code, signal, output: this.output, oomKills: countOomKills() - oomKills };
    } catch (error) {
      // It could not be started at all.
      return { code: null, signal: null, output: String(error), oomKills: 0 };
    } finally {
      this.gone = true;
      this.arrived.ring();
    }
  }
}

/** Ends a process group; one that is gone already is no error. */
export function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    // Systems other than Linux say EPERM for a group of which only zombies are left.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
