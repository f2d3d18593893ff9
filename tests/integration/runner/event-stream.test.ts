import type { TaskEventView } from '../../../src/runner/task-event.schemas.js';
import { startRunner, type TestRunner } from '../../support/runner.js';

const EVENTS = 2_000;

describe('the live stream of a task', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await startRunner();
  });
  afterEach(() => runner.stopTrainers());
  afterAll(() => runner.stop());

  async function collect(id: string, after?: string): Promise<TaskEventView[]> {
    const { signal } = new AbortController();
    const events: TaskEventView[] = [];
    for await (const event of runner.events.follow(id, { signal, ...(after ? { after } : {}) })) events.push(event);
    return events;
  }

  it('has every event once, in order, and ends after the final status', async () => {
    const { id } = await runner.enqueue('chatter', { events: EVENTS });
    const streams = [collect(id), collect(id)];
    await runner.startTrainer();
    const [first, second] = await Promise.all(streams);
    expect(first).toEqual(await runner.allEvents(id));
    expect(second).toEqual(first);
    expect(first).toHaveLength(EVENTS + 3);
    expect(first!.at(-1)).toMatchObject({ type: 'status', data: { status: 'succeeded' } });
  });

  it('goes on after the last event that a reader got, however often it connects again', async () => {
    const { id } = await runner.enqueue('chatter', { events: EVENTS });
    await runner.startTrainer();
    const got: TaskEventView[] = [];
    let connections = 0;
    while (got.at(-1)?.type !== 'status' || got.length < 3) {
      connections++;
      let inThisOne = 0;
      const { signal } = new AbortController();
      const after = got.at(-1)?.id;
      for await (const event of runner.events.follow(id, { signal, ...(after ? { after } : {}) })) {
        got.push(event);
        if (++inThisOne === 97) break;
      }
    }
    expect(connections).toBeGreaterThan(10);
    expect(got).toEqual(await runner.allEvents(id));
    expect(await collect(id, got.at(-1)!.id)).toEqual([]);
  });

  it('misses nothing when its connection to PostgreSQL is lost', async () => {
    await runner.startTrainer();
    const { id } = await runner.enqueue('count', { steps: 3, gates: [2] });
    const stream = collect(id);
    await runner.logged(id, 'at gate 2');
    const [lost] = await runner.database.query<{ lost: boolean }>(
      `SELECT pg_terminate_backend(pid) AS lost FROM pg_stat_activity
       WHERE application_name = 'temper notifications' AND datname = current_database()`,
    );
    expect(lost).toEqual({ lost: true });
    await runner.openGate(2);
    await runner.statusIs(id, 'succeeded');
    expect(await stream).toEqual(await runner.allEvents(id));
  });

  it('ends when the reader leaves, when the process shuts down, and when there is no such task', async () => {
    const { id } = await runner.enqueue('count', { steps: 1 });
    const reader = new AbortController();
    const stream = runner.events.follow(id, { signal: reader.signal });
    expect(await stream.next()).toMatchObject({ value: { message: 'Queued.' } });
    const waiting = stream.next();
    reader.abort();
    expect(await waiting).toEqual({ done: true, value: undefined });

    expect(await collect('tsk_none')).toEqual([]);

    const closing = collect(id);
    runner.events.endStreams();
    expect(await closing).toMatchObject([{ message: 'Queued.' }]);
  });
});
