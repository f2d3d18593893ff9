import type { components } from '../../openapi/client.js';
import { startApp, type TestApp } from '../support/app.js';
import { noisyRows } from '../support/noisy-rows.js';
import { type EvaluatedPrediction, TIMEOUT_MS, type Trained, tasksOf } from '../support/tasks.js';
import { tinyModel } from '../support/tiny-model.js';
import { until } from '../support/until.js';

type CalibrationCreate = components['schemas']['CalibrationCreate'];
type ModelView = components['schemas']['Model'];

const METHODS = ['temperature', 'vector', 'platt', 'isotonic'] as const;
const SPLIT = { train: 0.3, validation: 0.4, test: 0.3, seed: 1 };

let app: TestApp;
let tasks: ReturnType<typeof tasksOf>;
let dataset: string;
let texts: Map<string, string>;
let trained: Trained;
beforeAll(async () => {
  app = await startApp({ TEMPER_THREADS: '1' });
  tasks = tasksOf(app);
  const { id: base } = await tasks.importModel(await tinyModel());
  dataset = await tasks.upload('text-classification', noisyRows(1200), { split: SPLIT });
  trained = await tasks.train({
    model: base,
    dataset: { id: dataset },
    hyperparameters: { batchSize: 16, epochs: 12, learningRate: 0.005, evalSteps: 50, earlyStopping: false },
    calibration: { method: 'auto', coverage: 0.8 },
  });
  texts = await textsOfTest();
}, TIMEOUT_MS);
afterAll(() => app.stop());

async function textsOfTest(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let after: string | undefined; ; ) {
    const params = {
      path: { id: dataset, version: 1 },
      query: { split: 'test' as const, limit: 100, ...(after && { after }) },
    };
    const { data } = await app.client.GET('/v1/datasets/{id}/versions/{version}/examples', { params });
    for (const row of data!.data) found.set(row.id, (row as { text: string }).text);
    if (!data!.hasMore) return found;
    after = data!.nextCursor!;
  }
}

const calibrate = (id: string, body: CalibrationCreate) =>
  app.client.POST('/v1/models/{id}/calibrations', { params: { path: { id } }, body });

async function calibrated(id: string, body: CalibrationCreate): Promise<ModelView> {
  const { data, error } = await calibrate(id, body);
  if (!data) throw new Error(JSON.stringify(error));
  return settled(data.id);
}

const settled = (id: string): Promise<ModelView> =>
  until(async () => {
    const { data } = await app.client.GET('/v1/models/{id}', { params: { path: { id } } });
    return data!.status === 'importing' ? null : data!;
  }, `model ${id}`);

async function predictionsOf(evaluation: string): Promise<EvaluatedPrediction[]> {
  const params = { path: { id: evaluation }, query: { limit: 100 } };
  return (await app.client.GET('/v1/evaluations/{id}/predictions', { params })).data!.data;
}

describe('a job that is asked for a coverage', () => {
  it('says what each method scored, and how often sets hold the truth', () => {
    const { calibration } = trained.evaluation;
    const tried = calibration!.chosenBy!.map(({ method }) => method);
    expect(tried).toEqual(['none', ...METHODS]);
    const chosen = calibration!.chosenBy!.find(({ method }) => method === calibration!.method)!;
    expect(chosen.excess).toBeLessThanOrEqual(chosen.error);
    expect(trained.job.calibration).toEqual({ method: 'auto', coverage: 0.8 });
    const { coverage, after } = calibration!.sets!;
    expect(coverage).toBe(0.8);
    expect(after.covered).toBeGreaterThan(0.7);
    expect(after.covered).toBeLessThan(0.9);
    expect(after.bySize.reduce((sum, { count }) => sum + count, 0)).toBe(trained.evaluation.counts!.examples);
    expect(trained.model.calibration).toMatchObject({ method: calibration!.method, sets: { coverage: 0.8 } });
  });

  it('has probabilities whose error is told in several ways, and adds up', () => {
    const { before, after } = trained.evaluation.calibration!;
    for (const { brier, brierParts, eceEqualMass } of [before, after]) {
      const { reliability, resolution, uncertainty, withinBins } = brierParts!;
      expect(reliability - resolution + uncertainty + withinBins).toBeCloseTo(brier, 10);
      expect(eceEqualMass).toBeGreaterThan(0);
    }
  });
});

describe.each(METHODS)('a model calibrated anew by %s', (method) => {
  let model: ModelView;
  beforeAll(async () => {
    model = await calibrated(trained.model.id, { dataset: { id: dataset }, method, coverage: 0.9, name: method });
    await tasks.deploy(method, model.id);
  }, TIMEOUT_MS);

  it('is a model of its own, with the same weights and an honest lineage', async () => {
    expect(model).toMatchObject({
      status: 'ready',
      name: method,
      baseModel: trained.model.id,
      job: null,
      calibration: { method, evidence: 'cross-fitted', chosenBy: null, sets: { coverage: 0.9 } },
    });
    expect(model.digest).not.toBe(trained.model.digest);
    const weights = async (id: string) => {
      const { data } = await app.client.GET('/v1/models/{id}/files', { params: { path: { id } } });
      return data!.data.find(({ path }) => path === 'model.safetensors')!.sha256;
    };
    expect(await weights(model.id)).toBe(await weights(trained.model.id));
    const { data } = await app.client.GET('/v1/models/{id}/lineage', { params: { path: { id: model.id } } });
    expect(data).toMatchObject({
      ancestors: [{ id: trained.model.id, digest: trained.model.digest }, expect.anything()],
      dataset: { id: dataset, version: 1 },
      calibration: { dataset: { id: dataset, version: 1, split: 'validation' }, feedback: null },
    });
  });

  it(
    'is served as it is measured',
    async () => {
      const evaluation = await tasks.evaluate(model.id, dataset);
      expect(evaluation.calibration).toMatchObject({ method, evidence: 'test' });
      const { covered } = evaluation.calibration!.sets!.after;
      expect(covered).toBeGreaterThan(0.83);
      const predictions = await predictionsOf(evaluation.id);
      const inputs = predictions.map(({ example }) => texts.get(example)!);
      const answers = await tasks.predict(method, inputs, { log: false });
      answers.forEach(({ scores, set, calibrated: isCalibrated }, i) => {
        expect(isCalibrated).toBe(true);
        const { after, set: expected } = predictions[i]!;
        for (const [label, p] of Object.entries(after!)) expect(Math.abs(scores![label]! - p)).toBeLessThan(1e-5);
        expect(set).toEqual(expected);
      });
    },
    TIMEOUT_MS,
  );

  it('is measured on its own rows as if it had not seen them', async () => {
    const { calibration } = await tasks.evaluate(model.id, dataset, 'validation');
    expect(calibration).toMatchObject({ method, evidence: 'cross-fitted' });
  });
});

describe('the coverage of a prediction', () => {
  it('is chosen with it, and sets only grow', async () => {
    const inputs = [...texts.values()].slice(0, 40);
    const sets = async (coverage: number) =>
      (await tasks.predict('platt', inputs, { coverage, log: false })).map(({ set }) => set!);
    const [few, more, most] = [await sets(0.5), await sets(0.9), await sets(0.99)];
    inputs.forEach((_, i) => {
      expect(more![i]).toEqual(expect.arrayContaining(few![i]!));
      expect(most![i]).toEqual(expect.arrayContaining(more![i]!));
    });
    const size = (all: string[][]) => all.reduce((sum, { length }) => sum + length, 0);
    expect(size(few!)).toBeLessThan(size(most!));
  });

  it('is kept with the prediction', async () => {
    await tasks.predict('platt', ['a b c d e f'], { coverage: 0.95 });
    const params = { path: { name: 'platt' }, query: { limit: 1 } };
    const { data } = await app.client.GET('/v1/deployments/{name}/predictions', { params });
    expect(data!.data[0]!.answer).toEqual({ set: expect.arrayContaining(['front']) });
  });

  it('is refused where the rows can promise no such thing', async () => {
    const { error } = await app.client.POST('/v1/deployments/{name}/predict', {
      params: { path: { name: 'platt' } },
      body: { inputs: ['a b'], options: { coverage: 0.999 } },
    });
    expect(error).toMatchObject({ status: 422, code: 'coverage-unsuitable', errors: [{ path: 'options.coverage' }] });
  });
});

describe('feedback', () => {
  it(
    'calibrates a deployed model anew, once there is enough of it',
    async () => {
      const { id: plain } = await calibrated(trained.model.id, { dataset: { id: dataset }, method: 'temperature' });
      await tasks.deploy('watched', plain);
      const refused = await app.client.POST('/v1/deployments/{name}/predict', {
        params: { path: { name: 'watched' } },
        body: { inputs: ['a b'], options: { coverage: 0.9, log: false } },
      });
      expect(refused.error).toMatchObject({ code: 'coverage-unsuitable', detail: expect.stringContaining(plain) });

      const rows = noisyRows(80);
      const answers = await tasks.predict(
        'watched',
        rows.map(({ text }) => text),
      );
      const items = answers.map(({ id }, i) => ({ prediction: id!, label: rows[i]!.label }));
      const source = { type: 'feedback' as const, deployment: 'watched' };
      await app.client.POST('/v1/feedback', { body: { items: items.slice(0, 29) } });
      const { error } = await calibrate(plain, { source, method: 'temperature' });
      expect(error).toMatchObject({ status: 422, code: 'calibration-set-too-small' });

      await app.client.POST('/v1/feedback', { body: { items: items.slice(29) } });
      const model = await calibrated(plain, { source, coverage: 0.8, sets: 'raps' });
      expect(model).toMatchObject({ status: 'ready', baseModel: plain, calibration: { sets: { coverage: 0.8 } } });
      const { data } = await app.client.GET('/v1/models/{id}/lineage', { params: { path: { id: model.id } } });
      expect(data!.calibration).toMatchObject({ dataset: null, feedback: { deployment: 'watched' }, rows: 80 });
      await app.client.PATCH('/v1/deployments/{name}', {
        params: { path: { name: 'watched' } },
        body: { model: model.id },
      });
      await until(async () => {
        const [answer] = await tasks.predict('watched', ['a b c'], { log: false });
        return answer!.set ? answer : null;
      }, 'sets of the new revision');
    },
    TIMEOUT_MS,
  );
});

describe('what can not be done', () => {
  it.each<[string, CalibrationCreate, string]>([
    ['no rows', { method: 'platt' }, 'dataset'],
    ['sets without a coverage', { dataset: { id: 'ds_x' }, sets: 'raps' }, 'coverage'],
    ['feedback in splits', { source: { type: 'feedback', deployment: 'watched' }, split: 'test' }, 'split'],
    ['all of the texts', { dataset: { id: 'ds_x' }, coverage: 1 }, 'coverage'],
  ])('is refused: %s', async (_, body, path) => {
    const { error } = await calibrate(trained.model.id, body);
    expect(error).toMatchObject({ status: 422, errors: expect.arrayContaining([expect.objectContaining({ path })]) });
  });

  it(
    'fails a model that nothing could be fitted for, with the reason',
    async () => {
      const split = (label: string, i: number) => (label === 'front' && i > 50 ? 'validation' : 'train');
      const rows = noisyRows(200).map((row, i) => ({ ...row, split: split(row.label, i) }));
      const id = await tasks.upload('text-classification', rows);
      const model = await calibrated(trained.model.id, { dataset: { id } });
      expect(model).toMatchObject({
        status: 'failed',
        digest: null,
        error: { code: 'calibration-impossible', message: expect.stringContaining('found only "front"') },
      });
    },
    TIMEOUT_MS,
  );

  it('is refused: nothing to fit, or too few rows for it', async () => {
    const named = { dataset: { id: dataset } };
    const nothing = await calibrate(trained.model.id, { ...named, method: 'none' });
    expect(nothing.error).toMatchObject({ code: 'calibration-refused', errors: [{ path: 'coverage' }] });
    const few = await calibrate(trained.model.id, { ...named, coverage: 0.999 });
    expect(few.error).toMatchObject({ code: 'calibration-set-too-small', errors: [{ path: 'coverage' }] });
    const job = await app.client.POST('/v1/jobs', {
      body: {
        type: 'fine-tune',
        model: trained.model.id,
        dataset: { id: dataset },
        calibration: { method: 'isotonic', coverage: 0.999 },
      },
    });
    expect(job.error).toMatchObject({ code: 'validation-too-small', errors: [{ path: 'calibration.coverage' }] });
  });
});
