import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FromWorker, type RunMessage, type ToWorker } from '../../../src/worker/protocol.js';
import { isRunning } from '../../support/runner.js';
import { until } from '../../support/until.js';

const ENTRY = new URL('../../support/worker/entry.js', import.meta.url);

describe('a worker process', () => {
  let scratch: string;
  let worker: ChildProcess;

  beforeEach(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'temper-worker-'));
    worker = fork(ENTRY, [], { detached: true, stdio: 'ignore' });
  });
  afterEach(async () => {
    if (worker.exitCode === null && worker.signalCode === null) worker.kill('SIGKILL');
    await rm(scratch, { recursive: true, force: true });
  });

  const tell = (message: ToWorker) => worker.send(message);

  const run = (kind: string, input: unknown) => {
    const given: Omit<RunMessage, 'kind' | 'input'> = {
      type: 'run',
      attempt: 1,
      scratch,
      threads: 1,
      device: 'cpu',
      checkpoint: null,
    };
    tell({ ...given, kind, input });
  };

  /** What it says until, and with, the first message that matches. */
  async function hear(matches: (message: FromWorker) => boolean): Promise<FromWorker[]> {
    const heard: FromWorker[] = [];
    for await (const [raw] of on(worker, 'message', { close: ['exit'] })) {
      const message = FromWorker.parse(raw);
      heard.push(message);
      if (matches(message)) return heard;
    }
    throw new Error(`The worker ended after ${JSON.stringify(heard)}`);
  }

  const isLog = (text: string) => (message: FromWorker) =>
    message.type === 'event' && message.event.type === 'log' && message.event.message === text;

  it('ends with all its children as soon as its trainer is gone', async () => {
    run('count', { steps: 2, gates: [1], gateFolder: scratch, checkpointEvery: 10 });
    await hear(isLog('at gate 1'));
    const exit = once(worker, 'exit');
    worker.disconnect();
    expect(await exit).toEqual([null, 'SIGKILL']);
  });

  it('does not mind the signals that a terminal sends to all', async () => {
    run('count', { steps: 2, gates: [1], gateFolder: scratch, checkpointEvery: 10 });
    await hear(isLog('at gate 1'));
    worker.kill('SIGINT');
    worker.kill('SIGTERM');
    tell({ type: 'pause' });
    const heard = await hear(({ type }) => type === 'event');
    expect(heard.at(-1)).toMatchObject({ event: { type: 'checkpoint', step: 1 } });
    tell({ type: 'stored' });
    expect((await hear(({ type }) => type === 'paused')).at(-1)).toEqual({ type: 'paused' });
  });

  it('stops on a cancel without a result', async () => {
    run('count', { steps: 2, gates: [1], gateFolder: scratch, checkpointEvery: 10 });
    await hear(isLog('at gate 1'));
    tell({ type: 'cancel' });
    expect((await hear(({ type }) => type !== 'event')).at(-1)).toEqual({ type: 'cancelled' });
    await until(async () => ((await isRunning(worker.pid!)) ? null : true), 'the worker to end');
  });

  it('goes no more than a thousand events ahead of what is written', async () => {
    run('chatter', { events: 50_000 });
    const heard = await hear((message) => {
      // Answered after everything sent before, with an error: what comes until then is all that it had to say.
      if (isLog('event 999\0')(message)) worker.send({ type: 'not of the protocol' });
      return message.type === 'error';
    });
    expect(heard.filter(({ type }) => type === 'event')).toHaveLength(1_000);
  });

  it('says so when it does not know a kind, which another try would not change', async () => {
    run('bake', {});
    const heard = await hear(({ type }) => type === 'error');
    expect(heard.at(-1)).toMatchObject({ error: { code: 'unknown-task-kind', retry: false } });
  });
});
