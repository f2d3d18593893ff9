import { isRunning, startRunner, type TestRunner } from '../../support/runner.js';
import { until } from '../../support/until.js';

describe('what users ask of a task', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await startRunner();
  });
  afterEach(() => runner.stopTrainers());
  afterAll(() => runner.stop());

  const gone = (pid: number) => until(async () => ((await isRunning(pid)) ? null : true), `process ${pid} to be gone`);

  it('cancels a queued task at once, and no trainer takes it', async () => {
    const { id } = await runner.enqueue('count', { steps: 1 });
    expect(await runner.cancel(id)).toMatchObject({ status: 'cancelled', finishedAt: expect.any(Date) });
    await runner.startTrainer();
    const next = await runner.enqueue('count', { steps: 1 });
    await runner.statusIs(next.id, 'succeeded');
    expect(await runner.get(id)).toMatchObject({ status: 'cancelled', startedAt: null });
  });

  it('takes a queued task whose row somebody had locked when its wake-up came', async () => {
    const { id } = await runner.enqueue('count', { steps: 1 });
    const somebody = runner.dataSource.createQueryRunner();
    await somebody.startTransaction();
    await somebody.query('SELECT FROM tasks WHERE id = $1 FOR UPDATE', [id]);
    await runner.startTrainer();
    const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await until(async () => ((await runner.dataSource.query(waiting)).length > 0 ? true : null), 'the trainer to wait');
    await somebody.rollbackTransaction();
    await somebody.release();
    await runner.statusIs(id, 'succeeded');
  });

  it('cancels a running task, whose process is gone by then', async () => {
    await runner.startTrainer();
    const { id } = await runner.enqueue('count', { steps: 2, gates: [1] });
    await runner.logged(id, 'at gate 1');
    const { pid } = (await runner.get(id)).worker!.child!;
    expect(await runner.cancel(id)).toMatchObject({ status: 'cancelling' });
    await runner.statusIs(id, 'cancelled');
    expect(await isRunning(pid)).toBe(false);
    expect(runner.published.filter(({ taskId }) => taskId === id)).toEqual([]);
    await expect(runner.cancel(id)).rejects.toThrow(/Expected the status .*; found cancelled/);
  });

  it('kills a worker that does not listen, with everything it started', async () => {
    await runner.startTrainer({ cancelGraceMs: 100 });
    const { id } = await runner.enqueue('hang', {});
    const { data } = await runner.logged(id, 'hanging');
    const { pid, child } = data as { pid: number; child: number };
    expect(await isRunning(child)).toBe(true);
    await runner.cancel(id);
    await runner.statusIs(id, 'cancelled');
    expect(await isRunning(pid)).toBe(false);
    await gone(child);
  });

  it('pauses at a checkpoint and goes on from there, in the same attempt', async () => {
    await runner.startTrainer();
    const { id } = await runner.enqueue('count', { steps: 4, gates: [2], checkpointEvery: 10 });
    await runner.logged(id, 'at gate 2');
    expect(await runner.pause(id)).toMatchObject({ status: 'pausing' });
    const paused = await runner.statusIs(id, 'paused');
    expect(paused).toMatchObject({ attempt: 1, checkpoints: [{ step: 2 }], trainerId: null, worker: null });
    await expect(runner.pause(id)).rejects.toThrow(
      'Expected the status running, from which pausing follows; found paused.',
    );

    expect(await runner.resume(id)).toMatchObject({ status: 'queued' });
    const task = await runner.statusIs(id, 'succeeded');
    expect(task).toMatchObject({ attempt: 1, output: { sum: 10, from: 2 } });
  });

  it('cancels a paused task at once and removes its checkpoints', async () => {
    const trainer = await runner.startTrainer();
    const { id } = await runner.enqueue('count', { steps: 4, gates: [3] });
    await runner.logged(id, 'at gate 3');
    await runner.pause(id);
    await runner.statusIs(id, 'paused');
    expect(await runner.cancel(id)).toMatchObject({ status: 'cancelled' });
    await trainer.sweeper.cleanFinished();
    expect(await runner.get(id)).toMatchObject({ checkpoints: [] });
  });

  it('refuses what its kind or status cannot do, and unknown ids', async () => {
    const hanging = await runner.enqueue('hang', {});
    await expect(runner.pause(hanging.id)).rejects.toThrow(/keep no checkpoints/);
    const { id } = await runner.enqueue('count', { steps: 1 });
    await expect(runner.pause(id)).rejects.toThrow(/Expected the status running, .*; found queued/);
    await expect(runner.resume(id)).rejects.toThrow(/Expected the status paused, .*; found queued/);
    await expect(runner.cancel('tsk_none')).rejects.toThrow(/found "tsk_none"/);
    await runner.cancel(id);
    await runner.cancel(hanging.id);
  });
});
