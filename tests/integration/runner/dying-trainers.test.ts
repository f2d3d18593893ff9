import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { identityOf, machineId } from '../../../src/runner/process-identity.js';
import { ClaimLost } from '../../../src/runner/task-claim.js';
import { TaskEventWriter } from '../../../src/runner/task-event-writer.js';
import { isRunning, startRunner, type TestRunner } from '../../support/runner.js';
import { until } from '../../support/until.js';

/** A heartbeat that never comes. */
const NEVER = 1_000_000;

describe('trainers that come and go', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await startRunner();
  });
  afterEach(() => runner.stopTrainers());
  afterAll(() => runner.stop());

  it('hand back what they run when they shut down, without using up an attempt', async () => {
    const first = await runner.startTrainer();
    const { id } = await runner.enqueue('count', { steps: 4, gates: [2], checkpointEvery: 10 });
    await runner.logged(id, 'at gate 2');
    await first.stop();
    expect(await runner.get(id)).toMatchObject({
      status: 'queued',
      attempt: 1,
      checkpoints: [{ step: 2 }],
      trainerId: null,
    });

    await runner.startTrainer();
    expect(await runner.statusIs(id, 'succeeded')).toMatchObject({ attempt: 1, output: { sum: 10, from: 2 } });
  });

  it('hand back at once what cannot checkpoint', async () => {
    const trainer = await runner.startTrainer();
    const { id } = await runner.enqueue('hang', {});
    const { data } = await runner.logged(id, 'hanging');
    await trainer.stop();
    expect(await isRunning((data as { pid: number }).pid)).toBe(false);
    expect(await runner.get(id)).toMatchObject({ status: 'queued', attempt: 1 });
    await runner.cancel(id);
  });

  it('leave wake-ups to others while they are full', async () => {
    await runner.startTrainer();
    const long = await runner.enqueue('count', { steps: 6, gates: [5] });
    await runner.logged(long.id, 'at gate 5');
    const short = await runner.enqueue('count', { steps: 1 });
    const other = await runner.startTrainer();
    await runner.statusIs(short.id, 'succeeded');
    expect((await runner.get(long.id)).trainerId).not.toBe(other.id);
    await runner.openGate(5);
    await runner.statusIs(long.id, 'succeeded');
    // It listens again.
    await other.stop();
    const last = await runner.enqueue('count', { steps: 1 });
    await runner.statusIs(last.id, 'succeeded');
  });

  it('ring again for a task whose wake-up was lost', async () => {
    const { id } = await runner.enqueue('count', { steps: 1 });
    await runner.database.query('DELETE FROM pgboss.job');
    await runner.startTrainer({ sweepMs: 50, wakeAgainMs: 0 });
    await runner.statusIs(id, 'succeeded');
  });

  it('take over from one that is not heard of, which then can change nothing', async () => {
    const silent = await runner.startTrainer({ leaseMs: 200, heartbeatMs: NEVER });
    const { id } = await runner.enqueue('count', { steps: 5, gates: [4] });
    await runner.logged(id, 'at gate 4');
    const { worker, trainerId } = await runner.get(id);
    expect(trainerId).toBe(silent.id);
    await silent.wakeUps.stop();
    const other = await runner.startTrainer({ sweepMs: 50 });
    await until(
      async () => ((await runner.get(id)).trainerId === other.id ? true : null),
      'the other one to take over',
    );
    await runner.openGate(4);
    const task = await runner.statusIs(id, 'succeeded');

    expect(task).toMatchObject({ attempt: 2, output: { sum: 15, from: 4 } });
    expect(runner.published.filter(({ taskId }) => taskId === id)).toMatchObject([{ attempt: 2 }]);
    await until(
      async () => ((await isRunning(worker!.child!.pid)) ? null : true),
      "the silent one's worker to be stopped",
    );
  });

  it('are fenced: no write of an attempt that was given up comes through', async () => {
    const { id } = await runner.enqueue('count', { steps: 1 });
    const trainer = await runner.startTrainer({ capacity: 0 });
    const self = identityOf(process.pid)!;
    const worker = { machine: machineId(), trainer: self, child: null };
    await trainer.ledger.claim(id, 'trn_zombie', 0, worker);
    await trainer.sweeper.releaseAbandoned(trainer.id);
    const before = { task: await runner.get(id), events: await runner.allEvents(id) };
    expect(before.task).toMatchObject({ status: 'queued', attempt: 2 });

    const claim = { taskId: id, attempt: 1, trainerId: 'trn_zombie' };
    const checkpoint = { id: 'ckp_x', key: 'x', step: 1, createdAt: new Date().toISOString(), files: [] };
    const writer = new TaskEventWriter(
      runner.dataSource,
      claim,
      () => {},
      () => {},
    );
    writer.add({ type: 'log', level: 'info', message: 'from the grave' });
    writer.add({ type: 'progress', step: 1, totalSteps: 1 });
    const writes = [
      trainer.ledger.beat(claim, 60_000),
      trainer.ledger.recordWorker(claim, worker),
      trainer.ledger.addCheckpoint(claim, checkpoint, undefined),
      trainer.ledger.settle(claim, { type: 'succeeded', output: 1 }, async () => {}),
      trainer.ledger.settle(claim, { type: 'stopped' }, async () => {}),
      writer.flush(),
    ];
    for (const result of await Promise.allSettled(writes)) {
      expect(result).toMatchObject({ status: 'rejected', reason: expect.any(ClaimLost) });
    }
    writer.stop();
    expect({ task: await runner.get(id), events: await runner.allEvents(id) }).toEqual(before);
    await runner.cancel(id);
  });

  it('find what a dead one on the same machine left running, without waiting for its lease', async () => {
    const { id } = await runner.enqueue('count', { steps: 2 });
    const orphan = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
    const ended = once(orphan, 'exit');
    const child = identityOf(orphan.pid!)!;
    const idle = await runner.startTrainer({ capacity: 0 });
    const dead = { pid: child.pid, started: 'before this process had that number' };
    await idle.ledger.claim(id, 'trn_dead', 3_600_000, { machine: machineId(), trainer: dead, child });

    await runner.startTrainer();
    const task = await runner.statusIs(id, 'succeeded');
    expect(task.attempt).toBe(2);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('keep to what was asked of a task whose trainer died', async () => {
    const trainer = await runner.startTrainer({ capacity: 0 });
    const worker = { machine: machineId(), trainer: identityOf(process.pid)!, child: null };
    const cancelled = await runner.enqueue('count', { steps: 1 });
    const paused = await runner.enqueue('count', { steps: 1 });
    for (const { id } of [cancelled, paused]) await trainer.ledger.claim(id, 'trn_zombie', 0, worker);
    await runner.cancel(cancelled.id);
    await runner.pause(paused.id);
    await trainer.sweeper.releaseAbandoned(trainer.id);
    expect(await runner.get(cancelled.id)).toMatchObject({ status: 'cancelled', attempt: 1 });
    expect(await runner.get(paused.id)).toMatchObject({ status: 'paused', attempt: 2 });
  });

  it('lose no work when PostgreSQL cuts every connection', async () => {
    await runner.startTrainer({ heartbeatMs: 50 });
    const { id } = await runner.enqueue('count', { steps: 7, gates: [6] });
    await runner.logged(id, 'at gate 6');
    await runner.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await runner.openGate(6);
    // The test's own connections are among those cut.
    await until(async () => runner.get(id).catch(() => null), 'the database to answer again');
    expect(await runner.statusIs(id, 'succeeded')).toMatchObject({ attempt: 1, output: { sum: 28, from: 0 } });
  });
});
