import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer as answerOf } from '../../src/ml/inference/answer.js';
import { TextModel } from '../../src/ml/inference/text-model.js';
import { startApp, type TestApp } from '../support/app.js';
import { datasetsOf } from '../support/datasets.js';
import { calibratedModel, type DeploymentView, deploymentsOf } from '../support/deployments.js';
import type { ModelView } from '../support/models-client.js';
import { writeModel } from '../support/tiny-model.js';
import { until } from '../support/until.js';

const TEXTS = ['a b c', 'd e f g h i', 'z', 'the quick brown fox', 'x y'];

/** The loop as a user goes round it: deploy, predict, give feedback, make a data set of it. */
describe('a deployed model', () => {
  let app: TestApp;
  let model: ModelView;
  let mail: DeploymentView;
  let deployments: ReturnType<typeof deploymentsOf>;
  beforeAll(async () => {
    app = await startApp();
    deployments = deploymentsOf(app);
    model = await deployments.importModel();
    mail = await deployments.deploy('mail', model.id);
  });
  afterAll(() => app.stop());

  const predict = async (inputs: string[], options = {}) => {
    const { data, error } = await deployments.predict('mail', { inputs, options });
    if (!data) throw new Error(JSON.stringify(error));
    return data;
  };
  const list = async (query: Record<string, string | number> = {}) => {
    const { data } = await app.client.GET('/v1/deployments/{name}/predictions', {
      params: { path: { name: 'mail' }, query },
    });
    return data!;
  };

  it('is listed, and found by name and by id', async () => {
    const { data } = await app.client.GET('/v1/deployments', {});
    const [listed] = data!.data;
    expect(listed).toMatchObject({
      name: 'mail',
      status: 'ready',
      model: model.id,
      revision: 1,
      servingRevision: 1,
      error: null,
    });
    for (const name of ['mail', listed!.id]) {
      const one = await app.client.GET('/v1/deployments/{name}', { params: { path: { name } } });
      expect(one.data).toEqual(listed);
    }
  });

  it('gives the probabilities of an offline evaluation, calibrated', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'offline-'));
    await writeModel(folder, await calibratedModel());
    const offline = await TextModel.load(folder, 'answer', { threads: 1 });
    const inputs = TEXTS.map((text) => ({ text }));
    const expected = (await answerOf(offline, inputs)) as { probabilities: number[] }[];
    const answer = await predict(TEXTS);
    expect(answer).toMatchObject({ deployment: 'mail', revision: 1, model: model.id });
    answer.predictions.forEach(({ label, probability, scores, calibrated }, row) => {
      expect(calibrated).toBe(true);
      expect(Object.values(scores!)[0]).toBe(probability);
      expect(scores![label!]).toBe(probability);
      offline.labels.forEach((name, index) => {
        expect(Math.abs(scores![name]! - expected[row]!.probabilities[index]!)).toBeLessThan(1e-6);
      });
    });
    await offline.dispose();
    await rm(folder, { recursive: true });
  });

  it('takes pairs of texts, which are not the same as one', async () => {
    const { data } = await deployments.predict('mail', {
      inputs: [{ text: 'a b', textPair: 'c d' }, { text: 'a b' }, 'a b'],
      options: { log: false },
    });
    const [pair, single, bare] = data!.predictions;
    // Rows of one batch may round differently: libtensorflow's products do.
    expect(single!.label).toBe(bare!.label);
    expect(single!.probability).toBeCloseTo(bare!.probability!, 6);
    expect(pair!.scores).not.toEqual(single!.scores);
  });

  it('shows as many scores as asked for', async () => {
    const { predictions } = await predict(['a b c'], { topK: 2 });
    expect(Object.keys(predictions[0]!.scores!)).toHaveLength(2);
  });

  it('logs its predictions before it answers, newest first', async () => {
    const { predictions } = await predict(TEXTS);
    const logged = await list({ limit: TEXTS.length });
    expect(logged.data.map(({ id }) => id)).toEqual(predictions.map(({ id }) => id).reverse());
    const { id, label, probability, scores } = predictions[0]!;
    expect(logged.data.at(-1)).toMatchObject({
      id,
      label,
      probability,
      scores,
      text: TEXTS[0],
      revision: 1,
      model: model.id,
    });
  });

  it('logs nothing when told so', async () => {
    const [before] = (await list({ limit: 1 })).data;
    const { predictions } = await predict(['not logged'], { log: false });
    expect(predictions[0]!.id).toBeNull();
    expect((await list({ limit: 1 })).data[0]).toEqual(before);
  });

  it('lists predictions by label and time', async () => {
    const { predictions } = await predict(['one more']);
    const { label, id } = predictions[0]!;
    const [latest] = (await list({ limit: 1 })).data;
    const since = latest!.createdAt;
    expect((await list({ since, label: label! })).data.map((found) => found.id)).toEqual([id]);
    expect((await list({ since, label: 'no such label' })).data).toEqual([]);
  });

  it('keeps its model from being deleted', async () => {
    const { error } = await app.client.DELETE('/v1/models/{id}', { params: { path: { id: model.id } } });
    expect(error).toMatchObject({ status: 409, code: 'in-use' });
  });

  it('answers many at once, each with its own', async () => {
    const alone = new Map<string, number>();
    for (const text of TEXTS) alone.set(text, (await predict([text], { log: false })).predictions[0]!.probability!);
    const calls = Array.from({ length: 40 }, (_, i) => TEXTS.slice(i % 5, (i % 5) + 2));
    const answers = await Promise.all(calls.map((inputs) => predict(inputs, { log: false })));
    answers.forEach(({ predictions }, call) => {
      predictions.forEach(({ probability }, row) => {
        expect(Math.abs(probability! - alone.get(calls[call]![row]!)!)).toBeLessThan(1e-6);
      });
    });
  });

  it('is measured', async () => {
    const metrics = await (await app.fetch('/metrics')).text();
    expect(metrics).toMatch(/temper_predict_duration_seconds_count\{deployment="dep_\w+"\} \d+/);
    expect(metrics).toMatch(/temper_serving_batch_rows_count\{deployment="dep_\w+"\} \d+/);
    expect(metrics).toMatch(/temper_serving_queue_rows\{deployment="dep_\w+"\} 0/);
  });

  it('turns feedback into a version of a data set: the last word on each prediction', async () => {
    const { predictions } = await predict(['told twice', 'was right', 'was wrong', 'only rated']);
    const [twice, right, wrong, rated] = predictions.map(({ id }) => id!);
    const other = (label: string) => Object.keys(predictions[0]!.scores!).find((name) => name !== label)!;
    const corrected = other(predictions[0]!.label!);
    const one = await app.client.POST('/v1/feedback', { body: { prediction: twice!, correct: true } });
    expect(one.response.status).toBe(201);
    const many = await app.client.POST('/v1/feedback', {
      body: {
        items: [
          { prediction: twice!, label: corrected, source: 'reviewer' },
          { prediction: right!, correct: true },
          { prediction: wrong!, correct: false },
          { prediction: rated!, rating: 5, comment: 'nice' },
        ],
      },
    });
    expect(many.data).toMatchObject({
      data: [
        { prediction: twice, label: corrected, correct: false, source: 'reviewer' },
        { label: predictions[1]!.label, correct: true },
        { label: null, correct: false },
        { label: null, correct: null, rating: 5, comment: 'nice' },
      ],
    });
    const listed = await app.client.GET('/v1/feedback', { params: { query: { deployment: 'mail' } } });
    expect(listed.data!.data).toHaveLength(5);

    const datasets = datasetsOf(app);
    const id = await datasets.create();
    const { data: version } = await app.client.POST('/v1/datasets/{id}/versions', {
      params: { path: { id } },
      body: {
        source: { type: 'feedback', deployment: 'mail' },
        options: { split: { train: 1, validation: 0, test: 0 } },
      },
    });
    expect(await datasets.settled(id, version!.version)).toMatchObject({ status: 'ready', counts: { train: 2 } });
    const { data: examples } = await app.client.GET('/v1/datasets/{id}/versions/{version}/examples', {
      params: { path: { id, version: version!.version }, query: { split: 'train' } },
    });
    const seen = Object.fromEntries(examples!.data.map((example) => ['text' in example && example.text, example]));
    expect(seen['told twice']).toMatchObject({ label: corrected, metadata: { prediction: twice, source: 'reviewer' } });
    expect(seen['was right']).toMatchObject({ label: predictions[1]!.label });
  });

  it('turns predictions into texts without labels, and not into labels', async () => {
    const datasets = datasetsOf(app);
    await predict(['a text of the live traffic']);
    const source = { type: 'predictions' as const, deployment: 'mail' };
    const [labelled, plain] = [await datasets.create(), await datasets.create('text')];
    const make = (id: string) =>
      app.client.POST('/v1/datasets/{id}/versions', {
        params: { path: { id } },
        body: { source, options: { split: { train: 1, validation: 0, test: 0 } } },
      });
    expect((await make(labelled)).error).toMatchObject({ status: 422, code: 'source-of-other-task' });
    const { data: version } = await make(plain);
    expect(await datasets.settled(plain, version!.version)).toMatchObject({ status: 'ready' });
    const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}/examples', {
      params: { path: { id: plain, version: version!.version }, query: { split: 'train', limit: 100 } },
    });
    expect(data!.data.map((example) => 'text' in example && example.text)).toContain('a text of the live traffic');
  });

  it('comes back after its process was killed', async () => {
    const latest = () => deployments.modelPids(mail).at(-1)!;
    const pid = latest();
    process.kill(pid, 'SIGKILL');
    await until(async () => (latest() === pid ? null : true), 'another process');
    await deployments.ready('mail');
    expect((await predict(['still there'])).predictions).toHaveLength(1);
    expect(await (await app.fetch('/metrics')).text()).toMatch(/temper_serving_restarts_total\{[^}]*\} 1/);
  });
});
