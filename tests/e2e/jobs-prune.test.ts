import { startApp, type TestApp } from '../support/app.js';
import { jobsOf, makeInputs, measuredBeyond } from '../support/jobs.js';
import { comparedJob, predictOnce } from '../support/smaller.js';

const QUICK = { batchSize: 16, epochs: 6, learningRate: 0.01 };

let app: TestApp;
let jobs: ReturnType<typeof jobsOf>;
let dataset: string;
let model: string;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  jobs = jobsOf(app);
  const inputs = await makeInputs(app);
  dataset = inputs.dataset;
  const { id } = await jobs.create({ model: inputs.model, dataset: { id: dataset }, hyperparameters: QUICK });
  model = (await jobs.ended(id)).resultModel!;
});
afterAll(() => app.stop());

describe('a pruned model', () => {
  const pruned = () =>
    comparedJob(app, {
      type: 'prune',
      model,
      dataset: { id: dataset },
      sparsity: { heads: 0.34, feedForward: 0.5 },
      hyperparameters: QUICK,
    });
  let job: Awaited<ReturnType<typeof pruned>>;
  beforeAll(async () => {
    job = await pruned();
  });
  const file = (path: string) => app.fetch(`/v1/models/${job.resultModel}/files/${path}`);

  it('has smaller matrices, and says so where transformers looks', async () => {
    expect(job).toMatchObject({ model, sparsity: { heads: 0.34, feedForward: 0.5 } });
    const config = await (await file('config.json')).json();
    expect(config).toMatchObject({ intermediate_size: 24, num_attention_heads: 3 });
    expect(Object.values(config.pruned_heads as Record<string, number[]>).map(({ length }) => length)).toEqual([1, 1]);
    const { before, after } = job.result!.comparison;
    expect(before.model).toBe(model);
    // 2 layers × (4 × 8 × 24 weights and 3 × 8 biases of a head, 2 × 24 × 24 weights and 24 biases of units)
    expect(before.parameters - after.parameters).toBe(2 * (4 * 8 * 24 + 3 * 8 + 2 * 24 * 24 + 24));
    expect(after.bytes).toBeLessThan(before.bytes);
  });

  it('learns what it had known', async () => {
    expect(job.result!.comparison.after.metrics.accuracy).toBeGreaterThan(0.9);
    expect((await predictOnce(app, job.resultModel!, 'a b c')).label).toBe('ham');
    expect(await (await file('README.md')).text()).toContain('## Before and after');
  });

  it('is fine-tuned and rounded as any other, and not pruned again', async () => {
    const body = { model: job.resultModel!, dataset: { id: dataset } };
    const { id } = await jobs.create({ ...body, hyperparameters: { ...QUICK, epochs: 1 } });
    await jobs.ended(id);
    const rounded = await comparedJob(app, { type: 'quantize', model: job.resultModel!, precision: 'int8' });
    expect(rounded.result!.comparison.after.metrics.accuracy).toBeGreaterThan(0.9);
    const { data } = await app.client.POST('/v1/jobs', { body: { type: 'prune', ...body, sparsity: 0.5 } });
    const failed = await jobs.ended(data!.id, 'failed');
    expect(failed.error).toMatchObject({ code: 'already-pruned' });
  });
});

it('pruning that is killed ends with the same weights', async () => {
  const body = {
    type: 'prune',
    model,
    dataset: { id: dataset },
    sparsity: 0.5,
    hyperparameters: { batchSize: 8, epochs: 40, earlyStopping: false, evalSteps: 1000 },
  } as const;
  const ask = async () => (await app.client.POST('/v1/jobs', { body })).data!.id;
  const undisturbed = await ask();
  await jobs.ended(undisturbed);
  const id = await ask();
  await jobs.event(id, measuredBeyond(20));
  await jobs.killWorker(id);
  const job = await jobs.ended(id);
  expect(job.attempt).toBe(2);
  expect(await jobs.weightsOf(job)).toBe(await jobs.weightsOf(await jobs.get(undisturbed)));
});

it.each([
  ['nothing', { sparsity: 0 }, 'pruning-unsuitable', 'sparsity'],
  ['everything', { sparsity: 1 }, 'invalid-request', 'sparsity'],
  ['a model without a task', { model: 'mini-en', sparsity: 0.5 }, 'model-unsuitable', 'model'],
])('is refused for %s', async (_, changes, code, path) => {
  const body = { type: 'prune', model, dataset: { id: dataset }, ...changes };
  const response = await app.fetch('/v1/jobs', { body });
  expect(response.status).toBe(422);
  expect(await response.json()).toMatchObject({ code, errors: [{ path }] });
});
