import { startApp, type TestApp } from '../support/app.js';
import { jobsOf, makeInputs, measuredBeyond } from '../support/jobs.js';
import { startTrainer, type TemperProcess } from '../support/process.js';
import { TEST_ENGINE } from '../support/test-engine.js';

const hyperparameters = {
  batchSize: 8,
  maxSteps: 1200,
  epochs: 100,
  evalSteps: 50,
  learningRate: 1e-3,
  dropout: 0.2,
  earlyStopping: { metric: 'loss', patience: 1000, minDelta: 0 },
} as const;

/** Half a dozen runs; a machine that does other things too takes its time. */
const TIMEOUT_MS = TEST_ENGINE ? 900_000 : 120_000;

/** Resuming equals never having stopped: weights, moments, data order, dropout masks and the best weights so far. */
describe('a job that is interrupted', () => {
  /** Takes no tasks itself: trainers come and go. */
  let app: TestApp;
  let jobs: ReturnType<typeof jobsOf>;
  let inputs: Awaited<ReturnType<typeof makeInputs>>;
  let undisturbed: string;
  let trainer: TemperProcess;

  const start = () => jobs.create({ model: inputs.model, dataset: { id: inputs.dataset }, hyperparameters });
  const finish = async (id: string) => jobs.weightsOf(await jobs.ended(id));
  const resumptions = async (id: string) =>
    (await jobs.allEvents(id)).filter(({ message }) => message.startsWith('Going on from step')).length;

  beforeAll(async () => {
    app = await startApp({ TEMPER_ROLES: 'api' });
    jobs = jobsOf(app);
    trainer = startTrainer(app);
    inputs = await makeInputs(app);
    undisturbed = await finish((await start()).id);
  }, TIMEOUT_MS);
  afterAll(async () => {
    trainer.child.kill('SIGTERM');
    await trainer.ended;
    await app.stop();
  });

  it(
    'ends with the same weights as one that was not: its worker killed twice, paused between',
    async () => {
      const { id } = await start();
      await jobs.event(id, measuredBeyond(100));
      await jobs.killWorker(id);
      await jobs.event(id, measuredBeyond(300, 2));
      await jobs.move(id, 'pause');
      await jobs.statusIs(id, 'paused');
      await jobs.move(id, 'resume');
      await jobs.event(id, ({ message }) => message.startsWith('Going on from step'));
      await jobs.killWorker(id);
      expect(await finish(id)).toBe(undisturbed);
      expect(await resumptions(id)).toBe(2);
      expect(await jobs.get(id)).toMatchObject({ attempt: 3, progress: { step: 1200 } });

      const { data } = await app.client.GET('/v1/jobs/{id}/metrics', { params: { path: { id } } });
      const steps = data!.data.filter(({ name, split }) => name === 'loss' && split === 'validation');
      expect(steps.map(({ step }) => step)).toEqual(Array.from({ length: 24 }, (_, i) => 50 * (i + 1)));
    },
    TIMEOUT_MS,
  );

  it(
    'ends with the same weights: its trainer killed, and the next one shut down',
    async () => {
      const { id } = await start();
      await jobs.event(id, measuredBeyond(100));
      trainer.child.kill('SIGKILL');
      await trainer.ended;
      trainer = startTrainer(app);
      await jobs.event(id, measuredBeyond(300, 2));
      trainer.child.kill('SIGTERM');
      expect(await trainer.ended).toBe(0);
      expect(await jobs.get(id)).toMatchObject({ status: 'queued', attempt: 2 });
      trainer = startTrainer(app);
      expect(await finish(id)).toBe(undisturbed);
      expect(await resumptions(id)).toBe(1);
    },
    TIMEOUT_MS,
  );
});
