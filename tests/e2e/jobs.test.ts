import { startApp, type TestApp } from '../support/app.js';
import { type JobView, jobsOf, makeInputs, measuredBeyond } from '../support/jobs.js';
import { until } from '../support/until.js';

const QUICK = { batchSize: 16, epochs: 6, learningRate: 0.01 };
/** Long enough to step in. */
const LONG = { batchSize: 8, epochs: 400, earlyStopping: false, evalSteps: 1000 } as const;

let app: TestApp;
let jobs: ReturnType<typeof jobsOf>;
let model: string;
let dataset: string;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  jobs = jobsOf(app);
  ({ model, dataset } = await makeInputs(app));
});
afterAll(() => app.stop());

describe('a job that trains a part of the model', () => {
  const filesOf = async (id: string) => {
    const { data } = await app.client.GET('/v1/models/{id}/files', { params: { path: { id } } });
    return data!.data.map(({ path }) => path);
  };

  it('leaves adapters as PEFT has them beside the model that they are merged into', async () => {
    const method = { type: 'lora', rank: 4, alpha: 8 } as const;
    const { id } = await jobs.create({
      model,
      dataset: { id: dataset },
      method,
      hyperparameters: { ...QUICK, epochs: 12 },
    });
    const job = await jobs.ended(id);
    expect(job.method).toEqual({ ...method, dropout: 0 });
    expect(await filesOf(job.resultModel!)).toEqual(
      expect.arrayContaining(['adapter/adapter_config.json', 'adapter/adapter_model.safetensors', 'model.safetensors']),
    );
    const config = await app.fetch(`/v1/models/${job.resultModel}/files/adapter/adapter_config.json`);
    expect(await config.json()).toMatchObject({ r: 4, lora_alpha: 8, target_modules: ['query', 'value'] });
    const { data: made } = await app.client.GET('/v1/models/{id}', { params: { path: { id: job.resultModel! } } });
    expect(made!.metrics!.accuracy).toBeGreaterThan(0.9);
  });

  it('trains the head alone on what the network gives', async () => {
    const { id } = await jobs.create({ model, dataset: { id: dataset }, method: { type: 'head' } });
    const job = await jobs.ended(id);
    expect(job.hyperparameters).toMatchObject({ epochs: 20, learningRate: 5e-3 });
    const { data: made } = await app.client.GET('/v1/models/{id}', { params: { path: { id: job.resultModel! } } });
    expect(made!.metrics!.accuracy).toBeGreaterThan(0.6);
  });

  it('says which layers there are when it is told of one that is not', async () => {
    const method = { type: 'lora', rank: 4, alpha: 8, targets: ['q_proj'] } as const;
    const { id } = await jobs.create({ model, dataset: { id: dataset }, method: { ...method, targets: ['q_proj'] } });
    const { error } = await jobs.ended(id, 'failed');
    expect(error).toMatchObject({ code: 'lora-target-unknown', message: expect.stringContaining('query, key, value') });
  });
});

describe('a job that ends well', () => {
  let job: JobView;
  beforeAll(async () => {
    const body = { name: 'letters', model, dataset: { id: dataset }, hyperparameters: QUICK, seed: 3 };
    const { id } = await jobs.create(body);
    job = await jobs.ended(id);
  });

  it('shows what was chosen, and how far it came', () => {
    expect(job.hyperparameters).toMatchObject({ ...QUICK, schedule: 'linear', earlyStopping: { metric: 'loss' } });
    expect(Object.values(job.hyperparameters)).not.toContain('auto');
    expect(job).toMatchObject({ attempt: 1, error: null, progress: { step: 60, totalSteps: 60, epoch: 6 } });
    expect(Date.parse(job.finishedAt!)).toBeGreaterThan(Date.parse(job.startedAt!));
  });

  it('leaves a model that says where it comes from and how good it is', async () => {
    const params = { path: { id: job.resultModel! } };
    const { data: made } = await app.client.GET('/v1/models/{id}', { params });
    expect(made).toMatchObject({
      name: 'letters',
      kind: 'fine-tuned',
      status: 'ready',
      architecture: 'bert',
      task: 'text-classification',
      labels: ['ham', 'spam'],
      baseModel: model,
      job: job.id,
      calibration: { before: { ece: expect.any(Number) }, after: { nll: expect.any(Number) } },
    });
    expect(made!.metrics!.accuracy).toBeGreaterThan(0.9);
    const { data: lineage } = await app.client.GET('/v1/models/{id}/lineage', { params });
    expect(lineage).toMatchObject({
      ancestors: [{ id: model }],
      dataset: { id: dataset, version: 1 },
      job: job.id,
      seed: 3,
    });
  });

  it('leaves an evaluation of that model, with its predictions', async () => {
    const params = { path: { id: job.resultEvaluation! } };
    const { data: evaluation } = await app.client.GET('/v1/evaluations/{id}', { params });
    expect(evaluation).toMatchObject({
      status: 'succeeded',
      model: job.resultModel,
      split: 'test',
      dataset: { id: dataset },
    });
    const { data: predictions } = await app.client.GET('/v1/evaluations/{id}/predictions', { params });
    expect(predictions!.data.length).toBe(evaluation!.counts!.examples);
  });

  it('is measured alike by an evaluation of the model that lies in the store', async () => {
    const { data: own } = await app.client.GET('/v1/evaluations/{id}', {
      params: { path: { id: job.resultEvaluation! } },
    });
    const body = { model: job.resultModel!, dataset: { id: dataset }, split: 'test', seed: 3 } as const;
    const { data: asked } = await app.client.POST('/v1/evaluations', { body });
    const params = { path: { id: asked!.id } };
    const { metrics } = await until(async () => {
      const { data } = await app.client.GET('/v1/evaluations/{id}', { params });
      return data!.status === 'succeeded' ? data! : null;
    }, 'the evaluation to succeed');
    for (const [name, value] of Object.entries(own!.metrics!))
      expect([name, metrics![name as 'loss']]).toEqual([name, expect.closeTo(value, 5)]);
  });

  it('has its loss over time, on train and validation', async () => {
    const { data } = await app.client.GET('/v1/jobs/{id}/metrics', { params: { path: { id: job.id } } });
    const losses = (split: string) => data!.data.filter((metric) => metric.split === split && metric.name === 'loss');
    expect(losses('train').at(-1)!.value).toBeLessThan(losses('train')[0]!.value);
    expect(losses('validation')[0]).toEqual({
      step: expect.any(Number),
      epoch: expect.any(Number),
      time: expect.any(String),
      split: 'validation',
      name: 'loss',
      value: expect.any(Number),
    });
  });

  it('makes the same weights again from the same seed, and others from another', async () => {
    const again = async (seed: number) => {
      const { id } = await jobs.create({ model, dataset: { id: dataset }, hyperparameters: QUICK, seed });
      return jobs.weightsOf(await jobs.ended(id));
    };
    expect(await again(3)).toBe(await jobs.weightsOf(job));
    expect(await again(4)).not.toBe(await jobs.weightsOf(job));
  });

  it('gives a model that can be trained further, its labels in their order', async () => {
    const { id } = await jobs.create({
      model: job.resultModel!,
      dataset: { id: dataset },
      hyperparameters: { maxSteps: 1 },
    });
    const { resultModel } = await jobs.ended(id);
    const { data: made } = await app.client.GET('/v1/models/{id}', { params: { path: { id: resultModel! } } });
    expect(made).toMatchObject({ labels: ['ham', 'spam'], baseModel: job.resultModel });
    expect(made!.metrics!.accuracy).toBeGreaterThan(0.9);
  });

  it('is refused where it asks for longer texts than the model reads', async () => {
    const body = { type: 'fine-tune' as const, model, dataset: { id: dataset }, hyperparameters: { maxLength: 4096 } };
    for (const path of ['/v1/jobs', '/v1/jobs/estimate'] as const) {
      const { error, response } = await app.client.POST(path, { body });
      expect(response.status).toBe(422);
      expect(error).toMatchObject({ errors: [{ path: 'hyperparameters.maxLength' }] });
    }
  });

  it('is estimated beforehand, and by the speed of the latest one, from the same model', async () => {
    const body = { type: 'fine-tune', model, dataset: { id: dataset }, hyperparameters: QUICK } as const;
    const { data } = await app.client.POST('/v1/jobs/estimate', { body });
    expect(data).toMatchObject({ steps: 60, truncatedShare: 0 });
    expect(data!.memoryBytes).toBeGreaterThan(1e8);
    expect(data!.warnings[0]).toMatch(/tokens a second that the latest job from this model had/);
  });

  it('lets its result be deleted once its evaluation is, and keeps what it made it from', async () => {
    const erase = async (path: string) => (await app.fetch(path, { method: 'DELETE' })).status;
    const { id } = await jobs.create({ model, dataset: { id: dataset }, hyperparameters: { maxSteps: 1 } });
    const { resultModel, resultEvaluation } = await jobs.ended(id);
    expect(await erase(`/v1/models/${model}`)).toBe(409);
    expect(await erase(`/v1/datasets/${dataset}`)).toBe(409);
    expect(await erase(`/v1/models/${resultModel}`)).toBe(409);
    expect(await erase(`/v1/evaluations/${resultEvaluation}`)).toBe(204);
    expect(await erase(`/v1/models/${resultModel}`)).toBe(204);
    expect(await jobs.get(id)).toMatchObject({ status: 'succeeded', resultModel: null, resultEvaluation: null });
  });
});

describe('a running job', () => {
  const start = async (changes: object = {}) => {
    const body = { model, dataset: { id: dataset }, hyperparameters: { ...LONG, ...changes } };
    const { id } = await jobs.create(body);
    await jobs.event(id, measuredBeyond(0));
    return id;
  };

  it('is cancelled, and leaves nothing', async () => {
    const id = await start();
    expect(await jobs.move(id, 'cancel')).toMatchObject({ status: 202, body: { status: 'cancelling' } });
    expect(await jobs.ended(id, 'cancelled')).toMatchObject({ resultModel: null, error: null });
    expect(await jobs.move(id, 'resume')).toMatchObject({ status: 409 });
  });

  it('is paused with a checkpoint, and can be cancelled then', async () => {
    const id = await start();
    expect(await jobs.move(id, 'resume')).toMatchObject({ status: 409 });
    expect(await jobs.move(id, 'pause')).toMatchObject({ status: 202, body: { status: 'pausing' } });
    await jobs.statusIs(id, 'paused');
    const { data } = await app.client.GET('/v1/jobs/{id}/checkpoints', { params: { path: { id } } });
    expect(data!.data).toEqual([
      {
        id: expect.stringMatching(/^ckp_/),
        step: expect.any(Number),
        size: expect.any(Number),
        createdAt: expect.any(String),
      },
    ]);
    expect(await jobs.move(id, 'pause')).toMatchObject({ status: 409 });
    expect(await jobs.move(id, 'cancel')).toMatchObject({ status: 202, body: { status: 'cancelled' } });
  });

  it('lets go of model and data after it was cancelled', async () => {
    const inputs = await makeInputs(app);
    const { id } = await jobs.create({ model: inputs.model, dataset: { id: inputs.dataset }, hyperparameters: LONG });
    await jobs.move(id, 'cancel');
    for (const path of [`/v1/models/${inputs.model}`, `/v1/datasets/${inputs.dataset}`]) {
      await until(async () => {
        const { status } = await app.fetch(path, { method: 'DELETE' });
        return status === 204 ? true : null;
      }, `${path} to be deleted`);
    }
    expect(await jobs.get(id)).toMatchObject({ model: inputs.model, dataset: { id: inputs.dataset } });
  });

  it('fails after three deaths, and says why', async () => {
    const id = await start();
    await jobs.killWorker(id);
    for (const attempt of [2, 3]) {
      await jobs.event(id, measuredBeyond(0, attempt));
      await jobs.killWorker(id);
    }
    const { attempt, error } = await jobs.ended(id, 'failed');
    expect(attempt).toBe(3);
    expect(error).toMatchObject({
      code: 'worker-killed',
      message: expect.stringMatching(/the last one, failed.*SIGKILL/),
    });
  });
});
