import { hashSecret } from '../../src/platform/auth/secret.js';
import { startApp, type TestApp } from '../support/app.js';
import { deploymentsOf } from '../support/deployments.js';
import type { ModelView } from '../support/models-client.js';

/** Every way in which deployments, predictions and feedback say no. */
let app: TestApp;
let deployments: ReturnType<typeof deploymentsOf>;
let model: ModelView;
let prediction: string;
beforeAll(async () => {
  app = await startApp();
  deployments = deploymentsOf(app);
  model = await deployments.importModel();
  await deployments.deploy('mail', model.id);
  const { data } = await deployments.predict('mail', { inputs: ['a'] });
  prediction = data!.predictions[0]!.id!;
});
afterAll(() => app.stop());

interface Problem {
  status: number;
  code: string;
  detail: string;
  errors?: { path: string; message: string }[];
}

const send = async (method: string, path: string, body?: unknown, key = app.key) => {
  const response = await app.fetch(path, { method, body, headers: { authorization: `Bearer ${key}` } });
  const problem = (response.status === 204 ? {} : await response.json()) as Problem;
  return { ...problem, status: response.status, retryAfter: response.headers.get('retry-after') };
};
const paths = ({ errors }: { errors?: { path: string }[] }) => errors?.map(({ path }) => path) ?? [];

describe('a deployment is refused', () => {
  const post = (body: unknown) => send('POST', '/v1/deployments', body);

  it.each([
    ['a capital letter', { name: 'Mail', model: 'x' }, 'name'],
    ['a name that is too long', { name: 'a'.repeat(64), model: 'x' }, 'name'],
    ['no name', { model: 'x' }, 'name'],
    ['no model', { name: 'other' }, 'model'],
    ['an unknown field', { name: 'other', model: 'x', replicas: 2 }, 'replicas'],
  ])('with %s', async (_, body, path) => {
    const problem = await post(body);
    expect(problem.status).toBe(422);
    expect(paths(problem)).toContain(path);
  });

  it('with a model that is not there, or has no head, or is still imported', async () => {
    expect(await post({ name: 'other', model: 'mdl_none' })).toMatchObject({ status: 404, code: 'model-not-found' });
    await app.database.query(
      `INSERT INTO models (id, project_id, name, kind, built_in) VALUES ('mdl_base', 'prj_default', 'base', 'base', false)`,
    );
    const headless = await post({ name: 'other', model: 'mdl_base' });
    expect(headless).toMatchObject({ status: 422, code: 'model-not-deployable', errors: [{ path: 'model' }] });
  });

  it('under a name that is taken', async () => {
    expect(await post({ name: 'mail', model: model.id })).toMatchObject({ status: 409, code: 'deployment-name-taken' });
  });

  it.each([
    ['a traffic split', { model: 'x', traffic: [{ revision: 1, percent: 100 }] }, 'traffic'],
    ['a shadow', { model: 'x', shadow: 'mdl_x' }, 'shadow'],
    ['nothing to change', {}, 'model'],
  ])('to change with %s', async (_, body, path) => {
    const problem = await send('PATCH', '/v1/deployments/mail', body);
    expect(problem.status).toBe(422);
    expect(paths(problem)).toContain(path);
  });

  it.each([
    ['GET', ''],
    ['GET', '/revisions'],
    ['GET', '/predictions'],
    ['POST', '/stop'],
    ['POST', '/start'],
    ['POST', '/rollback'],
    ['DELETE', ''],
  ])('that is not there: %s %s', async (method, path) => {
    for (const name of ['none', 'dep_none']) {
      expect(await send(method, `/v1/deployments/${name}${path}`)).toMatchObject({
        status: 404,
        code: 'deployment-not-found',
      });
    }
  });
});

describe('a prediction is refused', () => {
  const predict = (body: unknown) => send('POST', '/v1/deployments/mail/predict', body);

  it.each<[string, unknown, string]>([
    ['no inputs', {}, 'inputs'],
    ['an empty list', { inputs: [] }, 'inputs'],
    ['a text that is no list', { inputs: 'a' }, 'inputs'],
    ['too many', { inputs: Array(129).fill('a') }, 'inputs'],
    ['an empty text', { inputs: ['a', ''] }, 'inputs.1'],
    ['a blank text', { inputs: ['a', ' \n\t'] }, 'inputs.1'],
    ['a blank second text', { inputs: [{ text: 'a', textPair: ' ' }] }, 'inputs.0.textPair'],
    ['a number', { inputs: [1] }, 'inputs.0'],
    ['an object without a text', { inputs: [{ textPair: 'a' }] }, 'inputs.0.text'],
    ['messages', { inputs: [{ messages: [{ role: 'user', content: 'a' }] }] }, 'inputs.0.messages'],
    ['NUL', { inputs: ['a\0b'] }, 'inputs.0'],
    ['a text of a million characters and one', { inputs: ['a'.repeat(1_000_001)] }, 'inputs.0'],
    ['an unknown field', { inputs: ['a'], input: 'a' }, 'input'],
    ['an unknown option', { inputs: ['a'], options: { temperature: 2 } }, 'options.temperature'],
    ['topK of none', { inputs: ['a'], options: { topK: 0 } }, 'options.topK'],
    ['a threshold', { inputs: ['a'], options: { threshold: 0.5 } }, 'options.threshold'],
    ['a coverage', { inputs: ['a'], options: { coverage: 0.9 } }, 'options.coverage'],
    ['a key of a traffic split', { inputs: ['a'], options: { key: 'me' } }, 'options.key'],
  ])('with %s', async (_, body, path) => {
    const problem = await predict(body);
    expect(problem.status).toBe(422);
    expect(paths(problem)).toContain(path);
  });

  it('with more than a body may hold', async () => {
    const inputs = Array.from({ length: 5 }, () => 'a'.repeat(900_000));
    expect(await predict({ inputs })).toMatchObject({ status: 413, code: 'body-too-large' });
  });

  it('for a deployment that is not there', async () => {
    expect(await send('POST', '/v1/deployments/none/predict', { inputs: ['a'] })).toMatchObject({ status: 404 });
  });

  it('to a key without the scope', async () => {
    const { data } = await app.client.POST('/v1/api-keys', { body: { name: 'reader', scopes: ['read'] } });
    expect(await send('POST', '/v1/deployments/mail/predict', { inputs: ['a'] }, data!.key)).toMatchObject({
      status: 403,
      code: 'scope-missing',
    });
  });

  it.each(['since=yesterday', 'limit=0', 'labels=a', 'after=%20'])('to be listed with %s', async (query) => {
    expect((await send('GET', `/v1/deployments/mail/predictions?${query}`)).status).toBe(422);
  });
});

describe('feedback is refused', () => {
  const post = (body: unknown) => send('POST', '/v1/feedback', body);
  const all = async () => (await app.database.query('SELECT id FROM feedback', [])).length;

  it.each<[string, object, string]>([
    ['a prediction that is not there', { prediction: 'prd_none', correct: true }, 'prediction'],
    ['a label the model does not know', { label: 'none of them' }, 'label'],
    ['a contradiction', { label: 'LABEL_0', correct: 'LABEL_0' }, 'correct'],
    ['labels', { labels: ['LABEL_0'] }, 'labels'],
    ['a value', { value: 1 }, 'value'],
    ['spans', { spans: [] }, 'spans'],
    ['a text', { text: 'a' }, 'text'],
    ['a rating of six', { rating: 6 }, 'rating'],
    ['nothing', {}, ''],
    ['an unknown field', { correct: true, user: 'me' }, 'user'],
  ])('with %s', async (_, item, path) => {
    const before = await all();
    const problem = await post({ prediction, ...item });
    expect(problem.status).toBe(422);
    expect(paths(problem)).toContain(path);
    expect(await all()).toBe(before);
  });

  it('whole, when one item is wrong; each error says where', async () => {
    const before = await all();
    const problem = await post({
      items: [
        { prediction, correct: true },
        { prediction: 'prd_none', correct: true },
        { prediction, label: 'none of them' },
      ],
    });
    expect(problem.status).toBe(422);
    expect(paths(problem)).toEqual(['items.1.prediction', 'items.2.label']);
    const malformed = await post({
      items: [
        { prediction, correct: true },
        { prediction, rating: 9 },
      ],
    });
    expect(paths(malformed)).toContain('items.1.rating');
    expect(await all()).toBe(before);
  });

  it('from another project, which sees none of it either', async () => {
    const secret = 's'.repeat(40);
    await app.database.query(
      `INSERT INTO api_keys (id, project_id, public_id, name, scopes, secret_hash) VALUES ('key_s', 'prj_s', 's', 's', '{admin}', $1)`,
      [hashSecret(secret)],
    );
    const stranger = `tk_s_${secret}`;
    await post({ prediction, correct: true });
    const refused = await send('POST', '/v1/feedback', { prediction, correct: true }, stranger);
    expect(refused).toMatchObject({ status: 422, errors: [{ path: 'prediction' }] });
    for (const path of ['/v1/feedback', '/v1/deployments']) {
      const listed = await app.fetch(path, { headers: { authorization: `Bearer ${stranger}` } });
      expect(await listed.json()).toMatchObject({ data: [] });
    }
    expect(await send('GET', '/v1/feedback?deployment=mail', undefined, stranger)).toMatchObject({ status: 404 });
  });
});

describe('a version from a deployment is refused', () => {
  it.each([
    ['a deployment that is not there', 'text-classification', 'none', 404],
    ['a data set without answers', 'text', 'mail', 422],
  ] as const)('for %s', async (_, task, deployment, status) => {
    const { data } = await app.client.POST('/v1/datasets', { body: { name: 'x', task } });
    const made = await send('POST', `/v1/datasets/${data!.id}/versions`, { source: { type: 'feedback', deployment } });
    expect(made.status).toBe(status);
  });
});
