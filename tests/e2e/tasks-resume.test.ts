import { startApp, type TestApp } from '../support/app.js';
import { type JobCreate, jobsOf, measuredBeyond } from '../support/jobs.js';
import { labelsRows, spanRows } from '../support/task-rows.js';
import { TIMEOUT_MS, tasksOf } from '../support/tasks.js';
import { tinyModel } from '../support/tiny-model.js';

/** Long enough to be interrupted twice. */
const lasting = (maxSteps: number) =>
  ({
    batchSize: 8,
    maxSteps,
    epochs: 1000,
    evalSteps: maxSteps / 8,
    dropout: 0.2,
    earlyStopping: { metric: 'loss', patience: 1000, minDelta: 0 },
  }) as const;

/** As `jobs-resume.test.ts`, where a part of the network is trained. */
describe('a job that trains a part of the network and is interrupted', () => {
  let app: TestApp;
  let tasks: ReturnType<typeof tasksOf>;
  let jobs: ReturnType<typeof jobsOf>;
  let model: string;
  beforeAll(async () => {
    app = await startApp({ TEMPER_THREADS: '1' });
    tasks = tasksOf(app);
    jobs = jobsOf(app);
    ({ id: model } = await tasks.importModel(await tinyModel()));
  }, TIMEOUT_MS);
  afterAll(() => app.stop());

  it.each<[string, NonNullable<JobCreate['method']>, 'token-classification' | 'multi-label-classification', number]>([
    ['adapters on labels of tokens', { type: 'lora', rank: 4, alpha: 8, dropout: 0.1 }, 'token-classification', 400],
    ['the head on labels of tokens', { type: 'head' }, 'token-classification', 400],
    ['the head on labels of texts', { type: 'head' }, 'multi-label-classification', 6400],
  ])(
    'ends with the same weights: %s',
    async (_, method, task, steps) => {
      const rows = task === 'token-classification' ? spanRows(80) : labelsRows(80);
      const dataset = { id: await tasks.upload(task, rows) };
      const start = () => jobs.create({ model, dataset, method, hyperparameters: lasting(steps) });
      const undisturbed = await jobs.weightsOf(await jobs.ended((await start()).id));

      const { id } = await start();
      await jobs.event(id, measuredBeyond(steps / 8));
      await jobs.move(id, 'pause');
      await jobs.statusIs(id, 'paused');
      await jobs.move(id, 'resume');
      await jobs.event(id, ({ message }) => message.startsWith('Going on from step'));
      await jobs.killWorker(id);
      const job = await jobs.ended(id);
      expect(job).toMatchObject({ attempt: 2, progress: { step: steps } });
      expect(await jobs.weightsOf(job)).toBe(undisturbed);
    },
    TIMEOUT_MS,
  );
});
