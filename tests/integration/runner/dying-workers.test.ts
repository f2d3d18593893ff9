import { startRunner, type TestRunner } from '../../support/runner.js';

describe('a worker that dies', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await startRunner();
    await runner.startTrainer();
  });
  afterAll(() => runner.stop());

  it('is replaced at once, and the next attempt goes on from the last checkpoint', async () => {
    const { id } = await runner.enqueue('count', { steps: 5, checkpointEvery: 2, gates: [3] });
    await runner.logged(id, 'at gate 3');
    const { worker } = await runner.get(id);
    process.kill(worker!.child!.pid, 'SIGKILL');
    await runner.openGate(3);
    const task = await runner.statusIs(id, 'succeeded');

    expect(task).toMatchObject({ attempt: 2, output: { sum: 15, from: 2 }, error: null });
    expect(runner.published.filter(({ taskId }) => taskId === id)).toEqual([
      { taskId: id, attempt: 2, output: { sum: 15, from: 2, file: 15 } },
    ]);
    const statuses = (await runner.allEvents(id)).filter(({ type }) => type === 'status');
    expect(statuses.map(({ level, data }) => ({ level, data }))).toMatchObject([
      { data: { status: 'queued', attempt: 1 } },
      { data: { status: 'running', attempt: 1 } },
      { level: 'warn', data: { status: 'queued', attempt: 2, error: { code: 'worker-killed' } } },
      { data: { status: 'running', attempt: 2 } },
      { data: { status: 'succeeded', attempt: 2 } },
    ]);
    expect(statuses[2]!.message).toMatch(/SIGKILL.* starts from the checkpoint of step 2\.$/);
    // Step 3 was measured by both attempts.
    const metrics = await runner.events.metrics(id);
    expect(metrics.map(({ step, value }) => [step, value])).toEqual([1, 3, 6, 10, 15].map((sum, n) => [n + 1, sum]));
  });

  it('three times fails the task with the reason', async () => {
    const { id } = await runner.enqueue('die', { how: 'killed' });
    const { attempt, error } = await runner.statusIs(id, 'failed');
    expect(attempt).toBe(3);
    expect(error).toMatchObject({
      code: 'worker-killed',
      message: 'Attempt 3 of 3, the last one, failed: The worker was killed by SIGKILL.',
    });
  });

  it('is quoted with its exit code and its last words', async () => {
    const { id } = await runner.enqueue('die', { how: 'exit' }, 1);
    const { error } = await runner.statusIs(id, 'failed');
    expect(error).toMatchObject({ code: 'worker-exited', detail: 'the last words' });
    expect(error!.message).toMatch(/ended with exit code 7 .* Its last output: the last words$/);
  });

  it.each([
    ['throws', 'defect', 'a defect'],
    ['throws where nobody awaits', 'late', 'thrown where nobody awaits'],
  ])('because its handler %s names the error', async (_, how, message) => {
    const { id } = await runner.enqueue('die', { how }, 1);
    const { error } = await runner.statusIs(id, 'failed');
    expect(error).toMatchObject({ code: 'worker-error', message: expect.stringContaining(message) });
    expect(error!.detail).toContain('handlers.js');
    if (how === 'defect') expect(error!.detail).toContain('src/worker/serve-task.ts');
  });

  it('over bad input fails the task at once', async () => {
    const { id } = await runner.enqueue('die', { how: 'bad-input' });
    const task = await runner.statusIs(id, 'failed');
    expect(task.attempt).toBe(1);
    expect(task.error).toEqual({ code: 'too-few-rows', message: 'Expected at least 8 rows; found 3. Add rows.' });
    expect((await runner.allEvents(id)).at(-1)).toMatchObject({ level: 'error', data: { status: 'failed' } });
  });

  it('is not tried again where publishing refuses the result, of which nothing stays', async () => {
    const { id } = await runner.enqueue('refused', { events: 1 });
    const task = await runner.statusIs(id, 'failed');
    const error = { code: 'name-taken', message: 'The name was taken while the task ran. Choose another one.' };
    expect(task).toMatchObject({ attempt: 1, error, output: null, progress: null });
    expect(runner.published).toContainEqual({ taskId: id, attempt: 1, output: error });
  });
});
