import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startRunner, type TestRunner } from '../../support/runner.js';
import { until } from '../../support/until.js';

describe('the life of a task', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await startRunner();
    await runner.startTrainer({ capacity: 2 });
  });
  afterAll(() => runner.stop());

  it('runs in a worker, is published and keeps its history', async () => {
    const { id } = await runner.enqueue('count', { steps: 4, checkpointEvery: 2 });
    const task = await runner.statusIs(id, 'succeeded');

    expect(task).toMatchObject({
      attempt: 1,
      output: { sum: 10, from: 0 },
      error: null,
      progress: { step: 4, totalSteps: 4 },
      trainerId: null,
      leaseUntil: null,
      worker: null,
    });
    expect(task.startedAt!.getTime()).toBeLessThanOrEqual(task.finishedAt!.getTime());
    expect(runner.published).toContainEqual({ taskId: id, attempt: 1, output: { sum: 10, from: 0, file: 10 } });

    const events = await runner.allEvents(id);
    expect(events.map(({ type, message }) => `${type}: ${message}`)).toEqual([
      'status: Queued.',
      'status: Running: attempt 1 of 3.',
      'log: from 0',
      'metric: train sum 1',
      'metric: train sum 3',
      'checkpoint: Checkpoint of step 2 stored.',
      'metric: train sum 6',
      'metric: train sum 10',
      'checkpoint: Checkpoint of step 4 stored.',
      'status: Succeeded.',
    ]);
    expect(events.filter(({ type }) => type === 'status').map(({ data }) => data)).toEqual([
      { status: 'queued', attempt: 1 },
      { status: 'running', attempt: 1 },
      { status: 'succeeded', attempt: 1 },
    ]);
    expect(await runner.events.metrics(id)).toMatchObject([
      { step: 1, epoch: null, split: 'train', name: 'sum', value: 1 },
      { step: 2, value: 3 },
      { step: 3, value: 6 },
      { step: 4, value: 10 },
    ]);
  });

  it('reports while it is staged, and is staged again when that failed for a reason that may pass', async () => {
    const { id } = await runner.enqueue('staged', {});
    const task = await runner.statusIs(id, 'succeeded');
    expect(task).toMatchObject({ attempt: 2, progress: { step: 7, totalSteps: 9 } });
    expect((await runner.allEvents(id)).map(({ type, message }) => `${type}: ${message}`)).toEqual([
      'status: Queued.',
      'status: Running: attempt 1 of 3.',
      'log: staging 1',
      'status: Attempt 1 of 3 failed: The mirror is away. The next one starts from the beginning.',
      'status: Running: attempt 2 of 3.',
      'log: staging 2',
      'log: event 0\uFFFD',
      'status: Succeeded.',
    ]);
  });

  it('lists its events by pages, newest first', async () => {
    const { id } = await runner.enqueue('chatter', { events: 5 });
    await runner.statusIs(id, 'succeeded');
    const all = (await runner.allEvents(id)).reverse();
    const first = await runner.events.list(id, { limit: 3 });
    const second = await runner.events.list(id, { limit: 100, after: first.nextCursor! });
    expect(first).toMatchObject({ hasMore: true, data: all.slice(0, 3) });
    expect(second).toEqual({ hasMore: false, nextCursor: null, data: all.slice(3) });
    await expect(runner.events.list(id, { limit: 3, after: 'DROP' })).rejects.toThrow(/whole number; found "DROP"/);
  });

  it('takes more events than fit into one insert, and any text', async () => {
    const { id } = await runner.enqueue('chatter', { events: 3_000 });
    await runner.statusIs(id, 'succeeded');
    const logs = (await runner.allEvents(id)).filter(({ type }) => type === 'log');
    expect(logs.map(({ data }) => (data as { n: number }).n)).toEqual(Array.from({ length: 3_000 }, (_, n) => n));
    expect(logs[7]?.message).toBe('event 7\uFFFD');
  });

  it('is not there when the transaction that would have made it rolls back', async () => {
    const before = await runner.database.query('SELECT id FROM tasks');
    const failing = runner.dataSource.transaction(async (tx) => {
      await runner.service.enqueue(tx, { kind: 'count', projectId: 'prj_default', input: { steps: 1 } });
      throw new Error('second thoughts');
    });
    await expect(failing).rejects.toThrow('second thoughts');
    expect(await runner.database.query('SELECT id FROM tasks')).toEqual(before);
  });

  it('is refused when nobody has registered its kind', async () => {
    await expect(runner.enqueue('bake', {})).rejects.toThrow(/Expected one of the task kinds count, .*found "bake"/);
  });

  it('leaves no files: neither scratch folders nor checkpoints', async () => {
    const { id } = await runner.enqueue('count', { steps: 3 });
    await runner.statusIs(id, 'succeeded');
    const trainer = await runner.startTrainer();
    await trainer.sweeper.cleanFinished();
    for await (const { key } of runner.store.list('projects/')) throw new Error(`${key} is left in the store`);
    await until(async () => {
      const scratch = await readdir(join(runner.folder, 'scratch'), { recursive: true });
      return scratch.some((path) => path.includes(id)) ? null : true;
    }, 'the scratch folder to be removed');
    expect(await runner.get(id)).toMatchObject({ checkpoints: [], cleanedAt: expect.any(Date) });
  });

  it('hides secrets of the trainer from the worker, and gives it its own folder', async () => {
    process.env.HF_TOKEN = 'hf_secret';
    process.env.SOME_API_KEY = 'secret';
    const { id } = await runner.enqueue('environment', {});
    const { output } = await runner.statusIs(id, 'succeeded');
    const { names, folder } = output as { names: string[]; folder: string };
    expect(names).toContain('PATH');
    for (const hidden of ['HF_TOKEN', 'SOME_API_KEY', 'TEMPER_TESTS_POSTGRES']) expect(names).not.toContain(hidden);
    expect(folder).toContain(`${id}-1`);
  });

  it('is counted and timed for operators', async () => {
    const { id } = await runner.enqueue('chatter', { events: 1 });
    await runner.statusIs(id, 'succeeded');
    const chatters = await runner.database.query<{ count: string }>(
      "SELECT count(*) FROM tasks WHERE kind = 'chatter'",
    );
    const text = await runner.registry.metrics();
    expect(text).toContain(`temper_tasks{kind="chatter",status="succeeded"} ${chatters[0]!.count}`);
    expect(text).toMatch(/temper_task_attempts_total\{kind="chatter",outcome="succeeded"\} [1-9]/);
    expect(text).toMatch(/temper_task_duration_seconds_bucket\{le="60",kind="chatter",status="succeeded"\} [1-9]/);
  });
});
