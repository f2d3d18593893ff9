import type { EntityManager } from 'typeorm';
import { TaskEntity } from '../../../src/runner/task.entity.js';
import { type CoordinatingKind, type CoordinationContext, STOPPED } from '../../../src/runner/task-kind.js';
import type { TaskService } from '../../../src/runner/task.service.js';
import { isFinal } from '../../../src/runner/task-status.js';
import { startRunner, type TestRunner } from '../../support/runner.js';

/** Starts a `count` for each of its steps, and adds up what they come to. */
class Gather implements CoordinatingKind {
  readonly name = 'gather';
  readonly pausable = true;

  constructor(private readonly service: TaskService) {}

  async coordinate({ input }: TaskEntity, context: CoordinationContext): Promise<unknown> {
    const { steps, gates = [] } = input as { steps: number[]; gates?: number[] };
    for (;;) {
      context.signal.throwIfAborted();
      const parts = await context.transaction(async (tx, { id, projectId, status }, report) => {
        if (status === 'pausing') return STOPPED;
        const found = await partsOf(tx, id);
        if (found.length > 0 || steps.length === 0) return found;
        for (const [i, count] of steps.entries()) {
          await this.service.enqueue(tx, { kind: 'count', projectId, input: { parent: id, steps: count, gates } });
          report({ type: 'log', level: 'info', message: `started ${i}` });
        }
        report({ type: 'progress', step: 0, totalSteps: steps.length });
        return partsOf(tx, id);
      });
      if (parts === STOPPED) return STOPPED;
      if (parts.every(({ status }) => isFinal(status))) {
        return { sum: parts.reduce((sum, { output }) => sum + (output as { sum: number }).sum, 0) };
      }
      await context.wait(parts.map(({ id }) => id));
    }
  }

  async publish(): Promise<void> {
    // It leaves nothing.
  }

  async cancelled(tx: EntityManager, { id }: TaskEntity): Promise<void> {
    for (const part of await partsOf(tx, id)) if (!isFinal(part.status)) await this.service.cancel(tx, part.id);
  }
}

const partsOf = (tx: EntityManager, id: string) =>
  tx
    .createQueryBuilder(TaskEntity, 'task')
    .where(`task.kind = 'count' AND task.input->>'parent' = :id`, { id })
    .orderBy('task.id')
    .getMany();

describe('a task that coordinates others', () => {
  let runner: TestRunner;

  beforeAll(async () => {
    runner = await startRunner();
    runner.kinds.register(new Gather(runner.service));
  });
  afterEach(() => runner.stopTrainers());
  afterAll(() => runner.stop());

  const parts = (id: string) => partsOf(runner.dataSource.manager, id);
  const started = async (id: string) =>
    (await runner.allEvents(id)).filter(({ message }) => message.startsWith('started')).length;
  /** Once the first of its parts waits. */
  const atGate = async (id: string, gate: number) => {
    await runner.logged(id, 'started 0');
    const [part] = await parts(id);
    await runner.logged(part!.id, `at gate ${gate}`);
    return part!;
  };

  it('takes no place of its trainer: the only one is free for what it waits for', async () => {
    await runner.startTrainer({ coordinateMs: 60_000 });
    const { id } = await runner.enqueue('gather', { steps: [2, 3] });
    const task = await runner.statusIs(id, 'succeeded');
    expect(task).toMatchObject({ attempt: 1, output: { sum: 9 }, progress: { step: 0, totalSteps: 2 }, worker: null });
    expect(await started(id)).toBe(2);
  });

  it('is taken by a trainer whose places are full', async () => {
    await runner.startTrainer();
    const long = await runner.enqueue('count', { steps: 11, gates: [10] });
    await runner.logged(long.id, 'at gate 10');
    const { id } = await runner.enqueue('gather', { steps: [] });
    expect(await runner.statusIs(id, 'succeeded')).toMatchObject({ output: { sum: 0 } });
    await runner.openGate(10);
    await runner.statusIs(long.id, 'succeeded');
  });

  it('is handed back at a shutdown without using up an attempt, and goes on with what it has started', async () => {
    const first = await runner.startTrainer();
    const { id } = await runner.enqueue('gather', { steps: [21], gates: [20] });
    await atGate(id, 20);
    await first.stop();
    expect(await runner.get(id)).toMatchObject({ status: 'queued', attempt: 1, trainerId: null });
    await runner.startTrainer();
    await runner.openGate(20);
    expect(await runner.statusIs(id, 'succeeded')).toMatchObject({ attempt: 1, output: { sum: 231 } });
    expect(await parts(id)).toHaveLength(1);
    expect(await started(id)).toBe(1);
  });

  it('goes on after its trainer is given up for dead, which can change nothing any more', async () => {
    const silent = await runner.startTrainer({ leaseMs: 200, heartbeatMs: 1_000_000 });
    const { id } = await runner.enqueue('gather', { steps: [31], gates: [30] });
    await atGate(id, 30);
    await silent.wakeUps.stop();
    await runner.startTrainer({ sweepMs: 50 });
    await runner.openGate(30);
    expect(await runner.statusIs(id, 'succeeded')).toMatchObject({ attempt: 2, output: { sum: 496 } });
    expect(await parts(id)).toHaveLength(1);
  });

  it('sees to a pause itself, and goes on when resumed', async () => {
    await runner.startTrainer({ coordinateMs: 60_000 });
    const { id } = await runner.enqueue('gather', { steps: [41], gates: [40] });
    await atGate(id, 40);
    await runner.pause(id);
    expect(await runner.statusIs(id, 'paused')).toMatchObject({ attempt: 1, trainerId: null });
    await runner.resume(id);
    await runner.openGate(40);
    await runner.statusIs(id, 'succeeded');
  });

  it('takes what it has started along when it is cancelled, running or paused', async () => {
    await runner.startTrainer();
    const running = await runner.enqueue('gather', { steps: [51], gates: [50] });
    const part = await atGate(running.id, 50);
    const paused = await runner.enqueue('gather', { steps: [1] });
    await runner.logged(paused.id, 'started 0');
    await runner.pause(paused.id);
    await runner.statusIs(paused.id, 'paused');
    await runner.cancel(paused.id);
    expect(await parts(paused.id)).toMatchObject([{ status: 'cancelled' }]);
    await runner.cancel(running.id);
    await runner.statusIs(running.id, 'cancelled');
    await runner.statusIs(part.id, 'cancelled');
  });

  it('may hold back what is queued until it is resumed', async () => {
    const { id } = await runner.enqueue('count', { steps: 1 });
    const held = await runner.dataSource.transaction((tx) => runner.service.hold(tx, id, 'Held back.'));
    expect(held.status).toBe('paused');
    await runner.startTrainer();
    const other = await runner.enqueue('count', { steps: 1 });
    await runner.statusIs(other.id, 'succeeded');
    expect(await runner.get(id)).toMatchObject({ status: 'paused', startedAt: null });
    await runner.resume(id);
    await runner.statusIs(id, 'succeeded');
  });
});
