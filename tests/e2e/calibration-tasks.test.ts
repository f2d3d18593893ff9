import { startApp, type TestApp } from '../support/app.js';
import { labelsRows, spanRows, valueRows } from '../support/task-rows.js';
import { TIMEOUT_MS, type Trained, tasksOf } from '../support/tasks.js';
import { tinyModel } from '../support/tiny-model.js';

const QUICK = { batchSize: 16, epochs: 6, learningRate: 0.005, evalSteps: 50, earlyStopping: false } as const;
const SPLIT = { train: 0.4, validation: 0.4, test: 0.2, seed: 1 };

let app: TestApp;
let tasks: ReturnType<typeof tasksOf>;
let base: string;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  tasks = tasksOf(app);
  ({ id: base } = await tasks.importModel(await tinyModel()));
}, TIMEOUT_MS);
afterAll(() => app.stop());

/** The same texts, and what is said of each example: by the evaluation, and by the deployment now. */
async function sides(name: string, dataset: string, { model, predictions }: Trained, options = {}) {
  await tasks.deploy(name, model.id);
  const rows = new Map((await tasks.examples(dataset, 1, 'test')).map((row) => [row.id, row]));
  const inputs = predictions.map(({ example }) => {
    const { text, textPair } = rows.get(example) as { text: string; textPair?: string };
    return textPair === undefined ? text : { text, textPair };
  });
  return { predictions, answers: await tasks.predict(name, inputs, { log: false, ...options }) };
}

it(
  'calibrates labels for themselves, with sets that hold all the true ones',
  async () => {
    const dataset = await tasks.upload('multi-label-classification', labelsRows(360), { split: SPLIT });
    const calibration = { method: 'platt' as const, coverage: 0.9 };
    const body = { model: base, dataset: { id: dataset }, hyperparameters: QUICK, calibration };
    const trained = await tasks.train(body);
    const { metrics, calibration: report } = trained.evaluation;
    expect(report).toMatchObject({ method: 'platt', evidence: 'test', sets: { coverage: 0.9 } });
    expect(report!.before.nll).toBe(metrics!.loss);
    expect(report!.after.nll).toBe(metrics!.nll);
    expect(report!.sets!.after.covered).toBeGreaterThan(0.75);
    const { predictions, answers } = await sides('labels', dataset, trained);
    answers.forEach(({ scores, set, calibrated }, i) => {
      expect(calibrated).toBe(true);
      for (const [label, p] of Object.entries(predictions[i]!.after!)) expect(scores![label]).toBeCloseTo(p, 5);
      expect(set).toEqual(predictions[i]!.set);
    });
  },
  TIMEOUT_MS,
);

it(
  'gives values an interval that holds the true one as often as is asked for',
  async () => {
    const dataset = await tasks.upload('text-regression', valueRows(300), { split: SPLIT });
    const calibration = { coverage: 0.8 };
    const body = { model: base, dataset: { id: dataset }, hyperparameters: QUICK, calibration };
    const trained = await tasks.train(body);
    const { calibration: report, predictionIntervals } = trained.evaluation;
    expect(report).toBeNull();
    expect(predictionIntervals).toMatchObject({ coverage: 0.8, evidence: 'test', meanWidth: expect.any(Number) });
    expect(predictionIntervals!.covered).toBeGreaterThan(0.6);
    const { predictions, answers } = await sides('values', dataset, trained);
    answers.forEach(({ value, interval }, i) => {
      const [low, high] = interval as [number, number];
      const [lowest, highest] = predictions[i]!.interval as [number, number];
      expect((low + high) / 2).toBeCloseTo(value!, 8);
      expect(Math.abs(low - lowest)).toBeLessThan(1e-3);
      expect(Math.abs(high - highest)).toBeLessThan(1e-3);
    });
    const [wider] = await tasks.predict('values', ['a b'], { coverage: 0.95 });
    const [low, high] = wider!.interval as [number, number];
    expect(high - low).toBeGreaterThan(predictionIntervals!.meanWidth!);
    const crossFitted = await tasks.evaluate(trained.model.id, dataset, 'validation');
    expect(crossFitted.predictionIntervals).toMatchObject({ evidence: 'cross-fitted' });
  },
  TIMEOUT_MS,
);

it(
  'calibrates the tags of tokens by a temperature, which changes no span',
  async () => {
    const dataset = await tasks.upload('token-classification', spanRows(200), { split: SPLIT });
    const body = { model: base, dataset: { id: dataset }, hyperparameters: QUICK };
    const trained = await tasks.train({ ...body, calibration: { method: 'temperature' } });
    const { calibration: report } = trained.evaluation;
    expect(report).toMatchObject({ method: 'temperature', parameters: { temperature: expect.any(Number) } });
    expect(report!.after.nll).toBeLessThan(report!.before.nll);
    const { predictions, answers } = await sides('spans', dataset, trained);
    answers.forEach(({ spans, calibrated }, i) => {
      const expected = predictions[i]!.predictedSpans!;
      expect(calibrated).toBe(true);
      expect(spans!.map(({ probability: _, ...span }) => span)).toEqual(
        expected.map(({ probability: _, ...span }) => span),
      );
      spans!.forEach(({ probability }, k) => {
        expect(probability).toBeCloseTo(expected[k]!.probability, 5);
      });
    });
  },
  TIMEOUT_MS,
);
