import { startApp, type TestApp } from '../support/app.js';
import { jobsOf, makeInputs } from '../support/jobs.js';
import { importArchive } from '../support/models-client.js';
import { comparedJob, predictOnce } from '../support/smaller.js';

let app: TestApp;
let jobs: ReturnType<typeof jobsOf>;
let base: string;
let dataset: string;
/** Trained on the letters. */
let model: string;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  jobs = jobsOf(app);
  ({ model: base, dataset } = await makeInputs(app));
  const { id } = await jobs.create({
    model: base,
    dataset: { id: dataset },
    hyperparameters: { batchSize: 16, epochs: 6, learningRate: 0.01 },
  });
  model = (await jobs.ended(id)).resultModel!;
});
afterAll(() => app.stop());

describe('a job that rounds a model to 8 bits', () => {
  let job: Awaited<ReturnType<typeof comparedJob>>;
  beforeAll(async () => {
    job = await comparedJob(app, { type: 'quantize', model, precision: 'int8', outputName: 'letters in 8 bits' });
  });
  const made = async () =>
    (await app.client.GET('/v1/models/{id}', { params: { path: { id: job.resultModel! } } })).data!;
  const file = (path: string) => app.fetch(`/v1/models/${job.resultModel}/files/${path}`);

  it('takes the data set that the model was trained on, and makes a model that descends from it', async () => {
    expect(job).toMatchObject({ type: 'quantize', precision: 'int8', model, dataset: { id: dataset, version: 1 } });
    const model8 = await made();
    expect(model8).toMatchObject({
      name: 'letters in 8 bits',
      kind: 'fine-tuned',
      status: 'ready',
      baseModel: model,
      task: 'text-classification',
    });
    expect(model8.metrics!.accuracy).toBeGreaterThan(0.9);
    const { data: lineage } = await app.client.GET('/v1/models/{id}/lineage', {
      params: { path: { id: model8.id } },
    });
    expect(lineage!.ancestors.map(({ id }) => id)).toEqual([model, base]);
  });

  it('compares it with what it was', async () => {
    const { before, after, split } = job.result!.comparison;
    expect(split).toBe('test');
    expect(before.model).toBe(model);
    expect(after.bytes).toBeLessThan(0.6 * before.bytes);
    expect(after.parameters).toBe(before.parameters);
    for (const side of [before, after]) {
      expect(side.latencyMs).toBeGreaterThan(0);
      expect(side.textsPerSecond).toBeGreaterThan(0);
      expect(Object.keys(side.metrics)).toEqual(expect.arrayContaining(['accuracy', 'macroF1', 'ece']));
    }
    expect(Math.abs(after.metrics.accuracy! - before.metrics.accuracy!)).toBeLessThan(0.05);
    expect(await (await file('README.md')).text()).toContain('## Before and after');
  });

  it('keeps 8-bit weights where other software does not take them for numbers, and says so', async () => {
    const { data } = await app.client.GET('/v1/models/{id}/files', { params: { path: { id: job.resultModel! } } });
    const paths = data!.data.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['model.int8.safetensors', 'onnx/model.onnx', 'calibration.json']));
    expect(paths).not.toContain('model.safetensors');
    expect(await (await file('config.json')).json()).toMatchObject({
      quantization_config: { quant_method: 'temper-int8' },
    });
  });

  it('is deployed, evaluated and trained further as any other', async () => {
    const prediction = await predictOnce(app, job.resultModel!, 'a b c');
    expect(prediction.label).toBe('ham');
    const { data: evaluation } = await app.client.POST('/v1/evaluations', {
      body: { model: job.resultModel!, dataset: { id: dataset }, split: 'test' },
    });
    expect(evaluation!.status).toBe('queued');
    const { id } = await jobs.create({
      model: job.resultModel!,
      dataset: { id: dataset },
      hyperparameters: { batchSize: 16, epochs: 1 },
    });
    const again = await jobs.ended(id);
    const { data } = await app.client.GET('/v1/models/{id}/files', { params: { path: { id: again.resultModel! } } });
    expect(data!.data.map(({ path }) => path)).toContain('model.safetensors');
  });

  it('comes back from its archive', async () => {
    const archive = await app.fetch(`/v1/models/${job.resultModel}/archive`);
    const { id } = await importArchive(app, Buffer.from(await archive.arrayBuffer()), 'returned');
    const prediction = await predictOnce(app, id, 'a b c', 'returned');
    expect(prediction.label).toBe('ham');
  });

  it.each([
    ['of a base model', () => ({ model: 'mini-en', precision: 'int8' }), 'model-unsuitable', 'model'],
    [
      'of one that is in 8 bits already',
      () => ({ model: job.resultModel, precision: 'int8' }),
      'model-unsuitable',
      'model',
    ],
    ['to something else', () => ({ model, precision: 'int4' }), 'invalid-request', 'precision'],
    [
      'with hyperparameters',
      () => ({ model, precision: 'int8', hyperparameters: {} }),
      'invalid-request',
      'hyperparameters',
    ],
  ])('is refused %s', async (_, body, code, path) => {
    const response = await app.fetch('/v1/jobs', { body: { type: 'quantize', ...body() } });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code, errors: [{ path }] });
  });

  it('says before what it would take', async () => {
    const { data } = await app.client.POST('/v1/jobs/estimate', {
      body: { type: 'quantize', model, precision: 'int8' },
    });
    expect(data).toMatchObject({ steps: 0 });
    expect(data!.memoryBytes).toBeGreaterThan(0);
  });

  it('is not paused: it takes seconds', async () => {
    const { data } = await app.client.POST('/v1/jobs', { body: { type: 'quantize', model, precision: 'int8' } });
    const { status } = await jobs.move(data!.id, 'pause');
    expect(status).toBe(409);
    await jobs.move(data!.id, 'cancel');
    await jobs.ended(data!.id, 'cancelled');
  });
});
