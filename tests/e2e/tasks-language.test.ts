import type { ChatMessage } from '../../src/ml/data/example.js';
import { startApp, type TestApp } from '../support/app.js';
import { chatRows, labelRows, promptRows, textRows, valueRows } from '../support/task-rows.js';
import { TIMEOUT_MS, type Trained, tasksOf } from '../support/tasks.js';
import { tinyMaskedModel } from '../support/tiny-model.js';
import { BRACKETS, tinyWriter } from '../support/tiny-writer.js';

const QUICK = { batchSize: 16, epochs: 16, learningRate: 0.01, evalSteps: 50, earlyStopping: false } as const;
const METRICS = ['bleu', 'chrf', 'exactMatch', 'loss', 'perplexity', 'rougeL'];

let app: TestApp;
let tasks: ReturnType<typeof tasksOf>;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  tasks = tasksOf(app);
}, TIMEOUT_MS);
afterAll(() => app.stop());

describe('text generation', () => {
  let base: string;
  let dataset: string;
  let full: Trained;
  beforeAll(async () => {
    ({ id: base } = await tasks.importModel(await tinyWriter()));
    dataset = await tasks.upload('text-generation', promptRows(200));
    full = await tasks.train({ model: base, dataset: { id: dataset }, hyperparameters: QUICK });
    await tasks.deploy('words', full.model.id);
  }, TIMEOUT_MS);

  it('is learned, and watched', async () => {
    const [first, last] = await tasks.lossesOf(full.job);
    expect(last).toBeLessThan(first / 2);
    expect(await tasks.watchedBy(full.job)).toEqual(['loss', 'perplexity']);
    expect(full.model).toMatchObject({ task: 'text-generation', labels: null });
    expect(full.job.hyperparameters).toMatchObject({ embeddingRate: 1 });
  });

  it('is measured by what it writes, with intervals', () => {
    const { metrics, intervals, counts } = full.evaluation;
    expect(Object.keys(metrics!).sort()).toEqual(METRICS);
    expect(Object.keys(intervals!).sort()).toEqual(METRICS);
    expect(metrics!.exactMatch).toBeGreaterThan(0.8);
    expect(metrics!.perplexity).toBeCloseTo(Math.exp(metrics!.loss!), 6);
    expect(counts!.generated).toBe(counts!.examples);
    expect(full.predictions).toHaveLength(counts!.examples);
  });

  it('is served as it was measured', async () => {
    const written = await tasks.predict(
      'words',
      full.predictions.map(({ text }) => text),
      { log: false },
    );
    expect(written.map(({ text }) => text)).toEqual(full.predictions.map(({ generated }) => generated));
    const { metrics } = await tasks.evaluate(full.model.id, dataset);
    expect(metrics!.loss).toBeCloseTo(full.evaluation.metrics!.loss!, 5);
    expect(metrics!.exactMatch).toBe(full.evaluation.metrics!.exactMatch);
  });

  it('writes until it is done, or as much as it may', async () => {
    const [done] = await tasks.predict('words', ['x y z']);
    expect(done).toEqual({ id: done!.id, text: ' high', tokens: 4, ended: true, calibrated: false });
    const [cut] = await tasks.predict('words', ['x y z'], { maxTokens: 2 });
    expect(cut).toMatchObject({ text: ' hi', tokens: 2, ended: false });
    const [long] = await tasks.predict('words', [Array.from({ length: 80 }, () => 'x').join(' ')]);
    expect(long!.text).toMatch(/^ h/);
  });

  it(
    'learns from the texts that people give',
    async () => {
      const [answer] = await tasks.predict('words', ['y y z']);
      const taken = await tasks.feedback({ prediction: answer!.id!, text: ' top' });
      expect(taken.data).toMatchObject({ correct: false, answer: { text: ' top' } });
      const { error, response } = await tasks.feedback({ prediction: answer!.id!, spans: [] });
      expect(response.status).toBe(422);
      expect(error).toMatchObject({ errors: [{ path: 'spans' }] });
      expect(await tasks.extendByFeedback(dataset, 'words')).toEqual([
        expect.objectContaining({ prompt: 'y y z', completion: ' top' }),
      ]);
      const body = { model: full.model.id, dataset: { id: dataset }, hyperparameters: { maxSteps: 2 } };
      expect((await tasks.lossesOf((await tasks.train(body)).job))[0]).toBeLessThan(0.5);
    },
    TIMEOUT_MS,
  );

  it(
    'is learned by adapters',
    async () => {
      const method = { type: 'lora', rank: 8, alpha: 16, targets: ['c_attn', 'c_fc', 'mlp.c_proj'] } as const;
      const { job, model } = await tasks.train({
        model: base,
        dataset: { id: dataset, version: 1 },
        method: { ...method, targets: [...method.targets] },
        hyperparameters: QUICK,
      });
      const [first, last] = await tasks.lossesOf(job);
      expect(last).toBeLessThan(first);
      const file = await app.fetch(`/v1/models/${model.id}/files/adapter/adapter_config.json`);
      expect(await file.json()).toMatchObject({ task_type: 'CAUSAL_LM', r: 8 });
    },
    TIMEOUT_MS,
  );
});

describe('chat', () => {
  let dataset: string;
  let full: Trained;
  beforeAll(async () => {
    dataset = await tasks.upload('chat', chatRows(200));
    const { id } = await tasks.importModel(await tinyWriter(BRACKETS));
    full = await tasks.train({ model: id, dataset: { id: dataset }, hyperparameters: QUICK });
    await tasks.deploy('talk', full.model.id);
  }, TIMEOUT_MS);

  const user = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

  it('is learned with the template of the model', async () => {
    const [first, last] = await tasks.lossesOf(full.job);
    expect(last).toBeLessThan(first / 2);
    expect(full.model).toMatchObject({ task: 'chat', labels: null });
    const { metrics } = full.evaluation;
    expect(Object.keys(metrics!).sort()).toEqual(METRICS);
    expect(metrics!.exactMatch).toBeGreaterThan(0.8);
  });

  it('is served as it was measured', async () => {
    const rows = new Map((await tasks.examples(dataset, 1, 'test')).map((row) => [row.id, row]));
    const inputs = full.predictions.map(({ example }) => {
      const { messages } = rows.get(example) as { messages: ChatMessage[] };
      return { messages: messages.slice(0, -1) };
    });
    const written = await tasks.predict('talk', inputs, { log: false });
    expect(written.map(({ text }) => text)).toEqual(full.predictions.map(({ generated }) => generated));
  });

  it('goes on with a conversation', async () => {
    const [low, cut] = await tasks.predict('talk', [user('a b c'), user('b d e')], { maxTokens: 8 });
    expect(low).toEqual({ id: low!.id, text: 'low', tokens: 3, ended: true, calibrated: false });
    expect(cut!.text).toBe('low');
  });

  it(
    'learns from the answers that people give',
    async () => {
      const [answer] = await tasks.predict('talk', [user('b b c')]);
      const taken = await tasks.feedback({ prediction: answer!.id!, text: 'deep' });
      expect(taken.data).toMatchObject({ correct: false, answer: { text: 'deep' } });
      const { response } = await tasks.feedback({ prediction: answer!.id!, label: 'low' });
      expect(response.status).toBe(422);
      expect(await tasks.extendByFeedback(dataset, 'talk')).toEqual([
        expect.objectContaining({
          messages: [
            { role: 'user', content: 'b b c' },
            { role: 'assistant', content: 'deep' },
          ],
        }),
      ]);
      const body = { model: full.model.id, dataset: { id: dataset }, hyperparameters: { maxSteps: 2 } };
      expect((await tasks.lossesOf((await tasks.train(body)).job))[0]).toBeLessThan(0.5);
    },
    TIMEOUT_MS,
  );

  it(
    'gives a model without a template one that it is used with from then on',
    async () => {
      const { id } = await tasks.importModel(await tinyWriter());
      const body = { model: id, dataset: { id: dataset, version: 1 }, hyperparameters: { maxSteps: 1 } };
      const { model } = await tasks.train(body);
      const file = await app.fetch(`/v1/models/${model.id}/files/tokenizer_config.json`);
      expect(await file.json()).toMatchObject({ chat_template: expect.stringContaining('add_generation_prompt') });
    },
    TIMEOUT_MS,
  );
});

describe('unlabelled text', () => {
  it(
    'adapts an encoder, which learns one task after the other from there',
    async () => {
      const { id: base } = await tasks.importModel(await tinyMaskedModel());
      const [texts, labels, values] = await Promise.all([
        tasks.upload('text', textRows(200)),
        tasks.upload('text-classification', labelRows(100)),
        tasks.upload('text-regression', valueRows(100)),
      ]);
      const adapted = await tasks.train({ model: base, dataset: { id: texts }, hyperparameters: QUICK });
      const [first, last] = await tasks.lossesOf(adapted.job);
      expect(last).toBeLessThan(first);
      expect(await tasks.watchedBy(adapted.job)).toEqual(['loss', 'perplexity']);
      expect(adapted.model).toMatchObject({ task: 'text', labels: null });
      expect(Object.keys(adapted.evaluation.metrics!).sort()).toEqual(['loss', 'perplexity']);
      const again = await tasks.evaluate(adapted.model.id, texts);
      expect(again.metrics!.loss).toBeCloseTo(adapted.evaluation.metrics!.loss!, 5);

      const deployed = await app.client.POST('/v1/deployments', { body: { name: 'gaps', model: adapted.model.id } });
      expect(deployed.response.status).toBe(422);

      const classifier = await tasks.train({
        model: adapted.model.id,
        dataset: { id: labels },
        hyperparameters: { ...QUICK, learningRate: 0.005, classWeights: 'balanced' },
      });
      expect(classifier.model).toMatchObject({ task: 'text-classification', labels: ['early', 'late'] });
      expect(classifier.evaluation.metrics!.accuracy).toBeGreaterThan(0.8);

      const regression = await tasks.train({
        model: classifier.model.id,
        dataset: { id: values },
        hyperparameters: { ...QUICK, learningRate: 0.005 },
      });
      expect(regression.model).toMatchObject({ task: 'text-regression', labels: null, baseModel: classifier.model.id });
      expect(regression.evaluation.metrics!.mae).toBeLessThan(12);
    },
    TIMEOUT_MS,
  );

  it(
    'adapts a decoder forwards, which goes on to write answers',
    async () => {
      const { id: base } = await tasks.importModel(await tinyWriter());
      const [texts, prompts] = await Promise.all([
        tasks.upload('text', textRows(200)),
        tasks.upload('text-generation', promptRows(60)),
      ]);
      const adapted = await tasks.train({
        model: base,
        dataset: { id: texts },
        hyperparameters: { ...QUICK, epochs: 4 },
      });
      const [first, last] = await tasks.lossesOf(adapted.job);
      expect(last).toBeLessThan(first * 0.9);
      const writer = await tasks.train({
        model: adapted.model.id,
        dataset: { id: prompts },
        hyperparameters: { ...QUICK, maxSteps: 2 },
      });
      expect(writer.model).toMatchObject({ task: 'text-generation' });
    },
    TIMEOUT_MS,
  );
});
