import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { DatasetEntity } from '../../../src/datasets/dataset.entity.js';
import { DatasetVersionEntity } from '../../../src/datasets/dataset-version.entity.js';
import { EvaluationEntity } from '../../../src/evaluations/evaluation.entity.js';
import { PredictionStore } from '../../../src/evaluations/prediction-store.js';
import { type JobDraft, JobEntity } from '../../../src/jobs/job.entity.js';
import { FineTuneTask } from '../../../src/jobs/types/fine-tune/fine-tune.task.js';
import { ModelFolder } from '../../../src/ml/artifact/model-folder.js';
import { evaluateClassifier } from '../../../src/ml/evaluation/evaluate-classifier.js';
import type { FineTuneOutput } from '../../../src/ml/training/fine-tune.schemas.js';
import { HyperparameterChoices, resolveHyperparameters } from '../../../src/ml/training/hyperparameters.js';
import { MODEL_JOB_MODEL_FOLDER, MODEL_JOB_PREDICTIONS_FILE } from '../../../src/ml/training/model-job.schemas.js';
import { ModelEntity } from '../../../src/models/model.entity.js';
import { ModelStore } from '../../../src/models/model-store.js';
import { createDataSource } from '../../../src/platform/database/data-source.js';
import { FolderStore } from '../../../src/platform/storage/folder-store.js';
import { TaskEntity } from '../../../src/runner/task.entity.js';
import { TaskKindRegistry } from '../../../src/runner/task-kind.registry.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { insertModel } from '../../support/ready-inputs.js';
import { SEEDS } from '../../support/seeds.js';
import { TINY_SIZES, tinyModel, writeModel } from '../../support/tiny-model.js';

const FACTS = {
  trainExamples: 80,
  validationExamples: 10,
  tokensP95: 8,
  parameters: 11859,
  method: 'full',
  predictsTokens: false,
  modelMaxLength: 16,
} as const;
const OUTPUT: FineTuneOutput = {
  hyperparameters: resolveHyperparameters(HyperparameterChoices.parse({}), FACTS),
  steps: 80,
  bestStep: null,
  architecture: 'bert',
  parameters: 11859,
  evaluatedSplit: 'test',
  evaluation: evaluateClassifier({
    logits: [
      [2, 0],
      [0, 1],
    ],
    labels: [0, 1],
    labelNames: ['ham', 'spam'],
    calibration: { method: 'none', parameters: {}, reason: 'for the test' },
    evidence: 'test',
    seed: 1,
  }).result,
  calibrated: false,
};

describe('what attempts at a job stored', () => {
  let folder: string;
  let database: TestDatabase;
  let dataSource: DataSource;
  let objects: FolderStore;
  let kind: FineTuneTask;
  let task: TaskEntity;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-drafts-'));
    database = await createTestDatabase();
    const entities = [JobEntity, TaskEntity, ModelEntity, DatasetEntity, DatasetVersionEntity, EvaluationEntity];
    dataSource = await createDataSource(database.url, entities);
    objects = new FolderStore(join(folder, 'objects'));
    const [models, predictions] = [new ModelStore(objects), new PredictionStore(objects)];
    // Rows of models and evaluations are written by `publish` alone, which is not called here.
    const rows = undefined as never;
    kind = new FineTuneTask(new TaskKindRegistry(), dataSource, objects, models, rows, rows, predictions);
    await SEEDS['/v1/jobs']!({ database } as never);
    task = await dataSource.manager.findOneByOrFail(TaskEntity, { kind: 'fine-tune' });
    await layScratch(join(folder, 'scratch'));
  });
  afterEach(async () => {
    await dataSource.destroy();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const upload = async (): Promise<JobDraft> =>
    (await kind.upload(task, OUTPUT, join(folder, 'scratch'), new AbortController().signal)).draft;
  const stored = async (): Promise<string[]> => {
    const ids = new Set<string>();
    for await (const { key } of objects.list('projects/')) ids.add(key.split('/')[3]!);
    return [...ids].sort();
  };

  it('goes, but for what was published', async () => {
    const lost = await upload();
    const published = await upload();
    expect(await stored()).toEqual([lost.model, published.model, lost.evaluation, published.evaluation].sort());
    await insertModel(database, published.model);
    await database.query('UPDATE jobs SET result_model_id = $1', [published.model]);
    await kind.clean({ ...task, status: 'succeeded' });
    expect(await stored()).toEqual([published.model, published.evaluation].sort());
  });

  it('goes altogether when none was, also what an attempt did not get to finish', async () => {
    await upload();
    await rm(join(folder, 'scratch', MODEL_JOB_PREDICTIONS_FILE));
    await expect(upload()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await stored()).toHaveLength(3);
    await kind.clean({ ...task, status: 'failed' });
    expect(await stored()).toEqual([]);
  });
});

async function layScratch(scratch: string): Promise<void> {
  const model = join(scratch, MODEL_JOB_MODEL_FOLDER);
  await mkdir(model, { recursive: true });
  await writeModel(model, await tinyModel());
  await ModelFolder.seal(model, {
    name: 'letters',
    kind: 'fine-tuned',
    architecture: 'bert',
    sizes: TINY_SIZES,
    parameters: 11859,
    task: 'text-classification',
    labels: ['ham', 'spam', 'other'],
    lineage: { baseModel: null, dataset: null, job: null, seed: 1, source: null, codeVersion: '1.2.3' },
  });
  await writeFile(join(scratch, MODEL_JOB_PREDICTIONS_FILE), '{}\n');
}
