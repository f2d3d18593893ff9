import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Lineage } from '../../../src/ml/artifact/manifest.js';
import { ModelFolder } from '../../../src/ml/artifact/model-folder.js';
import { ModelEntity } from '../../../src/models/model.entity.js';
import { ModelAliasEntity } from '../../../src/models/model-alias.entity.js';
import { ModelStore } from '../../../src/models/model-store.js';
import { type FineTunedModel, ModelsService } from '../../../src/models/models.service.js';
import { ShippedModels } from '../../../src/models/shipped-models.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { DEFAULT_PROJECT_ID } from '../../../src/platform/project.js';
import { FolderStore } from '../../../src/platform/storage/folder-store.js';
import { TaskEntity } from '../../../src/runner/task.entity.js';
import { TaskService } from '../../../src/runner/task.service.js';
import { TaskKindRegistry } from '../../../src/runner/task-kind.registry.js';
import { WakeUps } from '../../../src/runner/wake-ups.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { TINY_SIZES, tinyModel, writeModel } from '../../support/tiny-model.js';

const lineage: Lineage = { baseModel: null, dataset: null, job: null, seed: null, source: null, codeVersion: '1.2.3' };
const logger = createLogger('silent');
let home: string;
let database: TestDatabase;
let dataSource: DataSource;
let objects: FolderStore;
let store: ModelStore;
let models: ModelsService;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'temper-models-'));
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url, [ModelEntity, ModelAliasEntity, TaskEntity]);
  objects = new FolderStore(join(home, 'objects'));
  store = new ModelStore(objects);
  const wakeUps = new WakeUps(database.url, { receives: false }, logger);
  models = new ModelsService(dataSource, store, new TaskService(new TaskKindRegistry(), wakeUps));
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
  await rm(home, { recursive: true });
});

async function sealed(name: string, kind: 'base' | 'fine-tuned', changes: Partial<Lineage> = {}): Promise<ModelFolder> {
  const folder = join(home, name);
  await writeModel(folder, await tinyModel());
  const task = kind === 'base' ? null : 'text-classification';
  const labels = task && ['ham', 'spam', 'other'];
  const about = {
    name,
    kind,
    architecture: 'bert',
    sizes: TINY_SIZES,
    parameters: 11859,
    task,
    labels,
    lineage: { ...lineage, ...changes },
  };
  return ModelFolder.seal(folder, about);
}
const install = (root = home) => new ShippedModels(dataSource, store, objects, logger).installFrom(root);

describe('a base model that ships', () => {
  it('is installed under its own id, once', async () => {
    const { digest } = await sealed('mini-en', 'base');
    await install();
    const model = await models.resolveReady(DEFAULT_PROJECT_ID, 'mini-en');
    expect(model).toMatchObject({
      id: 'mini-en',
      name: 'mini-en',
      kind: 'base',
      builtIn: true,
      digest,
      parameters: 11859,
    });
    await install();
    expect(await models.resolve(DEFAULT_PROJECT_ID, 'mini-en')).toEqual(model);
  });

  it('is put back when the object store has lost it', async () => {
    await sealed('mini-en', 'base');
    await install();
    const model = await models.resolve(DEFAULT_PROJECT_ID, 'mini-en');
    await objects.delete(store.key(model, 'config.json'));
    await install();
    expect(await objects.exists(store.key(model, 'config.json'))).toBe(true);
  });

  it('is replaced by the one of a newer Temper', async () => {
    await sealed('mini-en', 'base');
    await install();
    const { digest } = await sealed('mini-en', 'base', { codeVersion: '1.3.0' });
    await install();
    expect(await models.resolve(DEFAULT_PROJECT_ID, 'mini-en')).toMatchObject({ digest });
  });

  it('is not installed when its files are not what its manifest says', async () => {
    const { folder } = await sealed('mini-en', 'base');
    await appendFile(join(folder, 'config.json'), ' ');
    await install();
    await expect(models.resolve(DEFAULT_PROJECT_ID, 'mini-en')).rejects.toMatchObject({ status: 404 });
  });

  it('is not listed when the package comes without it', async () => {
    await install(join(home, 'nowhere'));
    await expect(models.resolve(DEFAULT_PROJECT_ID, 'mini-en')).rejects.toMatchObject({ status: 404 });
  });

  it('cannot be deleted', async () => {
    await sealed('mini-en', 'base');
    await install();
    const caller = { projectId: DEFAULT_PROJECT_ID, apiKeyId: 'key_1', scopes: [] };
    await expect(models.delete(caller, 'mini-en')).rejects.toMatchObject({ status: 409, code: 'model-is-built-in' });
  });
});

describe('a model that a job made', () => {
  async function fineTuned(): Promise<FineTunedModel> {
    await sealed('mini-en', 'base');
    await install();
    const { folder } = await sealed('spam', 'fine-tuned', { job: 'job_1', seed: 7 });
    const identity = { id: 'mdl_1', projectId: DEFAULT_PROJECT_ID };
    const state = { ece: 0.1, mce: 0.2, brier: 0.3, nll: 0.4 };
    return {
      ...identity,
      name: 'spam',
      baseModelId: 'mini-en',
      jobId: 'job_1',
      stored: await store.put(identity, folder),
      metrics: { macroF1: 0.97 },
      calibration: {
        method: 'temperature',
        parameters: { temperature: 1.5 },
        reason: null,
        before: state,
        after: { ...state, ece: 0.01 },
        evidence: 'test',
      },
    };
  }

  it('comes with the transaction that ends the job, or not at all', async () => {
    const made = await fineTuned();
    const failing = dataSource.transaction(async (tx) => {
      await models.createFineTuned(tx, made);
      throw new Error('second thoughts');
    });
    await expect(failing).rejects.toThrow('second thoughts');
    await expect(models.resolve(DEFAULT_PROJECT_ID, 'mdl_1')).rejects.toMatchObject({ status: 404 });

    await dataSource.transaction((tx) => models.createFineTuned(tx, made));
    const view = await models.view(await models.resolveReady(DEFAULT_PROJECT_ID, 'mdl_1'));
    expect(view).toMatchObject({
      kind: 'fine-tuned',
      status: 'ready',
      baseModel: 'mini-en',
      job: 'job_1',
      labels: ['ham', 'spam', 'other'],
      metrics: { macroF1: 0.97 },
      calibration: { method: 'temperature', after: { ece: 0.01 } },
      digest: made.stored.digest,
    });
  });

  it('is staged with every file checked', async () => {
    const made = await fineTuned();
    await dataSource.transaction((tx) => models.createFineTuned(tx, made));
    const model = await models.resolveReady(DEFAULT_PROJECT_ID, 'mdl_1');
    await store.stage(model, join(home, 'staged'));
    expect((await ModelFolder.open(join(home, 'staged'))).digest).toBe(model.digest);

    await appendFile(join(home, 'objects', store.key(model, 'config.json')), ' ');
    await expect(store.stage(model, join(home, 'again'))).rejects.toThrow(/config\.json/);
    expect(await readdir(join(home, 'again'))).not.toContain('config.json');
  });

  it('is not seen from another project, by id or by alias', async () => {
    const made = await fineTuned();
    await dataSource.transaction((tx) => models.createFineTuned(tx, made));
    const alias = { projectId: DEFAULT_PROJECT_ID, name: 'spam', alias: 'best', modelId: 'mdl_1' };
    await dataSource.manager.insert(ModelAliasEntity, alias);
    expect((await models.resolve(DEFAULT_PROJECT_ID, 'spam@best')).id).toBe('mdl_1');
    for (const reference of ['mdl_1', 'spam@best']) {
      await expect(models.resolve('prj_other', reference)).rejects.toMatchObject({ status: 404 });
    }
  });

  it('has the manifest of its folder in the store', async () => {
    const { stored } = await fineTuned();
    const key = store.key({ id: 'mdl_1', projectId: DEFAULT_PROJECT_ID }, 'manifest.json');
    expect(JSON.parse(await readFile(join(home, 'objects', key), 'utf8'))).toEqual(stored.manifest);
  });
});
