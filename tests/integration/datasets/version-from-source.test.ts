import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DatasetEntity } from '../../../src/datasets/dataset.entity.js';
import { DatasetService } from '../../../src/datasets/dataset.service.js';
import { reportKey, splitKey } from '../../../src/datasets/dataset-keys.js';
import { DatasetSecretEntity } from '../../../src/datasets/dataset-secret.entity.js';
import { DatasetSecretService } from '../../../src/datasets/dataset-secret.service.js';
import { DatasetTask } from '../../../src/datasets/dataset-task.js';
import { DatasetVersionEntity } from '../../../src/datasets/dataset-version.entity.js';
import type { VersionCreate } from '../../../src/datasets/dataset-version.schemas.js';
import { DatasetVersionService } from '../../../src/datasets/dataset-version.service.js';
import { type ExampleRequest, ExampleSources } from '../../../src/datasets/example-source.js';
import { VersionIntakeService } from '../../../src/datasets/version-intake.service.js';
import type { Example } from '../../../src/ml/data/example.js';
import type { DatasetReport } from '../../../src/ml/data/report.js';
import type { RequestContext } from '../../../src/platform/auth/request-context.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { NotFound } from '../../../src/platform/errors/problem.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { DEFAULT_PROJECT_ID } from '../../../src/platform/project.js';
import { FolderStore } from '../../../src/platform/storage/folder-store.js';
import { TaskEntity } from '../../../src/runner/task.entity.js';
import { TaskService } from '../../../src/runner/task.service.js';
import { TaskEventEntity } from '../../../src/runner/task-event.entity.js';
import { TaskKindRegistry } from '../../../src/runner/task-kind.registry.js';
import { WakeUps } from '../../../src/runner/wake-ups.js';
import { dataset as makeVersion } from '../../../src/worker/handlers/dataset.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';

const caller: RequestContext = { projectId: DEFAULT_PROJECT_ID, apiKeyId: 'key_test', scopes: ['admin'] };
const base = Array.from({ length: 40 }, (_, i) => ({
  text: `mail ${i}`,
  label: i % 2 ? 'spam' : 'ham',
  group: `s${i}`,
}));

/** Everything between the request and the rows, on a real database and store; the task is run here, by hand. */
describe('a version from records of the service', () => {
  let folder: string;
  let database: TestDatabase;
  let dataSource: DataSource;
  let wakeUps: WakeUps;
  let store: FolderStore;
  let datasets: DatasetService;
  let versions: DatasetVersionService;
  let intake: VersionIntakeService;
  let kind: DatasetTask;
  let id: string;
  let asked: (ExampleRequest & { until: string })[];
  let records: Example[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-datasets-'));
    database = await createTestDatabase();
    dataSource = await createDataSource(database.url, [
      TaskEntity,
      TaskEventEntity,
      DatasetEntity,
      DatasetVersionEntity,
    ]);
    wakeUps = new WakeUps(database.url, { receives: false }, createLogger('silent'));
    await wakeUps.start();
    store = new FolderStore(join(folder, 'objects'));
    const kinds = new TaskKindRegistry();
    const sources = new ExampleSources();
    sources.register({
      type: 'feedback',
      check: async ({ deployment }) => {
        if (deployment !== 'mail') throw new NotFound('deployment-not-found', `There is no deployment ${deployment}.`);
      },
      async *read(request) {
        asked.push(request);
        yield* records;
      },
    });
    const [ofDatasets, ofVersions] = [
      dataSource.getRepository(DatasetEntity),
      dataSource.getRepository(DatasetVersionEntity),
    ];
    const secrets = new DatasetSecretService(dataSource.getRepository(DatasetSecretEntity));
    datasets = new DatasetService(ofDatasets, ofVersions, dataSource, store);
    versions = new DatasetVersionService(ofVersions, dataSource, datasets, new TaskService(kinds, wakeUps), secrets);
    intake = new VersionIntakeService(dataSource, datasets, versions, sources, store);
    kind = new DatasetTask(dataSource, store, sources, secrets, kinds);
    kind.onModuleInit();
    id = (await datasets.create(caller, { name: 'mail', task: 'text-classification' })).id;
  });
  afterAll(async () => {
    await wakeUps.stop();
    await dataSource.destroy();
    await database.drop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    asked = [];
    records = [];
  });

  const send = (body: VersionCreate) =>
    intake.create(caller, id, body, { is: () => false } as unknown as Parameters<VersionIntakeService['create']>[3]);

  /** What a trainer and its worker do. */
  async function runTask(number: number): Promise<void> {
    const { taskId } = await dataSource.manager.findOneByOrFail(DatasetVersionEntity, {
      datasetId: id,
      version: number,
    });
    const task = await dataSource.manager.findOneByOrFail(TaskEntity, { id: taskId });
    const scratch = join(folder, task.id);
    await mkdir(scratch);
    const signal = new AbortController().signal;
    const input = JSON.parse(JSON.stringify(await kind.stage(task, scratch)));
    const events = makeVersion(input, {
      scratch,
      signal,
      attempt: 1,
      threads: 1,
      device: 'cpu',
      checkpoint: null,
      control: { requested: () => 'none' },
    });
    let next = await events.next();
    while (!next.done) next = await events.next();
    const output = await kind.upload(task, next.value, scratch);
    await dataSource.transaction(async (tx) => {
      await kind.publish(tx, task, output);
      await tx.update(TaskEntity, { id: taskId }, { status: 'succeeded', finishedAt: new Date() });
    });
  }

  it('splits them where there is nothing to extend yet', async () => {
    records = base;
    const made = await send({ source: { type: 'feedback', deployment: 'mail', since: '2026-01-01T00:00:00Z' } });
    await runTask(made.version);
    expect(asked).toMatchObject([{ projectId: DEFAULT_PROJECT_ID, deployment: 'mail', since: '2026-01-01T00:00:00Z' }]);
    const ready = await versions.get(caller, id, made.version);
    expect(ready).toMatchObject({ status: 'ready', parent: null, counts: { train: 32, validation: 4, test: 4 } });
    expect(ready.recipe).toMatchObject({ source: { type: 'feedback', deployment: 'mail', until: asked[0]!.until } });
  });

  it('adds them to train by default afterwards, and keeps the test split as it is', async () => {
    const parent = await versions.ready(dataSource.manager, DEFAULT_PROJECT_ID, { id });
    const path = (version: number, split: 'train' | 'test') =>
      join(folder, 'objects', splitKey({ projectId: DEFAULT_PROJECT_ID, datasetId: id, version }, split));
    const test = await readFile(path(parent.version, 'test'), 'utf8');
    const frozen = JSON.parse(test.split('\n')[0]!) as Example<'text-classification'>;
    records = [
      { text: 'a new mail', label: 'spam' },
      { text: frozen.text, label: 'corrected' },
    ];
    const made = await send({ source: { type: 'feedback', deployment: 'mail' } });
    expect(made.parent).toBe(parent.version);
    await runTask(made.version);
    const ready = await versions.get(caller, id, made.version);
    expect(ready).toMatchObject({ counts: { train: 33, validation: 4, test: 4 }, labels: ['ham', 'spam'] });
    expect(ready.recipe).toMatchObject({ extends: { version: parent.version, digest: parent.digest } });
    expect(await readFile(path(made.version, 'test'), 'utf8')).toBe(test);
    expect(await readFile(path(made.version, 'train'), 'utf8')).toContain('"a new mail"');
  });

  it('starts afresh where that is asked for', async () => {
    records = base.slice(0, 20);
    const made = await send({ source: { type: 'feedback', deployment: 'mail' }, options: { extend: null } });
    await runTask(made.version);
    expect((await versions.get(caller, id, made.version)).counts).toEqual({ train: 16, validation: 2, test: 2 });
  });

  it('leaves out and counts what no row can be made of', async () => {
    records = [
      ...base,
      { text: ' \n', label: 'spam' },
      { text: 'half \ud83d', label: 'ham' },
      { text: 'a', label: ' ' },
    ];
    const made = await send({ source: { type: 'feedback', deployment: 'mail' }, options: { extend: null } });
    await runTask(made.version);
    expect(await versions.get(caller, id, made.version)).toMatchObject({
      counts: { train: 32, validation: 4, test: 4 },
    });
    const path = join(folder, 'objects', reportKey({ projectId: DEFAULT_PROJECT_ID, datasetId: id, ...made }));
    const report = JSON.parse(await readFile(path, 'utf8')) as DatasetReport;
    expect(report.rows).toMatchObject({ read: 40, kept: 40 });
    expect(report.warnings).toContainEqual(expect.stringMatching(/^3 records of feedback were left out/));
  });

  it('says so where there is nothing to make rows of', async () => {
    const made = await send({ source: { type: 'feedback', deployment: 'mail' } });
    await expect(runTask(made.version)).rejects.toThrow(/^Expected feedback .* on mail; found none\./);
    records = [{ text: ' ', label: 'spam' }];
    const since = '2026-01-01T00:00:00Z';
    const blank = await send({ source: { type: 'feedback', deployment: 'mail', since } });
    await expect(runTask(blank.version)).rejects.toThrow(/on mail since 2026.*; found none; 1 were left out/);
  });

  it('is refused for a deployment that is not there, and for records nobody keeps', async () => {
    await expect(send({ source: { type: 'feedback', deployment: 'other' } })).rejects.toThrow(/no deployment other/);
    await expect(send({ source: { type: 'predictions', deployment: 'mail' } })).rejects.toThrow(/There are: feedback/);
  });

  it('is not ready before its task is done, and keeps the data set from being deleted', async () => {
    const made = await send({ source: { type: 'feedback', deployment: 'mail' } });
    await expect(
      versions.ready(dataSource.manager, DEFAULT_PROJECT_ID, { id, version: made.version }),
    ).rejects.toMatchObject({ status: 409, code: 'dataset-version-processing' });
    await expect(datasets.delete(caller, id)).rejects.toMatchObject({ status: 409, code: 'dataset-processing' });
    await expect(versions.ready(dataSource.manager, 'prj_other', { id })).rejects.toMatchObject({ status: 404 });
  });
});
