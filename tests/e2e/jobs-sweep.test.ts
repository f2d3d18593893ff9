import { startApp, type TestApp } from '../support/app.js';
import { datasetsOf } from '../support/datasets.js';
import { jobsOf, lettersCsv, makeInputs } from '../support/jobs.js';
import { type SweepCreate, type SweepTrial, type SweepView, sweepsOf } from '../support/sweeps.js';

/** A rate at which nothing is learned in so few steps. */
const POOR = { batchSize: 16, epochs: 2, learningRate: 1e-5 } as const;

let app: TestApp;
let jobs: ReturnType<typeof jobsOf>;
let sweeps: ReturnType<typeof sweepsOf>;
let model: string;
let dataset: string;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1', TEMPER_TRAINERS: '2' });
  jobs = jobsOf(app);
  sweeps = sweepsOf(app);
  ({ model, dataset } = await makeInputs(app));
});
afterAll(() => app.stop());

const sweep = (body: Partial<SweepCreate>) => sweeps.create({ model, dataset: { id: dataset }, ...body });
const evaluationsOn = (split: string, id: string) =>
  app.database.query(
    `SELECT evaluations.id FROM evaluations JOIN models ON models.id = evaluations.model_id
     JOIN sweep_trials ON sweep_trials.job_id = models.job_id WHERE sweep_trials.sweep_id = $2 AND split = $1`,
    [split, id],
  );

describe('a sweep', () => {
  let created: SweepView;
  let ended: SweepView;
  let trials: SweepTrial[];
  beforeAll(async () => {
    created = await sweep({
      name: 'letters',
      hyperparameters: { batchSize: 16, epochs: 2 },
      method: { type: 'full' },
      space: { learningRate: { min: 0.005, max: 0.02 }, dropout: { values: [0, 0.1] } },
      trials: 4,
      objective: { metric: 'loss' },
      search: { type: 'tpe', startupTrials: 2, candidates: 24 },
      concurrency: 2,
    });
    ended = await sweeps.ended(created.id);
    trials = await sweeps.trials(created.id);
  });

  it('shows what it was told, and what it chose itself', () => {
    expect(created).toMatchObject({
      type: 'sweep',
      name: 'letters',
      model,
      dataset: { id: dataset, version: 1 },
      method: { type: 'full' },
      hyperparameters: { batchSize: 16, learningRate: 'auto' },
      space: { learningRate: { min: 0.005, max: 0.02, scale: 'log' }, dropout: { values: [0, 0.1] } },
      trials: 4,
      objective: { metric: 'loss', direction: 'minimize' },
      search: { type: 'tpe', startupTrials: 2, candidates: 24 },
      concurrency: 2,
      stopWorst: { minTrials: 4, minShare: 0.3 },
      keepModels: false,
      result: null,
    });
    expect(ended.progress).toMatchObject({ step: 4, totalSteps: 4 });
  });

  it('tries the defaults first, and then points of its space', async () => {
    expect(trials.map(({ number, status }) => [number, status])).toEqual([0, 1, 2, 3].map((n) => [n, 'succeeded']));
    const [defaults, ...others] = trials;
    expect(await jobs.get(defaults!.job)).toMatchObject({
      type: 'fine-tune',
      name: 'letters trial 0',
      evaluateOn: 'validation',
      sweep: ended.id,
      hyperparameters: { batchSize: 16, epochs: 2, learningRate: 0.0005 },
    });
    expect(defaults!.values).toEqual({ learningRate: 0.0005, dropout: 0.1 });
    for (const { values, job } of others) {
      expect(values.learningRate).toBeGreaterThanOrEqual(0.005);
      expect(values.learningRate).toBeLessThanOrEqual(0.02);
      expect((await jobs.get(job)).hyperparameters).toMatchObject({ ...values, batchSize: 16 });
    }
    const { data } = await app.client.GET('/v1/jobs', { params: { query: { sweep: ended.id } } });
    expect(data!.data.map(({ id }) => id).sort()).toEqual(trials.map(({ job }) => job).sort());
  });

  it('says by how much the best beats the defaults, and keeps its model alone', async () => {
    const best = trials.toSorted((a, b) => a.objective! - b.objective!)[0]!;
    const defaults = trials[0]!;
    expect(ended.result).toMatchObject({
      best: { trial: best.number, job: best.job, values: best.values, objective: best.objective },
      defaults: { job: defaults.job, objective: defaults.objective },
      gain: defaults.objective! - best.objective!,
      beatsDefaults: true,
      ended: 4,
      stopped: 0,
      failed: 0,
    });
    expect(ended.result!.statement).toMatch(
      /^Trial [1-3] beats the defaults on validation: loss .*, the defaults .*\. The best of 4 .* looks better than it is: resultEvaluation/,
    );
    expect(ended.resultModel).toBe(best.model);
    expect(trials.filter((trial) => trial.model !== null)).toEqual([best]);
    const { data } = await app.client.GET('/v1/models', { params: { query: { kind: 'fine-tuned' } } });
    const made = data!.data.filter(({ id }) => id !== model);
    expect(made.map(({ id, name }) => ({ id, name }))).toEqual([{ id: best.model, name: 'letters' }]);
    const card = await app.fetch(`/v1/models/${best.model}/files/README.md`);
    expect(await card.text()).toContain('left unread');
  });

  it('touches the test split once, with the winner', async () => {
    expect(await evaluationsOn('test', ended.id)).toEqual([{ id: ended.resultEvaluation }]);
    const { data } = await app.client.GET('/v1/evaluations/{id}', {
      params: { path: { id: ended.resultEvaluation! } },
    });
    expect(data).toMatchObject({ model: ended.resultModel, split: 'test', status: 'succeeded' });
    const judged = await app.client.GET('/v1/evaluations', { params: { query: { model: ended.resultModel! } } });
    expect(judged.data!.data.map(({ split }) => split)).toEqual(['test', 'validation']);
    expect(judged.data!.data[1]).toMatchObject({ calibration: { evidence: 'cross-fitted' } });
  });

  it('tells how it went, while it does', async () => {
    const messages = (await jobs.allEvents(ended.id)).map(({ message }) => message);
    expect(messages).toEqual(
      expect.arrayContaining([
        'Trial 0 has been started, with the defaults.',
        expect.stringMatching(/^Trial 2 has been started, with \{"dropout":0(\.1)?,"learningRate":0\.0\d+\}\.$/),
        expect.stringMatching(/^Trial 3 ended: loss \d/),
      ]),
    );
    expect(messages.filter((message) => message.includes('has been started'))).toHaveLength(4);
    const { data } = await app.client.GET('/v1/jobs/{id}/metrics', { params: { path: { id: ended.id } } });
    const course = data!.data.filter(({ name }) => name === 'best.loss');
    expect(course.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(course.at(-1)!.value).toBe(Math.min(...course.map(({ value }) => value)));
    expect(course.at(-1)!.value).toBe(ended.result!.best.objective);
    expect(data!.data.filter(({ name }) => name === 'loss')).toHaveLength(4);
  });
});

it('a sweep that finds nothing better says so, and keeps models that were asked for', async () => {
  const { id } = await sweep({
    hyperparameters: { batchSize: 16, epochs: 2 },
    space: { learningRate: { min: 1e-7, max: 1e-6 } },
    trials: 2,
    objective: { metric: 'loss' },
    search: { type: 'random' },
    keepModels: true,
    stopWorst: false,
  });
  const { result, resultModel } = await sweeps.ended(id);
  const trials = await sweeps.trials(id);
  expect(result).toMatchObject({ best: { trial: 0 }, gain: 0, beatsDefaults: false });
  expect(result!.statement).toMatch(/^No trial of 1 beats the defaults on validation, which have loss/);
  expect(resultModel).toBe(trials[0]!.model);
  expect(trials.every((trial) => trial.model !== null)).toBe(true);
});

it('a sweep stops what is among the worst, and says when', async () => {
  const { id } = await sweep({
    hyperparameters: { batchSize: 16, evalSteps: 2, earlyStopping: false },
    // Many more steps than can be done before it is seen that they lead to nothing.
    space: { learningRate: { min: 1e-7, max: 1e-6 }, epochs: { min: 900, max: 1000 } },
    trials: 2,
    objective: { metric: 'loss' },
    stopWorst: { minTrials: 1, minShare: 0.01 },
  });
  const { result } = await sweeps.ended(id);
  const [defaults, poor] = await sweeps.trials(id);
  expect(defaults).toMatchObject({ status: 'succeeded', stoppedAt: null });
  expect(poor).toMatchObject({ status: 'stopped', model: null });
  expect(poor!.stoppedAt).toBeGreaterThanOrEqual(0.01);
  expect(poor!.stoppedAt).toBeLessThan(1);
  expect(poor!.objective).toBeGreaterThan(defaults!.objective!);
  expect(result).toMatchObject({ best: { trial: 0 }, beatsDefaults: false, stopped: 1, failed: 0 });
  const messages = (await jobs.allEvents(id)).map(({ message }) => message);
  expect(messages).toContainEqual(expect.stringMatching(/^Trial 1 is among the worst after \d+ % of its steps/));
});

describe('a sweep that is asked to', () => {
  /** Longer than the test. */
  const LONG = { batchSize: 8, maxSteps: 100_000, epochs: 1000, earlyStopping: false } as const;
  const started = async () => {
    const { id } = await sweep({
      hyperparameters: LONG,
      space: { learningRate: { min: 1e-4, max: 1e-2 } },
      concurrency: 3,
    });
    await jobs.event(id, ({ message }) => message.startsWith('Trial 2 has been started'));
    return { id, trials: await sweeps.trials(id) };
  };

  it('pauses with its trials, running or queued, goes on with them, and is cancelled with them', async () => {
    const { id, trials } = await started();
    await jobs.event(trials[0]!.job, ({ type }) => type === 'metric');
    await jobs.move(id, 'pause');
    await jobs.statusIs(id, 'paused');
    expect((await sweeps.trials(id)).map(({ status }) => status)).toEqual(['paused', 'paused', 'paused']);
    await jobs.move(id, 'resume');
    for (const { job } of trials.slice(0, 2)) await jobs.statusIs(job, 'running');
    await jobs.statusIs(trials[2]!.job, 'queued');
    expect(await sweeps.trials(id)).toHaveLength(3);
    await jobs.move(id, 'cancel');
    await sweeps.ended(id, 'cancelled');
    for (const { job } of trials) await jobs.ended(job, 'cancelled');
    expect(await sweeps.get(id)).toMatchObject({ status: 'cancelled', resultModel: null, result: null });
    expect(await evaluationsOn('test', id)).toEqual([]);
  });
});

describe('a request for a sweep', () => {
  const POINT = { learningRate: { min: 1e-4, max: 1e-2 } };
  it.each<[string, object, string, string]>([
    ['values that are not valid', { space: { dropout: { min: 0, max: 2 } } }, 'invalid-request', 'space.dropout.max'],
    ['an unknown hyperparameter', { space: { momentum: { min: 0, max: 1 } } }, 'invalid-request', 'space.momentum'],
    ['too few trials', { space: POINT, trials: 1 }, 'invalid-request', 'trials'],
    ['an unknown way to search', { search: { type: 'grid' } }, 'invalid-request', 'search.type'],
    [
      'a hyperparameter both searched and given',
      { space: POINT, hyperparameters: { learningRate: 0.1 } },
      'space-unsuitable',
      'space.learningRate',
    ],
    [
      'nothing to search',
      { hyperparameters: { learningRate: 0.1, batchSize: 8, weightDecay: 0, dropout: 0 } },
      'space-unsuitable',
      'space',
    ],
    ['a metric of another task', { objective: { metric: 'entityF1' } }, 'choice-unsuitable', 'objective.metric'],
    [
      'texts that are too long at one end',
      { space: { maxLength: { min: 8, max: 4000 } } },
      'max-length-too-large',
      'space.maxLength',
    ],
    [
      'early stopping on a metric of another task',
      { space: { earlyStopping: { values: [false, { metric: 'mse' }] } } },
      'choice-unsuitable',
      'space.earlyStopping',
    ],
  ])('with %s is refused', async (_, body, code, path) => {
    const response = await app.fetch('/v1/jobs', { body: { type: 'sweep', model, dataset: { id: dataset }, ...body } });
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 422,
      body: { code, errors: [{ path }] },
    });
  });

  it('on a data set without a validation split is refused, and so is judging a job on it', async () => {
    const datasets = datasetsOf(app);
    const id = await datasets.create();
    await datasets.make(id, lettersCsv(20), { options: { split: { train: 0.8, validation: 0, test: 0.2, seed: 1 } } });
    const refused = async (body: object) =>
      (await app.fetch('/v1/jobs', { body: { model, dataset: { id }, ...body } })).json();
    expect(await refused({ type: 'sweep' })).toMatchObject({ code: 'dataset-unsuitable', status: 422 });
    expect(await refused({ type: 'fine-tune', evaluateOn: 'validation' })).toMatchObject({
      code: 'validation-too-small',
      errors: [{ path: 'evaluateOn' }],
    });
  });

  it('is estimated by its largest trial', async () => {
    const estimate = async (type: 'sweep' | 'fine-tune', more: object) => {
      const response = await app.fetch('/v1/jobs/estimate', {
        body: { type, model, dataset: { id: dataset }, ...more },
      });
      return (await response.json()) as { memoryBytes: number; seconds: number; steps: number; warnings: string[] };
    };
    const one = await estimate('fine-tune', { hyperparameters: { batchSize: 64, epochs: 3 } });
    const many = await estimate('sweep', {
      space: { batchSize: { values: [8, 64] }, epochs: { min: 1, max: 3 } },
      trials: 10,
      concurrency: 4,
    });
    expect(many).toMatchObject({ memoryBytes: one.memoryBytes, seconds: 3 * one.seconds });
    expect(many.warnings[0]).toContain('an upper bound');
  });

  it('for its trials is refused of other jobs', async () => {
    const { id } = await jobs.create({ model, dataset: { id: dataset }, hyperparameters: POOR });
    await jobs.move(id, 'cancel');
    const response = await app.fetch(`/v1/jobs/${id}/trials`);
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status: 409,
      body: { code: 'not-a-sweep' },
    });
    expect(await jobs.get(id)).toMatchObject({ sweep: null, evaluateOn: 'test' });
  });
});
