import { startApp, type TestApp } from '../support/app.js';
import { marked, spanRows } from '../support/task-rows.js';
import { TIMEOUT_MS, type Trained, tasksOf } from '../support/tasks.js';
import { tinyLlama, tinyModel } from '../support/tiny-model.js';

const QUICK = { batchSize: 16, epochs: 10, learningRate: 0.005, evalSteps: 50, earlyStopping: false } as const;

let app: TestApp;
let tasks: ReturnType<typeof tasksOf>;
let base: string;
let dataset: string;
let full: Trained;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  tasks = tasksOf(app);
  ({ id: base } = await tasks.importModel(await tinyModel()));
  dataset = await tasks.upload('token-classification', spanRows(200));
  full = await tasks.train({ model: base, dataset: { id: dataset }, hyperparameters: QUICK });
  await tasks.deploy('names', full.model.id);
}, TIMEOUT_MS);
afterAll(() => app.stop());

const withoutProbability = ({ start, end, label }: { start: number; end: number; label: string }) => ({
  start,
  end,
  label,
});

describe('token classification', () => {
  it('is learned, and watched', async () => {
    const [first, last] = await tasks.lossesOf(full.job);
    expect(last).toBeLessThan(first / 2);
    expect(await tasks.watchedBy(full.job)).toEqual(['entityF1', 'loss', 'macroF1', 'macroPrecision', 'macroRecall']);
    expect(full.model).toMatchObject({ task: 'token-classification', labels: ['PERSON', 'PLACE'] });
  });

  it('is measured by entities, with intervals', () => {
    const { metrics, intervals, perClass, counts } = full.evaluation;
    expect(Object.keys(metrics!).sort()).toEqual(['entityF1', 'macroF1', 'macroPrecision', 'macroRecall']);
    expect(Object.keys(intervals!).sort()).toEqual(Object.keys(metrics!).sort());
    expect(metrics!.entityF1).toBeGreaterThan(0.9);
    expect(Object.keys(perClass!).sort()).toEqual(['PERSON', 'PLACE']);
    expect(counts!.entities).toBeGreaterThan(counts!.examples);
    expect(full.predictions).toHaveLength(counts!.examples);
  });

  it('is served as it was measured', async () => {
    const texts = full.predictions.map(({ text }) => text);
    const answers = await tasks.predict('names', texts, { log: false });
    answers.forEach(({ spans }, i) => {
      const { predictedSpans } = full.predictions[i]!;
      expect(spans!.map(withoutProbability)).toEqual(predictedSpans!.map(withoutProbability));
      spans!.forEach(({ probability }, span) => {
        expect(probability).toBeCloseTo(predictedSpans![span]!.probability, 5);
      });
    });
    const { metrics } = await tasks.evaluate(full.model.id, dataset);
    expect(metrics).toEqual(full.evaluation.metrics);
  });

  it('finds spans beyond what the model reads at once, and says where', async () => {
    const words = ['ad', 'pb', 'ce', 'dd', 'qc', 'fe', 'gg', 'pb', 'ih', 'jg', 'kd', 'qc', 'be', 'cd', 'pb'];
    const { text, spans } = marked(words);
    const [long, odd, none] = await tasks.predict('names', [text, '\u{1f600}  PB\nad', 'ad be']);
    expect(long!.spans!.map(withoutProbability)).toEqual(spans);
    // Offsets count UTF-16 code units of the text as it came.
    expect(odd!.spans!.map(withoutProbability)).toEqual([{ start: 4, end: 6, label: 'PLACE' }]);
    expect(none).toEqual({ id: none!.id, spans: [], calibrated: false });
  });

  it(
    'is learned by a Llama, whose tokens see only what stands before them',
    async () => {
      const { id: llama } = await tasks.importModel(await tinyLlama());
      const { model, evaluation } = await tasks.train({
        model: llama,
        dataset: { id: dataset },
        hyperparameters: QUICK,
      });
      expect(evaluation.metrics!.entityF1).toBeGreaterThan(0.9);
      await tasks.deploy('names-llama', model.id);
      const [answer] = await tasks.predict('names-llama', ['ad be'], { log: false });
      expect(answer).toEqual({ id: null, spans: expect.any(Array), calibrated: false });
    },
    TIMEOUT_MS,
  );

  it(
    'learns from the spans that people give',
    async () => {
      const [answer] = await tasks.predict('names', ['ad be pb']);
      const said = { spans: [{ start: 0, end: 2, label: 'PLACE' }] };
      expect((await tasks.feedback({ prediction: answer!.id!, ...said })).data).toMatchObject({
        correct: false,
        answer: said,
      });
      for (const [wrong, path] of [
        [{ labels: ['PLACE'] }, 'labels'],
        [{ spans: [{ start: 6, end: 9, label: 'PLACE' }] }, 'spans'],
        [{ spans: [{ start: 0, end: 2, label: 'RIVER' }] }, 'spans'],
        [
          {
            spans: [
              { start: 0, end: 5, label: 'PLACE' },
              { start: 3, end: 8, label: 'PERSON' },
            ],
          },
          'spans',
        ],
      ] as const) {
        const { error, response } = await tasks.feedback({ prediction: answer!.id!, ...wrong } as never);
        expect(response.status).toBe(422);
        expect(error).toMatchObject({ errors: [{ path }] });
      }
      expect(await tasks.extendByFeedback(dataset, 'names')).toEqual([
        expect.objectContaining({ text: 'ad be pb', ...said }),
      ]);
      const body = { model: full.model.id, dataset: { id: dataset }, hyperparameters: { maxSteps: 2 } };
      const next = await tasks.train(body);
      expect(next.job.dataset.version).toBe(2);
      expect(next.evaluation.metrics!.entityF1).toBeGreaterThan(0.9);
    },
    TIMEOUT_MS,
  );

  it.each([
    ['adapters', { type: 'lora', rank: 4, alpha: 8 }, 0.7],
    ['layers that join in one after the other', { type: 'gradual', over: 0.5 }, 0.7],
    // The states of a network of random weights say little.
    ['a head alone', { type: 'head' }, 0],
  ] as const)(
    'is learned by %s',
    async (_, method, atLeast) => {
      const hyperparameters = { ...QUICK, learningRate: 0.01 };
      const { job, evaluation } = await tasks.train({
        model: base,
        dataset: { id: dataset, version: 1 },
        method,
        hyperparameters,
      });
      const [first, last] = await tasks.lossesOf(job);
      expect(last).toBeLessThan(first);
      expect(evaluation.metrics!.entityF1).toBeGreaterThanOrEqual(atLeast);
    },
    TIMEOUT_MS,
  );
});
