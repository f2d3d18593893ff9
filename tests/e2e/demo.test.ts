import { runDemo } from '../../src/bin/demo/demo.js';
import { deploy } from '../../src/bin/demo/deployment.js';
import { splitOffLive } from '../../src/bin/demo/live-traffic.js';
import type { MailExample } from '../../src/bin/demo/mail.js';
import { Output } from '../../src/bin/demo/output.js';
import { Random } from '../../src/ml/random.js';
import { startApp, type TestApp } from '../support/app.js';
import { importFiles } from '../support/models-client.js';
import { tinyModel } from '../support/tiny-model.js';

const FEEDBACK = 20;
const QUICK = { epochs: 1, batchSize: 16, learningRate: 0.01 };

/** Words that the tiny tokenizer knows the letters of. */
const HAM = ['aa', 'bb', 'cc', 'dd'];
const SPAM = ['wa', 'xa', 'ya', 'za'];

/** Mails of words that tell their label, more or less. */
function inventedMails(count: number): MailExample[] {
  const random = new Random(1);
  return Array.from({ length: count }, (_, i) => {
    const label = i % 3 ? 'ham' : 'spam';
    const words = Array.from({ length: 6 }, () => {
      const typical = random.uniform() < 0.8 ? label : label === 'ham' ? 'spam' : 'ham';
      return typical === 'ham' ? HAM[random.below(HAM.length)] : SPAM[random.below(SPAM.length)];
    });
    return { text: `${words.join(' ')} ${i}`, label, group: `group ${i >> 1}`, metadata: { source: `mail ${i}` } };
  });
}

describe('the demo', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  });

  afterAll(async () => {
    await app.stop();
  });

  it('goes through the whole loop over HTTP', async () => {
    const written: string[] = [];
    const { history, live } = splitOffLive(inventedMails(400), 0.2, 1);
    const { id: model } = await importFiles(app, await tinyModel());
    const { versions, rounds, deployment } = await runDemo({
      client: app.client,
      output: new Output({ isTTY: false, write: (text) => written.push(text) }),
      history,
      live,
      model,
      split: { train: 0.5, validation: 0.2, test: 0.3, seed: 1 },
      feedback: FEEDBACK,
      hyperparameters: { first: QUICK, second: QUICK },
    });

    const [before, after] = versions.map(({ counts }) => counts!);
    expect(before!.train + before!.validation + before!.test).toBe(history.length);
    expect(after).toEqual({ ...before, train: before!.train + FEEDBACK });
    expect(rounds.map(({ evaluation }) => evaluation.counts!.examples)).toEqual([before!.test, before!.test]);
    expect(rounds[1].job.model).toBe(rounds[0].model);
    expect(deployment).toMatchObject({ status: 'ready', revision: 2, model: rounds[1].model });

    const text = written.join('');
    expect(text).toContain(`${live.length} mails predicted`);
    expect(text).toContain(`true labels sent for the ${FEEDBACK} it was least sure of`);
    expect(text).toMatch(/baseline, round 2 +\d\.\d{4} \[/);
    expect(text).toMatch(/before: ECE \d\.\d{4} +after: ECE \d\.\d{4}/);
  });

  it('deploys under the next free name where earlier demos have taken its own', async () => {
    const { id: model } = await importFiles(app, await tinyModel());
    const names = [];
    for (let i = 0; i < 3; i++) names.push((await deploy(app.client, 'filter', model)).name);
    expect(names).toEqual(['filter', 'filter-2', 'filter-3']);
  });
});
