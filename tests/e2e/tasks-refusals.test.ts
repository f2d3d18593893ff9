import type { DatasetTask } from '../../src/ml/data/example.js';
import { startApp, type TestApp } from '../support/app.js';
import { importArchive } from '../support/models-client.js';
import { chatRows, labelRows, labelsRows, promptRows, spanRows, textRows, valueRows } from '../support/task-rows.js';
import { TIMEOUT_MS, type Trained, tasksOf } from '../support/tasks.js';
import { tinyMaskedModel, tinyModel, withTokenizerConfig } from '../support/tiny-model.js';
import { tinyWriter } from '../support/tiny-writer.js';

const ROWS = {
  'text-classification': labelRows,
  'multi-label-classification': labelsRows,
  'text-regression': valueRows,
  'token-classification': spanRows,
  'text-generation': promptRows,
  chat: chatRows,
  text: textRows,
} as const;

let app: TestApp;
let tasks: ReturnType<typeof tasksOf>;
const models: Record<string, string> = {};
const datasets = {} as Record<DatasetTask, string>;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1', TEMPER_TRAINERS: '2' });
  tasks = tasksOf(app);
  const files = {
    bert: await tinyModel(),
    maskless: withTokenizerConfig(await tinyMaskedModel(), { mask_token: null }),
    writer: await tinyWriter(),
  };
  for (const [name, model] of Object.entries(files)) models[name] = (await tasks.importModel(model)).id;
  for (const [task, rows] of Object.entries(ROWS)) {
    datasets[task as DatasetTask] = await tasks.upload(
      task as DatasetTask,
      rows(80).map((row, i) => ({ ...row, metadata: { shop: i % 2 ? 'here' : 'there' } })),
    );
  }
}, TIMEOUT_MS);
afterAll(() => app.stop());

describe('a job is refused', () => {
  it.each<[string, string, DatasetTask, object, string, RegExp]>([
    ['chat on an encoder', 'bert', 'chat', {}, 'model', /can learn chat/],
    ['text generation on an encoder', 'bert', 'text-generation', {}, 'model', /can learn text-generation/],
    ['unlabelled text without a mask token', 'maskless', 'text', {}, 'model', /mask_token/],
    [
      'the head of a language model',
      'writer',
      'text-generation',
      { method: { type: 'head' } },
      'method',
      /full, gradual or lora/,
    ],
    [
      'the weight of a class that is none',
      'bert',
      'text-classification',
      { hyperparameters: { classWeights: { early: 2, never: 1 } } },
      'hyperparameters.classWeights',
      /early, late; found "never"/,
    ],
    [
      'weights of classes where values are learnt',
      'bert',
      'text-regression',
      { hyperparameters: { classWeights: 'balanced' } },
      'hyperparameters.classWeights',
      /"none" or "auto"/,
    ],
    [
      'a metric that the task does not have',
      'bert',
      'token-classification',
      { hyperparameters: { earlyStopping: { metric: 'accuracy' } } },
      'hyperparameters.earlyStopping.metric',
      /one of loss, entityF1; found "accuracy"/,
    ],
    [
      'smoothing where there are no labels',
      'writer',
      'chat',
      { hyperparameters: { labelSmoothing: 0.1 } },
      'hyperparameters.labelSmoothing',
      /no labels/,
    ],
    [
      'a temperature for values',
      'bert',
      'text-regression',
      { calibration: { method: 'temperature' } },
      'calibration.method',
      /"none" or "auto"/,
    ],
  ])('for %s', async (_, model, task, changes, path, message) => {
    const body = { type: 'fine-tune' as const, model: models[model]!, dataset: { id: datasets[task] }, ...changes };
    for (const route of ['/v1/jobs', '/v1/jobs/estimate'] as const) {
      const { error, response } = await app.client.POST(route, { body });
      expect(response.status).toBe(422);
      expect(error).toMatchObject({ errors: [{ path, message: expect.stringMatching(message) }] });
    }
  });
});

describe('an estimate', () => {
  it.each<[string, DatasetTask]>([
    ['bert', 'multi-label-classification'],
    ['bert', 'text-regression'],
    ['bert', 'token-classification'],
    ['writer', 'text-generation'],
    ['writer', 'chat'],
    ['writer', 'text'],
  ])('is made of a %s for %s', async (model, task) => {
    const body = { type: 'fine-tune' as const, model: models[model]!, dataset: { id: datasets[task] } };
    const { data } = await app.client.POST('/v1/jobs/estimate', { body });
    expect(data!.steps).toBeGreaterThan(10);
  });
});

describe('models of other tasks', () => {
  const trained = {} as Record<'text-classification' | 'text-regression' | 'chat', Trained>;
  beforeAll(async () => {
    const hyperparameters = { maxSteps: 1 };
    const train = (model: string, task: keyof typeof trained) =>
      tasks.train({ model: models[model]!, dataset: { id: datasets[task] }, hyperparameters });
    [trained['text-classification'], trained['text-regression'], trained.chat] = await Promise.all([
      train('bert', 'text-classification'),
      train('bert', 'text-regression'),
      train('writer', 'chat'),
    ]);
    for (const [name, { model }] of Object.entries(trained)) await tasks.deploy(name, model.id);
  }, TIMEOUT_MS);

  it.each(['text-regression', 'chat'] as const)('for %s are measured by slices', async (task) => {
    const { model } = trained[task];
    const body = { model: model.id, dataset: { id: datasets[task] }, split: 'test', sliceBy: 'metadata.shop' } as const;
    const { data } = await app.client.POST('/v1/evaluations', { body });
    const { slices, metrics } = await tasks.evaluated(data!.id);
    const [report] = slices!;
    expect(report!.by).toBe('metadata.shop');
    expect(report!.values.map(({ value }) => value).sort()).toEqual(['here', 'there']);
    for (const slice of report!.values) {
      for (const name of Object.keys(slice.metrics)) expect(Object.keys(metrics!)).toContain(name);
    }
  });

  it('come back from their archive for the task that they were trained for', async () => {
    for (const { model } of Object.values(trained)) {
      const archive = await (await app.fetch(`/v1/models/${model.id}/archive`)).arrayBuffer();
      const { task, labels } = await importArchive(app, Buffer.from(archive));
      expect({ task, labels }).toEqual({ task: model.task, labels: model.labels });
    }
  });

  it('are not measured on data of another task', async () => {
    const body = {
      model: trained['text-regression'].model.id,
      dataset: { id: datasets['text-classification'] },
      split: 'test' as const,
    };
    const { error, response } = await app.client.POST('/v1/evaluations', { body });
    expect(response.status).toBe(422);
    expect(error).toMatchObject({ code: 'task-differs', errors: [{ path: 'dataset' }] });
  });

  it.each(['reliability', 'confusion'])('have no %s to draw where values are predicted', async (picture) => {
    const { evaluation } = trained['text-regression'];
    const response = await app.fetch(`/v1/evaluations/${evaluation.id}/${picture}.svg`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'nothing-to-draw' });
  });

  it.each<[string, string, object, RegExp]>([
    [
      'a conversation for a classifier',
      'text-classification',
      { inputs: [{ messages: [{ role: 'user', content: 'a' }] }] },
      /expected a text; found messages/,
    ],
    ['a text for a chat model', 'chat', { inputs: ['a b c'] }, /messages.*found a text/],
    [
      'a threshold for a single label',
      'text-classification',
      { inputs: ['a'], options: { threshold: 0.5 } },
      /threshold is for multi-label models/,
    ],
    [
      'a number of tokens for a model that does not write',
      'text-regression',
      { inputs: ['a'], options: { maxTokens: 5 } },
      /maxTokens is for models that write/,
    ],
    [
      'scores of a model without labels',
      'text-regression',
      { inputs: ['a'], options: { topK: 1 } },
      /topK is for models with labels/,
    ],
    [
      'a system message in the middle',
      'chat',
      {
        inputs: [
          {
            messages: [
              { role: 'user', content: 'a' },
              { role: 'system', content: 'b' },
            ],
          },
        ],
      },
      /system in the first message alone/,
    ],
  ])('refuse %s', async (_, name, body, message) => {
    const response = await app.fetch(`/v1/deployments/${name}/predict`, { body });
    expect(response.status).toBe(422);
    expect(JSON.stringify(await response.json())).toMatch(message);
  });
});
