import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { Conflict, Unavailable } from '../../src/platform/errors/problem.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { Metrics } from '../../src/platform/metrics/metrics.js';
import { DEFAULT_PROJECT_ID } from '../../src/platform/project.js';
import { FolderStore } from '../../src/platform/storage/folder-store.js';
import { CheckpointStore } from '../../src/runner/checkpoint-store.js';
import { RunnerMetrics } from '../../src/runner/runner-metrics.js';
import { TaskEntity } from '../../src/runner/task.entity.js';
import { TaskService } from '../../src/runner/task.service.js';
import { TaskEventEntity } from '../../src/runner/task-event.entity.js';
import type { TaskEventView } from '../../src/runner/task-event.schemas.js';
import { TaskEventsService } from '../../src/runner/task-events.service.js';
import type { TaskKind } from '../../src/runner/task-kind.js';
import { TaskKindRegistry } from '../../src/runner/task-kind.registry.js';
import { TaskLedger } from '../../src/runner/task-ledger.js';
import { TaskNotifications } from '../../src/runner/task-notifications.js';
import type { TaskStatus } from '../../src/runner/task-status.js';
import { TaskSweeper } from '../../src/runner/task-sweeper.js';
import { Trainer } from '../../src/runner/trainer.js';
import { TRAINER_DEFAULTS, type TrainerSettings } from '../../src/runner/trainer-settings.js';
import { WakeUps } from '../../src/runner/wake-ups.js';
import { createTestDatabase } from './database.js';
import { until } from './until.js';

const WORKER_ENTRY = new URL('./worker/entry.js', import.meta.url);

export type TestRunner = Awaited<ReturnType<typeof startRunner>>;

/** The runner without Nest: a database, a store and test-only kinds; trainers are started by each test. */
export async function startRunner() {
  const folder = await mkdtemp(join(tmpdir(), 'temper-runner-'));
  const gateFolder = join(folder, 'gates');
  await mkdir(gateFolder);
  const database = await createTestDatabase();
  const logger = createLogger(process.env.TEMPER_TESTS_LOG ?? 'silent');
  const dataSource = await createDataSource(database.url, [TaskEntity, TaskEventEntity]);
  const store = new FolderStore(join(folder, 'objects'));
  const kinds = new TaskKindRegistry();
  const published: { taskId: string; attempt: number; output: unknown }[] = [];
  for (const kind of testKinds(published, gateFolder)) kinds.register(kind);
  const notifications = new TaskNotifications(database.url, logger);
  await notifications.start();
  const checkpoints = new CheckpointStore(store, logger);
  const metricsOfProcess = new Metrics();
  const metrics = new RunnerMetrics(metricsOfProcess, dataSource);
  const events = new TaskEventsService(dataSource, notifications);
  const sender = new WakeUps(database.url, { receives: false }, logger);
  await sender.start();
  const service = new TaskService(kinds, sender);
  const trainers: (() => Promise<void>)[] = [];
  const stopTrainers = async () => {
    for (const stop of trainers.splice(0)) await stop();
  };

  const get = (id: string) => dataSource.manager.findOneByOrFail(TaskEntity, { id });

  return {
    folder,
    database,
    dataSource,
    store,
    service,
    kinds,
    events,
    published,
    registry: metricsOfProcess.registry,

    enqueue: (kind: string, input: unknown, maxAttempts?: number) =>
      dataSource.transaction((tx) =>
        service.enqueue(tx, { kind, input, projectId: DEFAULT_PROJECT_ID, ...(maxAttempts ? { maxAttempts } : {}) }),
      ),
    cancel: (id: string) => dataSource.transaction((tx) => service.cancel(tx, id)),
    pause: (id: string) => dataSource.transaction((tx) => service.pause(tx, id)),
    resume: (id: string) => dataSource.transaction((tx) => service.resume(tx, id)),
    get,
    openGate: (step: number) => writeFile(join(gateFolder, String(step)), ''),
    statusIs: (id: string, status: TaskStatus) =>
      until(
        async () => {
          const task = await get(id);
          return task.status === status ? task : null;
        },
        async () => `task ${id} to be ${status}; it is ${JSON.stringify(await get(id), null, 1)}`,
      ),
    /** All its events so far, oldest first. */
    async allEvents(id: string): Promise<TaskEventView[]> {
      const { data } = await events.list(id, { limit: 10_000 });
      return data.reverse();
    },
    /** Resolves when the worker has said so. */
    logged: (id: string, message: string) =>
      until(
        async () => {
          const { data } = await events.list(id, { limit: 1_000 });
          return data.find((event) => event.type === 'log' && event.message === message) ?? null;
        },
        async () => `task ${id} to log "${message}"; it is ${JSON.stringify(await get(id), null, 1)}`,
      ),

    /** A trainer as a process of its own would have it, as far as the database can tell. */
    async startTrainer(changes: Partial<TrainerSettings> = {}) {
      const wakeUps = new WakeUps(database.url, { receives: true }, logger);
      await wakeUps.start();
      const ledger = new TaskLedger(dataSource, kinds, wakeUps, metrics);
      const sweeper = new TaskSweeper(dataSource, ledger, wakeUps, checkpoints, kinds, logger);
      const settings: TrainerSettings = {
        ...TRAINER_DEFAULTS,
        workerEntry: WORKER_ENTRY,
        capacity: 1,
        threads: 1,
        device: 'cpu',
        scratchRoot: join(folder, 'scratch'),
        ...changes,
      };
      const trainer = new Trainer({
        settings,
        logger,
        dataSource,
        kinds,
        ledger,
        sweeper,
        checkpoints,
        notifications,
        wakeUps,
      });
      await trainer.start();
      let stopped: Promise<void> | undefined;
      const stop = () => {
        stopped ??= trainer.drain().then(() => wakeUps.stop());
        return stopped;
      };
      trainers.push(stop);
      return { id: trainer.id, ledger, sweeper, wakeUps, stop };
    },

    stopTrainers,

    async stop() {
      await stopTrainers();
      await sender.stop();
      await notifications.stop();
      await dataSource.destroy();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whether that process is there and more than a zombie. */
export async function isRunning(pid: number): Promise<boolean> {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !/\) [ZX]/.test(stat);
}

function testKinds(published: { taskId: string; attempt: number; output: unknown }[], gateFolder: string): TaskKind[] {
  const plain = { pausable: false, stage: async (task: TaskEntity) => task.input, publish: async () => {} };
  return [
    {
      name: 'count',
      pausable: true,
      stage: async (task) => ({ ...(task.input as object), gateFolder }),
      async publish(_tx, task, output, scratch) {
        const sum = Number(await readFile(join(scratch, 'sum.txt'), 'utf8'));
        published.push({ taskId: task.id, attempt: task.attempt, output: { ...(output as object), file: sum } });
      },
    },
    { ...plain, name: 'die' },
    { ...plain, name: 'hang' },
    { ...plain, name: 'chatter' },
    { ...plain, name: 'environment' },
    {
      ...plain,
      name: 'staged',
      async stage({ attempt }, _scratch, _signal, report) {
        report({ type: 'log', level: 'info', message: `staging ${attempt}` });
        report({ type: 'progress', step: 7, totalSteps: 9 });
        if (attempt === 1) throw new Unavailable('mirror-away', 'The mirror is away.', { retryAfter: 0 });
        return { events: 1 };
      },
    },
    {
      ...plain,
      name: 'refused',
      async publish(tx, task) {
        await tx.update(TaskEntity, { id: task.id }, { progress: { step: 99, totalSteps: null } });
        throw new Conflict('name-taken', 'The name was taken while the task ran. Choose another one.');
      },
      async failed(_tx, task, error) {
        published.push({ taskId: task.id, attempt: task.attempt, output: error });
      },
    },
  ];
}
