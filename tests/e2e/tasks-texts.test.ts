import { startApp, type TestApp } from '../support/app.js';
import { labelsRows, valueRows } from '../support/task-rows.js';
import { TIMEOUT_MS, type Trained, tasksOf } from '../support/tasks.js';
import { tinyModel } from '../support/tiny-model.js';

const QUICK = { batchSize: 16, epochs: 20, learningRate: 0.005, evalSteps: 50, earlyStopping: false } as const;

let app: TestApp;
let tasks: ReturnType<typeof tasksOf>;
let base: string;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  tasks = tasksOf(app);
  ({ id: base } = await tasks.importModel(await tinyModel()));
}, TIMEOUT_MS);
afterAll(() => app.stop());

/** Of each example of an evaluation, what the deployment says to it now. */
async function answersTo(deployment: string, dataset: string, { predictions }: Trained) {
  const rows = new Map((await tasks.examples(dataset, 1, 'test')).map((row) => [row.id, row]));
  const inputs = predictions.map(({ example }) => {
    const { text, textPair } = rows.get(example) as { text: string; textPair?: string };
    return textPair === undefined ? text : { text, textPair };
  });
  return tasks.predict(deployment, inputs, { log: false });
}

describe('multi-label classification', () => {
  let dataset: string;
  let full: Trained;
  beforeAll(async () => {
    dataset = await tasks.upload('multi-label-classification', labelsRows(240));
    full = await tasks.train({ model: base, dataset: { id: dataset }, hyperparameters: QUICK });
    await tasks.deploy('labels', full.model.id);
  }, TIMEOUT_MS);

  it('is learned, and watched', async () => {
    const [first, last] = await tasks.lossesOf(full.job);
    expect(last).toBeLessThan(first / 2);
    expect(await tasks.watchedBy(full.job)).toEqual(['loss', 'macroF1', 'microF1']);
    expect(full.model).toMatchObject({ task: 'multi-label-classification', labels: ['early', 'late'] });
  });

  it('is measured by label and by cell, with intervals', () => {
    const { metrics, intervals, perClass, confusionMatrix, calibration, counts } = full.evaluation;
    const names = ['loss', 'accuracy', 'macroPrecision', 'macroRecall', 'macroF1', 'microF1', 'ece', 'mce', 'brier'];
    expect(Object.keys(metrics!).sort()).toEqual([...names, 'nll'].sort());
    expect(Object.keys(intervals!).sort()).toEqual(Object.keys(metrics!).sort());
    expect(metrics!.macroF1).toBeGreaterThan(0.9);
    expect(Object.keys(perClass!).sort()).toEqual(['early', 'late']);
    expect(confusionMatrix).toBeNull();
    expect(calibration).toMatchObject({ method: 'none', reason: expect.stringContaining('at least 30') });
    expect(full.evaluation.baseline).toMatchObject({ method: 'tfidf-one-vs-rest', verdict: { better: 'model' } });
    expect(full.job.beatsBaseline).toBe(true);
    expect(full.evaluation.confusions).toEqual(expect.any(Array));
    expect(full.predictions).toHaveLength(counts!.examples);
    expect(full.predictions[0]).toMatchObject({ labels: expect.any(Array), predictedLabels: expect.any(Array) });
  });

  it('is measured alike from the store', async () => {
    const { metrics } = await tasks.evaluate(full.model.id, dataset);
    expect(metrics!.loss).toBeCloseTo(full.evaluation.metrics!.loss!, 5);
    expect(metrics!.macroF1).toBe(full.evaluation.metrics!.macroF1);
  });

  it('is served as it was measured', async () => {
    const answers = await answersTo('labels', dataset, full);
    answers.forEach(({ labels, scores }, i) => {
      const { after, predictedLabels } = full.predictions[i]!;
      for (const label of ['early', 'late']) expect(scores![label]).toBeCloseTo(after![label]!, 5);
      expect(labels!.toSorted()).toEqual(predictedLabels!.toSorted());
    });
  });

  it('gives the labels that are probable enough, however many', async () => {
    const [both, none] = await tasks.predict('labels', ['a z b', 'k l m']);
    expect(both).toMatchObject({ labels: expect.arrayContaining(['early', 'late']), calibrated: false });
    expect(both!.label).toBeUndefined();
    expect(none!.labels).toEqual([]);
    const [all] = await tasks.predict('labels', ['k l m'], { threshold: 0 });
    expect(all!.labels!.toSorted()).toEqual(['early', 'late']);
    const [sure] = await tasks.predict('labels', ['a z b'], { threshold: 1 });
    expect(sure!.labels).toEqual([]);
  });

  it(
    'learns from the labels that people give',
    async () => {
      const [right, wrong] = await tasks.predict('labels', ['e z c', 'm n q']);
      const taken = await tasks.feedback({ prediction: wrong!.id!, labels: ['early'] });
      expect(taken.data).toMatchObject({ correct: false, label: null, answer: { labels: ['early'] } });
      expect((await tasks.feedback({ prediction: right!.id!, correct: true })).data).toMatchObject({ correct: true });
      for (const [said, path] of [
        [{ label: 'early' }, 'label'],
        [{ value: 1 }, 'value'],
        [{ labels: ['consonant'] }, 'labels'],
      ] as const) {
        const { error, response } = await tasks.feedback({ prediction: right!.id!, ...said } as never);
        expect(response.status).toBe(422);
        expect(error).toMatchObject({ errors: [{ path }] });
      }
      const added = await tasks.extendByFeedback(dataset, 'labels');
      expect(added).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ text: 'm n q', labels: ['early'] }),
          expect.objectContaining({ text: 'e z c', labels: expect.arrayContaining(['early', 'late']) }),
        ]),
      );
      const body = { model: full.model.id, dataset: { id: dataset }, hyperparameters: { maxSteps: 2 } };
      const next = await tasks.train(body);
      expect(next.job.dataset.version).toBe(2);
      expect((await tasks.lossesOf(next.job))[0]).toBeLessThan(0.3);
      expect(next.model).toMatchObject({ labels: ['early', 'late'], baseModel: full.model.id });
    },
    TIMEOUT_MS,
  );

  it(
    'is learned by a head alone',
    async () => {
      const hyperparameters = { epochs: 30, learningRate: 0.01 };
      const head = await tasks.train({
        model: base,
        dataset: { id: dataset, version: 1 },
        method: { type: 'head' },
        hyperparameters,
      });
      const [first, last] = await tasks.lossesOf(head.job);
      expect(last).toBeLessThan(first);
      expect(head.evaluation.metrics!.microF1).toBeGreaterThan(0.6);
    },
    TIMEOUT_MS,
  );
});

describe('regression on pairs of texts', () => {
  let dataset: string;
  let full: Trained;
  beforeAll(async () => {
    dataset = await tasks.upload('text-regression', valueRows(240));
    full = await tasks.train({ model: base, dataset: { id: dataset }, hyperparameters: QUICK });
    await tasks.deploy('values', full.model.id);
  }, TIMEOUT_MS);

  it('is learned, and watched', async () => {
    const [first, last] = await tasks.lossesOf(full.job);
    // Of standardised values, whatever their unit.
    expect(first).toBeLessThan(5);
    expect(last).toBeLessThan(first / 2);
    expect(await tasks.watchedBy(full.job)).toEqual(['loss', 'mse', 'spearman']);
    expect(full.model).toMatchObject({ task: 'text-regression', labels: null });
  });

  it('is measured in the unit of the data, with intervals', () => {
    const { metrics, intervals, perClass, counts } = full.evaluation;
    expect(Object.keys(metrics!).sort()).toEqual(['mae', 'mse', 'pearson', 'r2', 'spearman']);
    expect(Object.keys(intervals!).sort()).toEqual(Object.keys(metrics!).sort());
    expect(metrics!.mae).toBeLessThan(4);
    expect(metrics!.r2).toBeGreaterThan(0.6);
    expect(perClass).toBeNull();
    expect(full.evaluation.baseline).toMatchObject({
      method: 'tfidf-ridge',
      verdict: { metric: 'mse', better: 'model' },
    });
    expect(full.evaluation.confusions).toBeNull();
    expect(full.predictions).toHaveLength(counts!.examples);
    const errors = full.predictions.map(({ value, predictedValue }) => Math.abs(value! - predictedValue!));
    expect(errors).toEqual(errors.toSorted((a, b) => b - a));
  });

  it('is served as it was measured', async () => {
    const answers = await answersTo('values', dataset, full);
    answers.forEach(({ value }, i) => {
      expect(Math.abs(value! - full.predictions[i]!.predictedValue!) / 100).toBeLessThan(1e-5);
    });
    expect((await tasks.evaluate(full.model.id, dataset)).metrics!.mae).toBeCloseTo(full.evaluation.metrics!.mae!, 3);
  });

  it('gives values close to the truth', async () => {
    const [low, high] = await tasks.predict('values', [
      { text: 'b c', textPair: 'd f' },
      { text: 'x z', textPair: 'p q' },
    ]);
    expect(Math.abs(low!.value! - 100)).toBeLessThan(8);
    expect(Math.abs(high!.value! - 140)).toBeLessThan(8);
    expect(low).toEqual({ id: low!.id, value: low!.value, calibrated: false });
  });

  it(
    'learns from the values that people give',
    async () => {
      const [answer] = await tasks.predict('values', [{ text: 'c c', textPair: 'z c' }]);
      const taken = await tasks.feedback({ prediction: answer!.id!, value: 111.5 });
      expect(taken.data).toMatchObject({ correct: false, answer: { value: 111.5 } });
      const { error, response } = await tasks.feedback({ prediction: answer!.id!, text: 'many' });
      expect(response.status).toBe(422);
      expect(error).toMatchObject({ errors: [{ path: 'text', message: expect.stringMatching(/expected value/) }] });
      expect(await tasks.extendByFeedback(dataset, 'values')).toEqual([
        expect.objectContaining({ text: 'c c', textPair: 'z c', value: 111.5 }),
      ]);
      const body = { model: full.model.id, dataset: { id: dataset }, hyperparameters: { maxSteps: 2 } };
      const next = await tasks.train(body);
      expect((await tasks.lossesOf(next.job))[0]).toBeLessThan(0.5);
      expect(next.evaluation.metrics!.mae).toBeLessThan(5);
    },
    TIMEOUT_MS,
  );
});
