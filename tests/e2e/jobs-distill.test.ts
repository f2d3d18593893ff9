import { startApp, type TestApp } from '../support/app.js';
import { jobsOf, makeInputs, measuredBeyond } from '../support/jobs.js';
import { importFiles } from '../support/models-client.js';
import { comparedJob, predictOnce } from '../support/smaller.js';
import { tinyModel, withConfig } from '../support/tiny-model.js';

const QUICK = { batchSize: 16, epochs: 6, learningRate: 0.01 };

let app: TestApp;
let jobs: ReturnType<typeof jobsOf>;
let base: string;
let dataset: string;
let teacher: string;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  jobs = jobsOf(app);
  ({ model: base, dataset } = await makeInputs(app));
  const { id } = await jobs.create({ model: base, dataset: { id: dataset }, hyperparameters: QUICK });
  teacher = (await jobs.ended(id)).resultModel!;
});
afterAll(() => app.stop());

const modelOf = async (id: string) => (await app.client.GET('/v1/models/{id}', { params: { path: { id } } })).data!;
const fileOf = (id: string, path: string) => app.fetch(`/v1/models/${id}/files/${path}`);

describe('a student that is some layers of its teacher', () => {
  let job: Awaited<ReturnType<typeof distilled>>;
  const distilled = () =>
    comparedJob(app, {
      type: 'distill',
      teacher,
      student: { layers: 1 },
      dataset: { id: dataset },
      hyperparameters: QUICK,
    });
  beforeAll(async () => {
    job = await distilled();
  });

  it('learns its states too, by default', () => {
    expect(job).toMatchObject({
      model: teacher,
      teacher,
      student: { layers: 1 },
      temperature: 2,
      alpha: 0.5,
      hiddenStates: true,
    });
    expect(job.hyperparameters).toMatchObject({ ...QUICK, schedule: 'linear' });
  });

  it('is smaller, nearly as good, and tells where it comes from', async () => {
    const { before, after } = job.result!.comparison;
    expect(before.model).toBe(teacher);
    expect(after.parameters).toBeLessThan(before.parameters);
    expect(after.bytes).toBeLessThan(before.bytes);
    expect(after.metrics.accuracy).toBeGreaterThan(0.9);
    const made = await modelOf(job.resultModel!);
    expect(made).toMatchObject({ baseModel: teacher, task: 'text-classification', metrics: after.metrics });
    expect(await (await fileOf(made.id, 'config.json')).json()).toMatchObject({ num_hidden_layers: 1 });
    expect(await (await fileOf(made.id, 'manifest.json')).json()).toMatchObject({
      lineage: { teacher: { id: teacher } },
    });
    expect(await (await fileOf(made.id, 'README.md')).text()).toMatch(/Distilled from .*## Before and after/s);
  });

  it('answers as any other', async () => {
    expect((await predictOnce(app, job.resultModel!, 'n o p')).label).toBe('spam');
  });

  it('keeps the teacher from being deleted', async () => {
    const response = await app.fetch(`/v1/models/${teacher}`, { method: 'DELETE' });
    expect(response.status).toBe(409);
  });
});

it('a student that is another model learns from answers alone, unless it is asked to learn more', async () => {
  const request = {
    type: 'distill',
    teacher,
    student: base,
    dataset: { id: dataset },
    hyperparameters: QUICK,
  } as const;
  const job = await comparedJob(app, request);
  expect(job).toMatchObject({ model: base, student: base, hiddenStates: false });
  expect(job.result!.comparison.after.metrics.accuracy).toBeGreaterThan(0.9);
  const more = await comparedJob(app, { ...request, hiddenStates: true, hyperparameters: { ...QUICK, maxSteps: 4 } });
  expect(more.hiddenStates).toBe(true);
});

it('a distillation that is killed and paused ends with the same weights', async () => {
  const request = {
    type: 'distill',
    teacher,
    student: { layers: 1 },
    dataset: { id: dataset },
    hyperparameters: { batchSize: 8, epochs: 40, earlyStopping: false, evalSteps: 1000 },
  } as const;
  const ask = async () => (await app.client.POST('/v1/jobs', { body: request })).data!.id;
  const undisturbed = await ask();
  await jobs.ended(undisturbed);
  const id = await ask();
  await jobs.event(id, measuredBeyond(20));
  await jobs.killWorker(id);
  await jobs.event(id, measuredBeyond(20, 2));
  expect((await jobs.move(id, 'pause')).status).toBe(202);
  await jobs.statusIs(id, 'paused');
  await jobs.move(id, 'resume');
  const job = await jobs.ended(id);
  expect(job.attempt).toBeGreaterThan(1);
  expect(await jobs.weightsOf(job)).toBe(await jobs.weightsOf(await jobs.get(undisturbed)));
});

describe('is refused', () => {
  const post = (changes: object) =>
    app.fetch('/v1/jobs', {
      body: { type: 'distill', teacher, student: { layers: 1 }, dataset: { id: dataset }, ...changes },
    });

  it.each([
    ['as many layers as the teacher has', { student: { layers: 2 } }, 'distillation-unsuitable', 'student.layers'],
    ['no student', { student: undefined }, 'invalid-request', 'student'],
    ['a teacher without a task', { teacher: 'mini-en' }, 'model-unsuitable', 'teacher'],
    ['a method', { method: { type: 'full' } }, 'invalid-request', 'method'],
    ['a share beyond all', { alpha: 1.5 }, 'invalid-request', 'alpha'],
    [
      'states of tokens that differ',
      { student: 'mini-en', hiddenStates: true },
      'distillation-unsuitable',
      'hiddenStates',
    ],
  ])('for %s', async (_, changes, code, path) => {
    const response = await post(changes);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code, errors: [{ path }] });
  });

  it('for labels that the teacher does not know', async () => {
    const other = await importFiles(app, withConfig(await tinyModel(), { id2label: { 0: 'a', 1: 'b', 2: 'c' } }));
    const response = await post({ teacher: other.id });
    expect(await response.json()).toMatchObject({ code: 'model-unsuitable', errors: [{ path: 'teacher' }] });
  });
});

it('says before what it would take', async () => {
  const body = { type: 'distill', teacher, student: { layers: 1 }, dataset: { id: dataset } } as const;
  const { data } = await app.client.POST('/v1/jobs/estimate', { body });
  expect(data!.steps).toBeGreaterThan(0);
  expect(data!.warnings.join()).toMatch(/teacher/);
});
