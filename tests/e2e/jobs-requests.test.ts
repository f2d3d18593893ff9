import type { components } from '../../openapi/client.js';
import { startApp, type TestApp } from '../support/app.js';
import { insertDataset, insertModel } from '../support/ready-inputs.js';
import { readEvents } from '../support/server-sent-events.js';

type FineTuneJob = components['schemas']['FineTuneJob'];

/** What jobs can be asked, in a process without a trainer: a job stays queued. What becomes of them: jobs.test.ts. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ TEMPER_ROLES: 'api' });
  const { database } = app;
  await insertModel(database, 'mdl_a');
  await insertModel(database, 'mdl_b');
  await insertModel(database, 'mdl_importing', 'running');
  await insertModel(database, 'mdl_failed', 'failed');
  await insertDataset(database, { id: 'ds_a' });
  await insertDataset(database, { id: 'ds_b' });
  await insertDataset(database, { id: 'ds_processing', status: 'running' });
  await insertDataset(database, { id: 'ds_failed', status: 'failed' });
  await insertDataset(database, { id: 'ds_one_label', labels: ['spam'] });
  await insertDataset(database, { id: 'ds_no_train', train: 0 });
  await insertDataset(database, { id: 'ds_no_validation', validation: 0 });
  await insertDataset(database, { id: 'ds_regression', task: 'text-regression', labels: [] });
  await insertDataset(database, { id: 'ds_generation', task: 'text-generation', labels: [] });
});
afterAll(() => app.stop());

const BODY = { type: 'fine-tune', model: 'mdl_a', dataset: { id: 'ds_a' } } as const;

interface Answer {
  [field: string]: unknown;
  id: string;
  errors: { path: string; message: string }[];
}
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await app.fetch(path, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as Answer };
};
const create = async (changes: Record<string, unknown> = {}) => {
  const { status, body } = await post('/v1/jobs', { ...BODY, ...changes });
  expect({ status, body }).toMatchObject({ status: 202 });
  return body;
};
const countJobs = async () => (await app.database.query('SELECT id FROM jobs')).length;

describe('a job', () => {
  it('is queued with everything that was left out', async () => {
    const { data, response } = await app.client.POST('/v1/jobs', { body: BODY });
    expect(response.status).toBe(202);
    expect(data).toEqual({
      id: expect.stringMatching(/^job_[a-z0-9]{24}$/),
      name: null,
      type: 'fine-tune',
      evaluateOn: 'test',
      sweep: null,
      status: 'queued',
      model: 'mdl_a',
      dataset: { id: 'ds_a', version: 1 },
      method: { type: 'full' },
      hyperparameters: expect.objectContaining({ epochs: 'auto', batchSize: 'auto', earlyStopping: 'auto' }),
      calibration: { method: 'auto' },
      outputName: 'mail',
      seed: 1,
      progress: {
        step: 0,
        totalSteps: null,
        epoch: null,
        etaSeconds: null,
        tokensPerSecond: null,
        paddingShare: null,
        memoryBytes: null,
      },
      attempt: 1,
      error: null,
      resultModel: null,
      resultEvaluation: null,
      beatsBaseline: null,
      createdAt: expect.any(String),
      startedAt: null,
      finishedAt: null,
    });
    expect(Object.keys((data as FineTuneJob).hyperparameters)).toHaveLength(17);
    const { data: again } = await app.client.GET('/v1/jobs/{id}', { params: { path: { id: data!.id } } });
    expect(again).toEqual(data);
  });

  it('keeps what it was told', async () => {
    const earlyStopping = { metric: 'macroF1', patience: 2, minDelta: 0.01 };
    const hyperparameters = { epochs: 2, learningRate: 1e-4, maxSteps: null, earlyStopping };
    const job = await create({ name: ' first ', hyperparameters, calibration: { method: 'none' }, seed: 7 });
    expect(job).toMatchObject({ name: 'first', outputName: 'first', hyperparameters, seed: 7 });
    expect(job).toMatchObject({ calibration: { method: 'none' } });
    expect(await create({ name: 'a', outputName: 'b' })).toMatchObject({ outputName: 'b' });
  });

  it('starts from the model that an alias stands for', async () => {
    await app.fetch('/v1/models/mdl_b/aliases/best', { method: 'PUT' });
    expect(await create({ model: 'tiny@best' })).toMatchObject({ model: 'mdl_b' });
  });

  it('is made once for an Idempotency-Key', async () => {
    const before = await countJobs();
    const [first, second] = [
      await post('/v1/jobs', BODY, { 'Idempotency-Key': 'once' }),
      await post('/v1/jobs', BODY, { 'Idempotency-Key': 'once' }),
    ];
    expect(second).toEqual(first);
    expect(await countJobs()).toBe(before + 1);
    expect((await post('/v1/jobs', { ...BODY, seed: 2 }, { 'Idempotency-Key': 'once' })).status).toBe(422);
  });

  it('keeps its model and its data from being deleted', async () => {
    await create({ model: 'mdl_b', dataset: { id: 'ds_b' } });
    for (const path of ['/v1/models/mdl_b', '/v1/datasets/ds_b']) {
      const refused = await app.fetch(path, { method: 'DELETE' });
      expect({ path, status: refused.status, body: await refused.json() }).toMatchObject({
        status: 409,
        body: { code: 'in-use', detail: expect.stringContaining('jobs') },
      });
    }
  });
});

it('a job is queued for other tasks too', async () => {
  expect(await create({ dataset: { id: 'ds_regression' } })).toMatchObject({
    status: 'queued',
    dataset: { id: 'ds_regression', version: 1 },
  });
});

describe('a request for a job is refused, and nothing created,', () => {
  it.each([
    ['an unknown model', { model: 'mdl_none' }, 404, 'model-not-found'],
    ['an unknown alias', { model: 'tiny@none' }, 404, 'model-not-found'],
    ['a model that is imported', { model: 'mdl_importing' }, 409, 'model-not-ready'],
    ['a model whose import failed', { model: 'mdl_failed' }, 409, 'model-not-ready'],
    ['an unknown data set', { dataset: { id: 'ds_none' } }, 404, 'dataset-not-found'],
    ['an unknown version', { dataset: { id: 'ds_a', version: 2 } }, 404, 'dataset-version-not-found'],
    ['a version still processing', { dataset: { id: 'ds_processing', version: 1 } }, 409, 'dataset-version-processing'],
    ['a version that failed', { dataset: { id: 'ds_failed', version: 1 } }, 409, 'dataset-version-failed'],
    ['a data set without a ready version', { dataset: { id: 'ds_processing' } }, 409, 'no-ready-version'],
    ['one class only', { dataset: { id: 'ds_one_label' } }, 422, 'dataset-unsuitable'],
    ['no rows to train on', { dataset: { id: 'ds_no_train' } }, 422, 'dataset-unsuitable'],
    ['a task that the model has no head for', { dataset: { id: 'ds_generation' } }, 422, 'model-unsuitable'],
    [
      'a choice without a meaning for the task',
      { dataset: { id: 'ds_regression' }, hyperparameters: { labelSmoothing: 0.1 } },
      422,
      'choice-unsuitable',
    ],
  ])('for %s', async (_, changes, status, code) => {
    const before = await countJobs();
    const refused = await post('/v1/jobs', { ...BODY, ...changes });
    expect(refused).toMatchObject({ status, body: { code, detail: expect.stringMatching(/.{20}/) } });
    expect(await post('/v1/jobs/estimate', { ...BODY, ...changes })).toMatchObject({ status, body: { code } });
    expect(await countJobs()).toBe(before);
  });

  it.each([
    [
      'early stopping without a validation split',
      { hyperparameters: { earlyStopping: {} } },
      'hyperparameters.earlyStopping',
    ],
    ['a temperature that nothing can be fitted on', { calibration: { method: 'temperature' } }, 'calibration.method'],
    ['a coverage that nothing can promise', { calibration: { coverage: 0.9 } }, 'calibration.coverage'],
  ])('for %s', async (_, changes, path) => {
    const refused = await post('/v1/jobs', { ...BODY, dataset: { id: 'ds_no_validation' }, ...changes });
    expect(refused).toMatchObject({ status: 422, body: { code: 'validation-too-small', errors: [{ path }] } });
  });

  it.each([
    ['an unknown field', { epochs: 3 }, 'epochs', /unknown field/],
    ['an unknown hyperparameter', { hyperparameters: { lr: 1 } }, 'hyperparameters.lr', /unknown field/],
    ['a value of another type', { hyperparameters: { epochs: 'many' } }, 'hyperparameters.epochs', /./],
    ['a value out of range', { hyperparameters: { dropout: 1 } }, 'hyperparameters.dropout', /./],
    ['a part of a step', { hyperparameters: { maxSteps: 1.5 } }, 'hyperparameters.maxSteps', /./],
    ['a type of job that there is not', { type: 'merge' }, 'type', /one of "fine-tune".*found "merge"/],
    ['no type', { type: undefined }, 'type', /one of "fine-tune"/],
    ['a method not offered', { method: { type: 'prefix' } }, 'method.type', /"head".*found.*"prefix"/],
    ['adapters without a rank', { method: { type: 'lora', alpha: 16 } }, 'method.rank', /./],
    ['adapters on nothing', { method: { type: 'lora', rank: 8, alpha: 16, targets: [] } }, 'method.targets', /./],
    ['a rank for the head', { method: { type: 'head', rank: 8 } }, 'method.rank', /unknown field/],
    ['a calibration not offered', { calibration: { method: 'beta' } }, 'calibration.method', /found "beta"/],
    ['a coverage of all', { calibration: { coverage: 1 } }, 'calibration.coverage', /less than 1; found 1/],
    ['sets without a coverage', { calibration: { sets: 'raps' } }, 'calibration.coverage', /such as 0.9/],
    ['a negative seed', { seed: -1 }, 'seed', /./],
    ['no data set', { dataset: undefined }, 'dataset', /./],
    ['an empty name', { name: ' ' }, 'name', /./],
  ])('for %s', async (_, changes, path, message) => {
    const before = await countJobs();
    const refused = await post('/v1/jobs', { ...BODY, ...changes });
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-request', errors: [{ path }] } });
    expect(refused.body.errors[0]!.message).toMatch(message);
    expect(await countJobs()).toBe(before);
  });
});

describe('a queued job', () => {
  const move = (id: string, action: string) => post(`/v1/jobs/${id}/${action}`, undefined);

  it('is cancelled at once, and no further', async () => {
    const { id } = await create();
    expect(await move(id, 'cancel')).toMatchObject({
      status: 202,
      body: { status: 'cancelled', finishedAt: expect.any(String) },
    });
    for (const action of ['cancel', 'pause', 'resume']) {
      expect(await move(id, action)).toMatchObject({
        status: 409,
        body: { code: 'illegal-state', detail: expect.stringMatching(/found cancelled/) },
      });
    }
    const { detail } = (await move(id, 'cancel')).body;
    expect(detail).toMatch(/^Expected the status queued or running or pausing or paused/);
  });

  it('is neither paused nor resumed', async () => {
    const { id } = await create();
    for (const action of ['pause', 'resume']) {
      expect(await move(id, action)).toMatchObject({
        status: 409,
        body: { detail: expect.stringMatching(/found queued/) },
      });
    }
  });

  it('has events, and no metrics or checkpoints yet', async () => {
    const { id } = await create();
    const params = { path: { id } };
    const { data: events } = await app.client.GET('/v1/jobs/{id}/events', { params });
    expect(events!.data).toMatchObject([{ type: 'status', level: 'info', data: { status: 'queued', attempt: 1 } }]);
    expect((await app.client.GET('/v1/jobs/{id}/metrics', { params })).data).toEqual({ data: [] });
    expect((await app.client.GET('/v1/jobs/{id}/checkpoints', { params })).data).toEqual({ data: [] });
  });
});

describe('a job that is not there', () => {
  it.each([
    ['GET', ''],
    ['GET', '/events'],
    ['GET', '/metrics'],
    ['GET', '/checkpoints'],
    ['POST', '/cancel'],
    ['POST', '/pause'],
    ['POST', '/resume'],
  ])('is a 404: %s %s', async (method, path) => {
    const response = await app.fetch(`/v1/jobs/job_none${path}`, { method });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'job-not-found' });
  });
});

describe('the list of jobs', () => {
  it('is newest first, by status, model and data set, a page at a time', async () => {
    const dataset = { id: 'ds_b' };
    const [first, second] = [await create({ dataset }), await create({ dataset, model: 'mdl_b' })];
    const third = await create({ dataset });
    await post(`/v1/jobs/${third.id}/cancel`, undefined);
    const list = async (query: Record<string, string>) => {
      const { data, error } = await app.client.GET('/v1/jobs', {
        params: { query: { dataset: 'ds_b', ...query } as object },
      });
      if (error) throw new Error(error.detail);
      return data!.data.map(({ id }) => id);
    };
    expect((await list({})).slice(0, 3)).toEqual([third.id, second.id, first.id]);
    expect(await list({ limit: '1', after: third.id })).toEqual([second.id]);
    expect(await list({ status: 'cancelled' })).toEqual([third.id]);
    expect(await list({ model: 'mdl_b', limit: '1' })).toEqual([second.id]);
    expect(await list({ model: 'tiny@best', limit: '1' })).toEqual([second.id]);
    expect(await list({ model: 'mdl_none' })).toEqual([]);
    expect(await list({ dataset: 'ds_none' })).toEqual([]);
  });

  it('refuses a status there is none of, and unknown filters', async () => {
    expect((await app.fetch('/v1/jobs?status=done')).status).toBe(422);
    expect((await app.fetch('/v1/jobs?colour=red')).status).toBe(422);
  });
});

describe('the live events of a job', () => {
  it('begin after Last-Event-ID and end with the final status', async () => {
    const { id } = await create();
    const headers = { accept: 'text/event-stream' };
    const whole = app.fetch(`/v1/jobs/${id}/events`, { headers }).then(readEvents);
    await post(`/v1/jobs/${id}/cancel`, undefined);
    const events = await whole;
    expect(events.map(({ event, data }) => [event, data.data.status])).toEqual([
      ['status', 'queued'],
      ['status', 'cancelled'],
    ]);
    const rest = await app.fetch(`/v1/jobs/${id}/events`, { headers: { ...headers, 'Last-Event-ID': events[0]!.id } });
    expect(rest.headers.get('content-type')).toContain('text/event-stream');
    expect(await readEvents(rest)).toEqual(events.slice(1));
    const path = `/v1/jobs/${id}/events?after=${events[0]!.id}`;
    expect(await readEvents(await app.fetch(path, { headers }))).toEqual(events.slice(1));
  });

  it('have no pages', async () => {
    const { id } = await create();
    const headers = { accept: 'text/event-stream' };
    const refused = await app.fetch(`/v1/jobs/${id}/events?limit=1`, { headers });
    expect(await refused.json()).toMatchObject({ status: 422, errors: [{ path: 'limit' }] });
    expect((await app.fetch(`/v1/jobs/${id}/events?after=x`, { headers })).status).toBe(422);
  });

  it('refuse a Last-Event-ID that is none', async () => {
    const { id } = await create();
    const headers = { accept: 'text/event-stream', 'Last-Event-ID': 'x' };
    expect((await app.fetch(`/v1/jobs/${id}/events`, { headers })).status).toBe(422);
  });
});
