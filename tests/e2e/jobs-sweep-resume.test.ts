import { startApp, type TestApp } from '../support/app.js';
import { jobsOf, makeInputs } from '../support/jobs.js';
import { startTrainer, type TemperProcess } from '../support/process.js';
import { sweepsOf } from '../support/sweeps.js';

describe('a sweep whose trainer dies', () => {
  /** Takes no tasks itself: trainers come and go. */
  let app: TestApp;
  let trainer: TemperProcess;

  beforeAll(async () => {
    app = await startApp({ TEMPER_ROLES: 'api' });
    trainer = startTrainer(app);
  });
  afterAll(async () => {
    trainer.child.kill('SIGTERM');
    await trainer.ended;
    await app.stop();
  });

  it('goes on with the next one: no trial is lost, none is made twice, and one that was cancelled counts as failed', async () => {
    const jobs = jobsOf(app);
    const sweeps = sweepsOf(app);
    const { model, dataset } = await makeInputs(app);
    const { id } = await sweeps.create({
      model,
      dataset: { id: dataset },
      hyperparameters: { batchSize: 16, maxSteps: 20 },
      space: { learningRate: { min: 0.005, max: 0.02 } },
      trials: 3,
    });
    await jobs.event(id, ({ message }) => message.startsWith('Trial 1 has been started'));
    trainer.child.kill('SIGKILL');
    await trainer.ended;
    const [, cancelled] = await sweeps.trials(id);
    await jobs.move(cancelled!.job, 'cancel');
    trainer = startTrainer(app);

    const ended = await sweeps.ended(id);
    const trials = await sweeps.trials(id);
    expect(ended).toMatchObject({ attempt: 2, progress: { step: 3, totalSteps: 3 } });
    expect(trials.map(({ status }) => status)).toEqual(['succeeded', 'cancelled', 'succeeded']);
    expect(ended.result).toMatchObject({ ended: 3, stopped: 0, failed: 1 });
    const messages = (await jobs.allEvents(id)).map(({ message }) => message);
    for (const number of [0, 1, 2]) {
      expect(messages.filter((message) => message.startsWith(`Trial ${number} has been started`))).toHaveLength(1);
    }
    expect(messages).toContain('Trial 1 was cancelled.');
  });
});
