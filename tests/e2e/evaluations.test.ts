import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { components } from '../../openapi/client.js';
import { ModelFolder } from '../../src/ml/artifact/model-folder.js';
import { startApp, type TestApp } from '../support/app.js';
import { importFiles } from '../support/models-client.js';
import { TINY_SIZES, tinyModel, withConfig, writeModel } from '../support/tiny-model.js';
import { until } from '../support/until.js';
import { faultsOf, reachesOf } from '../support/well-formed.js';

type EvaluationView = components['schemas']['Evaluation'];

const LABELS = ['LABEL_0', 'LABEL_1', 'LABEL_2'];
const CALIBRATION = {
  method: 'temperature',
  parameters: { temperature: 2 },
  fit: { rows: 100, nllBefore: 1, nllAfter: 0.9, note: null },
};

let app: TestApp;
let model: string;
let dataset: string;
beforeAll(async () => {
  app = await startApp();
  const files = await tinyModel();
  const calibrated = { ...files, 'calibration.json': JSON.stringify(CALIBRATION) };
  [model, dataset] = await Promise.all([
    importFiles(app, calibrated, 'letters').then(({ id }) => id),
    uploadDataset(exampleRows(LABELS)),
  ]);
});
afterAll(() => app.stop());

/** Words of letters, which is what the tiny model's tokenizer knows. */
function exampleRows(labels: readonly string[], measured = 'test') {
  return Array.from({ length: 60 }, (_, i) => ({
    text: `${letter(i)}${letter(i * 7)} ${letter(i * 3)}${letter(i * 5)}${letter(i >> 3)}`,
    label: labels[i % labels.length]!,
    split: i < 12 ? 'train' : measured,
    ...(i % 4 ? { metadata: { language: i % 3 ? 'de' : 'en' } } : {}),
  }));
}
const letter = (i: number) => String.fromCharCode(97 + (i % 26));

async function uploadDataset(examples: object[], task = 'text-classification'): Promise<string> {
  const created = await app.fetch('/v1/datasets', { body: { name: 'letters', task } });
  const { id } = (await created.json()) as { id: string };
  const queued = await app.fetch(`/v1/datasets/${id}/versions`, { body: { examples } });
  expect(queued.status).toBe(202);
  await until(async () => {
    const version = await (await app.fetch(`/v1/datasets/${id}/versions/1`)).json();
    return (version as { status: string }).status === 'ready' ? version : null;
  }, 'the version');
  return id;
}

/** The same model with a manifest that says what it was trained on. */
async function importTrainedOn(datasetId: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'temper-model-'));
  try {
    const files = { ...(await tinyModel()), 'calibration.json': JSON.stringify(CALIBRATION) };
    await writeModel(folder, files);
    await ModelFolder.seal(folder, {
      name: 'letters',
      kind: 'fine-tuned',
      architecture: 'bert',
      sizes: TINY_SIZES,
      parameters: 12339,
      task: 'text-classification',
      labels: LABELS,
      lineage: {
        baseModel: null,
        dataset: { id: datasetId, version: 1, digest: 'sha256:0' },
        job: null,
        seed: null,
        source: null,
        codeVersion: '0.0.0',
      },
    });
    const manifest = await readFile(join(folder, 'manifest.json'));
    return (await importFiles(app, { ...files, 'manifest.json': manifest })).id;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const post = (changes: object = {}) =>
  app.fetch('/v1/evaluations', { body: { model, dataset: { id: dataset }, split: 'test', ...changes } });

const get = (path: string) => app.fetch(`/v1/evaluations/${path}`);

async function finished(changes: object = {}): Promise<EvaluationView> {
  const response = await post(changes);
  expect(response.status).toBe(202);
  const { id } = (await response.json()) as EvaluationView;
  return until(async () => {
    const { data } = await app.client.GET('/v1/evaluations/{id}', { params: { path: { id } } });
    return data!.finishedAt === null ? null : data!;
  }, `evaluation ${id}`);
}

describe('an evaluation', () => {
  let done: EvaluationView;
  beforeAll(async () => {
    done = await finished({ sliceBy: 'metadata.language', seed: 7 });
  });

  it('is queued, and then measures the model as served', () => {
    expect(done).toMatchObject({
      id: expect.stringMatching(/^evl_/),
      status: 'succeeded',
      error: null,
      model,
      dataset: { id: dataset, version: 1 },
      split: 'test',
      seed: 7,
      counts: { examples: 48, resamples: 1000 },
      confusionMatrix: { labels: LABELS },
      calibration: { method: 'temperature', parameters: { temperature: 2 }, evidence: 'test' },
    });
    const { metrics, intervals, calibration, perClass } = done;
    expect(Object.keys(metrics!).sort()).toEqual(Object.keys(intervals!).sort());
    expect(metrics!.loss).toBe(calibration!.before.nll);
    expect(metrics!.nll).toBe(calibration!.after.nll);
    expect(metrics!.nll).not.toBe(metrics!.loss);
    expect(Object.values(perClass!).reduce((sum, { support }) => sum + support, 0)).toBe(48);
    for (const [name, [low, high]] of Object.entries(intervals!)) {
      expect(low).toBeLessThanOrEqual(metrics![name]!);
      expect(high).toBeGreaterThanOrEqual(metrics![name]!);
    }
  });

  it('measures each kind of example where asked to', () => {
    expect(done.slices![0]!.by).toBe('metadata.language');
    expect(done.slices![0]!.values.map(({ value }) => value).sort()).toEqual(['de', 'en', null]);
    expect(done.slices![0]!.values.reduce((sum, { examples }) => sum + examples, 0)).toBe(48);
  });

  it('pages through its predictions, the worst first', async () => {
    const predictions: components['schemas']['EvaluatedPrediction'][] = [];
    let after: string | undefined;
    do {
      const page: components['schemas']['EvaluatedPredictionPage'] = await (
        await get(`${done.id}/predictions?limit=20${after ? `&after=${after}` : ''}`)
      ).json();
      predictions.push(...page.data);
      after = page.nextCursor ?? undefined;
      expect(page.hasMore).toBe(after !== undefined);
    } while (after);
    expect(new Set(predictions.map(({ example }) => example)).size).toBe(48);
    const ofTruth = predictions.map(({ label, after }) => after![label!]!);
    expect(ofTruth).toEqual([...ofTruth].sort((a, b) => a - b));
    const right = predictions.filter(({ label, predicted }) => label === predicted).length;
    expect(right).toBe(done.counts!.correct);
    const nll = predictions.reduce((sum, { label, after }) => sum - Math.log(after![label!]!), 0) / 48;
    expect(nll).toBeCloseTo(done.metrics!.nll!, 6);
    const [first] = predictions;
    const [a, b] = [first!.before, first!.after].map((p) => Math.log(p!.LABEL_0! / p!.LABEL_1!));
    expect(a! / b!).toBeCloseTo(2, 3);
  });

  it.each(['7', '-1', 'evl_x', '999999999'])('has no page at %s', async (after) => {
    const response = await get(`${done.id}/predictions?after=${after}`);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ errors: [{ path: 'after' }] });
  });

  it.each([
    ['reliability', `Expected calibration error`],
    ['confusion', `of 48 examples lie on the diagonal`],
  ])('draws its %s', async (plot, text) => {
    const response = await get(`${done.id}/${plot}.svg`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(await response.text()).toContain(text);
  });

  it('gives the same numbers again', async () => {
    const again = await finished({ sliceBy: 'metadata.language', seed: 7 });
    const { id: _, createdAt: __, startedAt: ___, finishedAt: ____, ...numbers } = again;
    expect(done).toMatchObject(numbers);
  });

  it('is listed with its model, newest first', async () => {
    const { data } = await app.client.GET('/v1/evaluations', { params: { query: { model } } });
    expect(data!.data.at(-1)!.id).toBe(done.id);
    expect(data!.data.map(({ id }) => id)).toEqual(
      data!.data
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    expect((await get('?model=mdl_none')).status).toBe(404);
  });

  it('keeps its model and its data set from being deleted, and can be deleted itself', async () => {
    const refused = await app.fetch(`/v1/datasets/${dataset}`, { method: 'DELETE' });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'in-use', detail: expect.stringContaining('evaluations') });
    expect((await app.fetch(`/v1/models/${model}`, { method: 'DELETE' })).status).toBe(409);
    const { id } = await finished();
    expect((await app.fetch(`/v1/evaluations/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await get(id)).status).toBe(404);
  });

  it('is cross-fitted on the validation split of the data that the model was made from', async () => {
    const own = await uploadDataset(exampleRows(LABELS, 'validation'));
    const request = { dataset: { id: own }, split: 'validation' };
    const foreign = await finished(request);
    expect(foreign.calibration).toMatchObject({ evidence: 'test', before: { nll: foreign.metrics!.loss } });
    const seen = await finished({ ...request, model: await importTrainedOn(own) });
    expect(seen.calibration).toMatchObject({ evidence: 'cross-fitted', before: foreign.calibration!.before });
    expect(seen.metrics!.nll).not.toBe(foreign.metrics!.nll);
  });

  it('fails, saying why, where no example has what is sliced by', async () => {
    const failed = await finished({ sliceBy: 'metadata.author' });
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'slice-field-missing' }, metrics: null });
    const plot = await get(`${failed.id}/reliability.svg`);
    expect(plot.status).toBe(409);
    expect(await plot.json()).toMatchObject({ code: 'evaluation-not-finished' });
    expect((await get(`${failed.id}/report`)).status).toBe(409);
  });

  it('is shown as a page, with all that it found', async () => {
    const { data, response } = await app.client.GET('/v1/evaluations/{id}/report', {
      params: { path: { id: done.id } },
      parseAs: 'text',
    });
    const html = data as unknown as string;
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(faultsOf(html)).toEqual([]);
    expect(reachesOf(html)).toEqual([]);
    const headings = [
      'Metrics',
      'Labels',
      'Confusion matrix',
      'Calibration',
      'Slices by metadata.language',
      'Worst predictions',
    ];
    for (const heading of headings) expect(html).toContain(`>${heading}</h2>`);
    expect(html).toContain('Reliability before and after calibration');
    expect(html).toContain(done.metrics!.accuracy!.toFixed(4));
    const { data: worst } = (await (await get(`${done.id}/predictions?limit=1`)).json()) as {
      data: { example: string }[];
    };
    expect(html).toContain(worst[0]!.example);
  });
});

describe('asking for an evaluation', () => {
  it.each([
    ['an unknown model', { model: 'mdl_none' }, 404, 'model-not-found'],
    ['an unknown data set', { dataset: { id: 'ds_none' } }, 404, 'dataset-not-found'],
    ['a split that does not exist', { split: 'holdout' }, 422, 'invalid-request'],
    ['a split without rows', { split: 'validation' }, 422, 'split-empty'],
    ['an unknown field', { slice: 'group' }, 422, 'invalid-request'],
    ['a field nobody slices by', { sliceBy: 'text' }, 422, 'invalid-request'],
    ['no seed', { seed: -1 }, 422, 'invalid-request'],
  ])('is refused for %s', async (_, changes, status, code) => {
    const response = await post(changes);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, detail: expect.any(String) });
  });

  it('is refused for labels that the model does not know, by name', async () => {
    const other = await uploadDataset(exampleRows(['LABEL_0', 'urgent']));
    const response = await post({ dataset: { id: other } });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: 'labels-unknown',
      detail: expect.stringContaining('"urgent"'),
    });
  });

  it('is refused for a model without a head', async () => {
    const { id } = await importFiles(app, withConfig(await tinyModel(), { architectures: ['BertModel'] }), 'headless');
    const response = await post({ model: id });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'model-not-evaluable' });
  });

  it('is refused for a key that may only read', async () => {
    const { data } = await app.client.POST('/v1/api-keys', { body: { name: 'reader', scopes: ['read'] } });
    const body = { model, dataset: { id: dataset }, split: 'test' };
    const response = await app.fetch('/v1/evaluations', { body, headers: { authorization: `Bearer ${data!.key}` } });
    expect(response.status).toBe(403);
  });
});
