import type { components } from '../../openapi/client.js';
import { Random } from '../../src/ml/random.js';
import { startApp, type TestApp } from '../support/app.js';
import { importFiles } from '../support/models-client.js';
import { TIMEOUT_MS, type Trained, tasksOf } from '../support/tasks.js';
import { tinyModel } from '../support/tiny-model.js';
import { until } from '../support/until.js';

type Comparison = components['schemas']['Comparison'];
type EvaluationCreate = components['schemas']['EvaluationCreate'];

let app: TestApp;
let tasks: ReturnType<typeof tasksOf>;
let dataset: string;
/** A model that has learned next to nothing, and one that has. */
let poor: Trained;
let good: Trained;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  tasks = tasksOf(app);
  const { id: model } = await tasks.importModel(await tinyModel());
  dataset = await tasks.upload('text-classification', wordRows(600), { split: { groupBy: 'group' } });
  const body = { model, dataset: { id: dataset } };
  poor = await tasks.train({ ...body, hyperparameters: { maxSteps: 1 } });
  good = await tasks.train({ ...body, hyperparameters: { batchSize: 16, epochs: 8, learningRate: 0.005 } });
}, TIMEOUT_MS);
afterAll(() => app.stop());

/**
 * Words of two letters, the second of those that the tiny model's tokenizer knows inside of words: the first tells the label.
 * Half the labels of one shop are wrong.
 */
function wordRows(n: number) {
  const random = new Random(7);
  return Array.from({ length: n }, (_, i) => {
    const late = i % 2 === 1;
    const word = () => `${letterFrom(late ? 'n' : 'a', random.below(13))}${letterFrom('d', random.below(6))}`;
    const noisy = i % 3 === 0;
    return {
      text: [word(), word(), word(), word()].join(' '),
      label: noisy && random.below(2) === 0 ? (late ? 'early' : 'late') : late ? 'late' : 'early',
      group: `author ${Math.floor(i / 4)}`,
      metadata: { shop: noisy ? 'noisy' : 'clear', language: random.below(2) ? 'de' : 'en' },
    };
  });
}
const letterFrom = (first: string, k: number) => String.fromCharCode(first.charCodeAt(0) + k);

async function evaluated(changes: Partial<EvaluationCreate>) {
  const body = { model: good.model.id, dataset: { id: dataset }, split: 'test', ...changes } as EvaluationCreate;
  const { data } = await app.client.POST('/v1/evaluations', { body });
  return tasks.evaluated(data!.id);
}

const predictions = async (id: string, query: object) =>
  app.client.GET('/v1/evaluations/{id}/predictions', { params: { path: { id }, query: { limit: 100, ...query } } });

async function compared(body: components['schemas']['ComparisonCreate']): Promise<Comparison> {
  const { data, error } = await app.client.POST('/v1/comparisons', { body });
  if (!data) throw new Error(JSON.stringify(error));
  return until(async () => {
    const found = await app.client.GET('/v1/comparisons/{id}', { params: { path: { id: data.id } } });
    return found.data!.finishedAt ? found.data! : null;
  }, `comparison ${data.id}`);
}

describe('the baseline beside a job', () => {
  it('is a linear model of the same training split, measured on the same examples', () => {
    const { baseline, metrics, counts } = good.evaluation;
    expect(baseline).toMatchObject({ method: 'tfidf-logistic-regression', training: { converged: true } });
    expect(baseline!.training.examples).toBe(baseline!.training.of);
    expect(baseline!.training.features).toBeGreaterThan(20);
    expect(Object.keys(baseline!.metrics).sort()).toEqual(Object.keys(metrics!).sort());
    const { difference, interval } = baseline!.differences.accuracy!;
    expect(difference).toBeCloseTo(metrics!.accuracy! - baseline!.metrics.accuracy!, 9);
    expect(interval[0]).toBeLessThanOrEqual(difference);
    expect(interval[1]).toBeGreaterThanOrEqual(difference);
    expect(counts!.examples).toBeGreaterThan(30);
  });

  it('is warned of where the model is not shown to beat it: by an event, a field and the card', async () => {
    expect(poor.job.beatsBaseline).toBe(false);
    const { verdict } = poor.evaluation.baseline!;
    expect(verdict).toMatchObject({ metric: 'accuracy', better: 'baseline' });
    const { data } = await app.client.GET('/v1/jobs/{id}/events', {
      params: { path: { id: poor.job.id }, query: { limit: 100 } },
    });
    const warning = data!.data.find(({ level, message }) => level === 'warn' && message.includes('linear model'));
    expect(warning!.message).toContain(verdict.statement);
    const card = await (await app.fetch(`/v1/models/${poor.model.id}/files/README.md`)).text();
    expect(card).toContain('linear baseline');
    expect(card).toContain('not shown to beat a linear model');
  });

  it('is no part of other evaluations', async () => {
    expect((await evaluated({})).baseline).toBeNull();
  });
});

describe('an evaluation', () => {
  it('draws groups as wholes', () => {
    expect(good.evaluation.groups).toBeGreaterThan(10);
    expect(good.evaluation.groups).toBeLessThan(good.evaluation.counts!.examples);
  });

  it('is sliced by several fields, and says which slices are worse by more than chance', async () => {
    const { slices } = await evaluated({ split: 'train', sliceBy: ['metadata.shop', 'metadata.language'] });
    expect(slices!.map(({ by }) => by)).toEqual(['metadata.shop', 'metadata.language']);
    const [shops, languages] = slices!.map(({ values }) => new Map(values.map((slice) => [slice.value, slice])));
    expect(shops!.get('noisy')).toMatchObject({ worse: true, intervals: { accuracy: expect.any(Array) } });
    expect(shops!.get('clear')).toMatchObject({ worse: false });
    for (const { worse } of languages!.values()) expect(worse).toBe(false);
  });

  it('on what the model was trained on is no evidence, and says so', async () => {
    expect((await evaluated({ split: 'train' })).calibration!.evidence).toBe('train');
    expect((await evaluated({ split: 'test' })).calibration!.evidence).toBe('test');
  });

  it('lists what is confused most', () => {
    const { confusions, confusionMatrix } = good.evaluation;
    for (const { label, predicted, count } of confusions!) {
      const [row, column] = [label!, predicted!].map((name) => confusionMatrix!.labels.indexOf(name));
      expect(confusionMatrix!.counts[row!]![column!]).toBe(count);
    }
    expect(confusions!.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('gives the predictions that are asked for', async () => {
    const { id, counts } = await evaluated({ sliceBy: 'metadata.shop' });
    const wrong = (await predictions(id, { errorsOnly: 'true' })).data!.data;
    expect(wrong).toHaveLength(counts!.examples - counts!.correct!);
    expect(wrong.every(({ label, predicted, correct }) => label !== predicted && correct === false)).toBe(true);
    const confused = (await predictions(id, { label: 'early', predicted: 'late' })).data!.data;
    expect(confused).toEqual(wrong.filter(({ label }) => label === 'early'));
    const noisy = (await predictions(id, { slice: 'metadata.shop=noisy' })).data!.data;
    expect(new Set(noisy.map(({ slices }) => slices!['metadata.shop']))).toEqual(new Set(['noisy']));
    const { group, example } = noisy[0]!;
    expect((await predictions(id, { group })).data!.data.map((one) => one.example)).toContain(example);
    expect((await predictions(id, { example })).data!.data).toEqual([noisy[0]]);
    expect((await predictions(id, { slice: 'metadata.shop=elsewhere' })).data!.data).toEqual([]);
  });

  it.each([
    [{ slice: 'metadata.shop=noisy' }, 'slice', 'not-sliced-by'],
    [{ slice: 'shop' }, 'slice', 'invalid-request'],
    [{ errorsOnly: 'maybe' }, 'errorsOnly', 'invalid-request'],
  ])('refuses a filter that fits nothing: %j', async (query, path, code) => {
    const { error, response } = await predictions(good.evaluation.id, query);
    expect(response.status).toBe(422);
    expect(error).toMatchObject({ code, errors: [{ path }] });
  });
});

describe('a comparison', () => {
  let done: Comparison;
  beforeAll(async () => {
    done = await compared({ a: poor.evaluation.id, b: good.evaluation.id });
  }, TIMEOUT_MS);

  it('says which model is better, by every test', () => {
    expect(done).toMatchObject({
      id: expect.stringMatching(/^cmp_/),
      status: 'succeeded',
      error: null,
      a: { evaluation: poor.evaluation.id, model: poor.model.id },
      b: { evaluation: good.evaluation.id, model: good.model.id },
      dataset: { id: dataset, version: 1 },
      split: 'test',
      metric: 'accuracy',
      verdict: { better: 'b', statement: expect.stringMatching(/^`b` is better: accuracy/) },
      counts: { resamples: 1000, groups: good.evaluation.groups },
    });
    const { a, b, difference, interval, pValue, randomisation } = done.metrics!.accuracy!;
    expect(a).toBeCloseTo(poor.evaluation.metrics!.accuracy!, 9);
    expect(b).toBeCloseTo(good.evaluation.metrics!.accuracy!, 9);
    expect(difference).toBeCloseTo(b - a, 9);
    expect(interval[0]).toBeGreaterThan(0);
    expect(Math.max(pValue, randomisation!)).toBeLessThan(0.05);
  });

  it('finds the numbers of both evaluations again', () => {
    for (const [name, { a, b }] of Object.entries(done.metrics!)) {
      expect(a).toBeCloseTo(poor.evaluation.metrics![name]!, 5);
      expect(b).toBeCloseTo(good.evaluation.metrics![name]!, 5);
    }
    expect(Object.keys(done.metrics!).sort()).toEqual(Object.keys(good.evaluation.metrics!).sort());
  });

  it('lists where they disagree, both ways, the widest gap first', async () => {
    const of = async (query: object) => {
      const params = { path: { id: done.id }, query: { limit: 100, ...query } };
      return (await app.client.GET('/v1/comparisons/{id}/disagreements', { params })).data!.data;
    };
    const [all, a, b] = [await of({}), await of({ better: 'a' }), await of({ better: 'b' })];
    expect([a.length, b.length]).toEqual([done.agreement!.onlyA, done.agreement!.onlyB]);
    expect(all).toHaveLength(a.length + b.length);
    const gaps = all.map(({ gap }) => gap);
    expect(gaps).toEqual(gaps.toSorted((x, y) => y - x));
    expect(b[0]).toMatchObject({ better: 'b', a: { correct: false }, b: { correct: true }, text: expect.any(String) });
  });

  it('does not tell a model from itself', async () => {
    const again = await evaluated({});
    const same = await compared({ a: good.evaluation.id, b: again.id, metric: 'macroF1', seed: 5 });
    expect(same).toMatchObject({ verdict: { better: null, metric: 'macroF1' }, seed: 5 });
    expect(same.verdict!.statement).toMatch(/^The data do not tell/);
  });

  it('is listed with its evaluations, keeps them from being deleted, and can be deleted itself', async () => {
    const list = async (evaluation: string) =>
      (await app.client.GET('/v1/comparisons', { params: { query: { evaluation } } })).data!.data.map(({ id }) => id);
    expect(await list(poor.evaluation.id)).toEqual([done.id]);
    const extra = await evaluated({});
    const { id } = await compared({ a: extra.id, b: good.evaluation.id });
    const refused = await app.fetch(`/v1/evaluations/${extra.id}`, { method: 'DELETE' });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'in-use' });
    expect((await app.fetch(`/v1/comparisons/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await app.fetch(`/v1/comparisons/${id}/disagreements`)).status).toBe(404);
    expect((await app.fetch(`/v1/evaluations/${extra.id}`, { method: 'DELETE' })).status).toBe(204);
  });

  it('is refused for what cannot be compared', async () => {
    const validation = await evaluated({ split: 'validation' });
    const b = good.evaluation.id;
    for (const [body, status, code] of [
      [{ a: b, b }, 422, 'same-evaluation'],
      [{ a: validation.id, b }, 422, 'evaluations-not-comparable'],
      [{ a: poor.evaluation.id, b, metric: 'bleu' }, 422, 'metric-unknown'],
      [{ a: poor.evaluation.id, b, metric: 'beauty' }, 422, 'invalid-request'],
      [{ a: 'evl_none', b }, 404, 'evaluation-not-found'],
      [{ a: poor.evaluation.id }, 422, 'invalid-request'],
    ] as const) {
      const response = await app.fetch('/v1/comparisons', { body });
      expect({ status: response.status, ...((await response.json()) as object) }).toMatchObject({ status, code });
    }
    const body: EvaluationCreate = {
      model: good.model.id,
      dataset: { id: dataset },
      split: 'test',
      sliceBy: 'metadata.author',
    };
    const { data } = await app.client.POST('/v1/evaluations', { body });
    const unfinished = await app.fetch('/v1/comparisons', { body: { a: data!.id, b } });
    expect(unfinished.status).toBe(409);
    expect(await unfinished.json()).toMatchObject({ code: 'evaluation-not-finished' });
  });
});

describe('a model that is taken elsewhere', () => {
  it('still says what it is worth', async () => {
    const archive = await (await app.fetch(`/v1/models/${good.model.id}/archive`)).arrayBuffer();
    const form = new FormData();
    form.append('name', 'moved');
    form.append('file', new Blob([archive]), 'model.tar');
    const { id } = (await (await app.fetch('/v1/models', { method: 'POST', body: form })).json()) as { id: string };
    const moved = await until(async () => {
      const { data } = await app.client.GET('/v1/models/{id}', { params: { path: { id } } });
      return data!.status === 'importing' ? null : data!;
    }, 'the import');
    expect(moved.metrics).toEqual(good.model.metrics);
    expect(moved.calibration).toEqual(good.model.calibration);
    expect(moved.calibration!.before).toMatchObject({ ece: expect.any(Number) });
  });

  it('shows the calibration that it came with, where nobody measured it', async () => {
    const calibration = {
      method: 'temperature',
      parameters: { temperature: 2 },
      fit: { rows: 100, nllBefore: 1, nllAfter: 0.9, note: null },
    };
    const files = { ...(await tinyModel()), 'calibration.json': JSON.stringify(calibration) };
    const { id } = await importFiles(app, files, 'calibrated');
    const { data } = await app.client.GET('/v1/models/{id}', { params: { path: { id } } });
    expect(data).toMatchObject({
      metrics: null,
      calibration: { method: 'temperature', parameters: { temperature: 2 }, before: null, after: null, evidence: null },
    });
  });
});
