import { startApp, type TestApp } from '../support/app.js';
import { jobsOf, makeInputs, measuredBeyond } from '../support/jobs.js';

/** Resuming equals never having stopped: weights, moments, data order, dropout masks and the best weights so far. */
describe('a job that is interrupted', () => {
  let app: TestApp;
  let jobs: ReturnType<typeof jobsOf>;
  let inputs: Awaited<ReturnType<typeof makeInputs>>;
  beforeAll(async () => {
    app = await startApp({ TEMPER_THREADS: '1' });
    jobs = jobsOf(app);
    inputs = await makeInputs(app);
  });
  afterAll(() => app.stop());

  const hyperparameters = {
    batchSize: 8,
    maxSteps: 1200,
    epochs: 100,
    evalSteps: 50,
    learningRate: 1e-3,
    dropout: 0.2,
    earlyStopping: { metric: 'loss', patience: 1000, minDelta: 0 },
  } as const;
  const start = () => jobs.create({ model: inputs.model, dataset: { id: inputs.dataset }, hyperparameters });
  const finish = async (id: string) => jobs.weightsOf(await jobs.statusIs(id, 'succeeded'));

  it('ends with the same weights as one that was not: killed twice, paused between', async () => {
    const undisturbed = await finish((await start()).id);

    const { id } = await start();
    await jobs.event(id, measuredBeyond(100));
    await jobs.killWorker(id);
    await jobs.event(id, measuredBeyond(300, 2));
    await jobs.move(id, 'pause');
    await jobs.statusIs(id, 'paused');
    await jobs.move(id, 'resume');
    await jobs.event(id, (event) => /^Going on from step/.test(event.message));
    await jobs.killWorker(id);
    expect(await finish(id)).toBe(undisturbed);
    const messages = (await jobs.allEvents(id)).map(({ message }) => message);
    expect(messages.filter((message) => message.startsWith('Going on from step'))).toHaveLength(2);
    expect(await jobs.get(id)).toMatchObject({ attempt: 3, progress: { step: 1200 } });

    const { data: metrics } = await app.client.GET('/v1/jobs/{id}/metrics', { params: { path: { id } } });
    const steps = metrics!.data
      .filter(({ name, split }) => name === 'loss' && split === 'validation')
      .map(({ step }) => step);
    expect(steps).toEqual(Array.from({ length: 24 }, (_, i) => 50 * (i + 1)));
  });
});
