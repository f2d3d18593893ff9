import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app.js';
import { deploymentsOf } from '../support/deployments.js';
import type { ModelView } from '../support/models-client.js';

let app: TestApp;
let deployments: ReturnType<typeof deploymentsOf>;
let first: ModelView;
let second: ModelView;
beforeAll(async () => {
  app = await startApp();
  deployments = deploymentsOf(app);
  first = await deployments.importModel(0.5);
  second = await deployments.importModel(2);
});
afterAll(() => app.stop());

const at = (name: string) => ({ params: { path: { name } } });
const move = (name: string, model: string) =>
  app.client.PATCH('/v1/deployments/{name}', { ...at(name), body: { model } });
const rollback = (name: string, body?: { revision?: number }) =>
  app.client.POST('/v1/deployments/{name}/rollback', { ...at(name), body });
const revisions = async (name: string) => {
  const { data } = await app.client.GET('/v1/deployments/{name}/revisions', at(name));
  return data!.data;
};

describe('a deployment', () => {
  it('answers every request while it changes its model', async () => {
    await deployments.deploy('rolling', first.id);
    const answered: number[] = [];
    let over = false;
    const traffic = (async () => {
      while (!over) {
        const { data, response } = await deployments.predict('rolling', { inputs: ['a b c'] });
        expect(response.status).toBe(200);
        answered.push(data!.revision);
      }
    })();
    const { response, data } = await move('rolling', second.id);
    expect(response.status).toBe(202);
    expect(data).toMatchObject({ revision: 2, model: second.id, status: 'starting', servingRevision: 1 });
    await deployments.ready('rolling', 2);
    over = true;
    await traffic;
    expect(answered).toEqual([...answered].sort());
    expect(answered[0]).toBe(1);
    const { data: after } = await deployments.predict('rolling', { inputs: ['a b c'] });
    expect(after).toMatchObject({ revision: 2, model: second.id });
  });

  it('goes back step by step, and keeps the record of all of it', async () => {
    await deployments.deploy('back', first.id);
    await move('back', second.id);
    await move('back', first.id);
    const [once, twice] = [await rollback('back'), await rollback('back')];
    expect(once.data).toMatchObject({ revision: 4, model: second.id });
    expect(twice.data).toMatchObject({ revision: 5, model: first.id });
    expect((await rollback('back')).error).toMatchObject({ status: 409, code: 'nothing-to-roll-back-to' });
    await deployments.ready('back', 5);
    const record = await revisions('back');
    expect(record.map(({ revision, model, restores }) => [revision, model, restores])).toEqual([
      [5, first.id, 1],
      [4, second.id, 2],
      [3, first.id, null],
      [2, second.id, null],
      [1, first.id, null],
    ]);
    expect(record[0]).toMatchObject({ createdBy: expect.stringMatching(/^key_/), activatedAt: expect.any(String) });
  });

  it('goes back to a revision that is named', async () => {
    await deployments.deploy('named', first.id);
    await move('named', second.id);
    await move('named', second.id);
    const { data } = await rollback('named', { revision: 1 });
    expect(data).toMatchObject({ revision: 4, model: first.id });
    expect((await rollback('named', { revision: 4 })).error).toMatchObject({
      status: 422,
      errors: [{ path: 'revision' }],
    });
  });

  it('stops at once, frees its process, and starts again', async () => {
    const pid = deployments.modelPids(await deployments.deploy('stopping', first.id)).at(-1)!;
    const stopped = await app.client.POST('/v1/deployments/{name}/stop', at('stopping'));
    expect(stopped.data).toMatchObject({ status: 'stopped', servingRevision: null });
    const { error } = await deployments.predict('stopping', { inputs: ['a'] });
    expect(error).toMatchObject({ status: 409, code: 'deployment-stopped' });
    const again = await app.client.POST('/v1/deployments/{name}/stop', at('stopping'));
    expect(again.error).toMatchObject({ status: 409 });
    await deployments.gone(pid);
    const started = await app.client.POST('/v1/deployments/{name}/start', at('stopping'));
    expect(started.data).toMatchObject({ status: 'starting' });
    await deployments.ready('stopping');
    const running = await app.client.POST('/v1/deployments/{name}/start', at('stopping'));
    expect(running.error).toMatchObject({ status: 409, code: 'deployment-running' });
  });

  it('takes everything that refers to it along when it is deleted, and frees its model', async () => {
    const model = await deployments.importModel();
    const { id } = await deployments.deploy('deleted', model.id);
    const pid = deployments.modelPids({ id }).at(-1)!;
    const { data } = await deployments.predict('deleted', { inputs: ['a'] });
    const prediction = data!.predictions[0]!.id!;
    await app.client.POST('/v1/feedback', { body: { prediction, correct: true } });
    const removed = await app.client.DELETE('/v1/deployments/{name}', at('deleted'));
    expect(removed.response.status).toBe(204);
    await deployments.gone(pid);
    for (const table of ['deployment_revisions', 'deployment_replicas', 'predictions', 'feedback']) {
      expect(await app.database.query(`SELECT 1 FROM ${table} WHERE deployment_id = $1`, [id])).toEqual([]);
    }
    expect((await deployments.predict('deleted', { inputs: ['a'] })).error).toMatchObject({ status: 404 });
    const freed = await app.client.DELETE('/v1/models/{id}', { params: { path: { id: model.id } } });
    expect(freed.response.status).toBe(204);
  });

  it('whose model is damaged fails, says why, and starts when that is mended', async () => {
    const model = await deployments.importModel();
    const folder = join(app.home, 'objects');
    const paths = await readdir(folder, { recursive: true });
    const weights = join(folder, paths.find((path) => path.endsWith(`${model.id}/model.safetensors`))!);
    const sound = await readFile(weights);
    await writeFile(weights, Buffer.from('damaged'));
    await app.client.POST('/v1/deployments', { body: { name: 'damaged', model: model.id } });
    const failed = await deployments.settled('damaged', ({ status }) => status === 'failed');
    expect(failed.error).toMatchObject({ code: 'object-corrupted' });
    const { error } = await deployments.predict('damaged', { inputs: ['a'] });
    expect(error).toMatchObject({ status: 503, detail: expect.stringMatching(/it is failed: Object .*SHA-256/) });
    await writeFile(weights, sound);
    const started = await app.client.POST('/v1/deployments/{name}/start', at('damaged'));
    expect(started.response.status).toBe(202);
    await deployments.ready('damaged');
  });

  it('whose next model is damaged goes on with the one it has', async () => {
    const model = await deployments.importModel();
    await deployments.deploy('sound', first.id);
    const folder = join(app.home, 'objects');
    const paths = await readdir(folder, { recursive: true });
    await writeFile(join(folder, paths.find((path) => path.endsWith(`${model.id}/config.json`))!), '{}');
    await move('sound', model.id);
    const degraded = await deployments.settled('sound', ({ status }) => status === 'degraded');
    expect(degraded).toMatchObject({ revision: 2, servingRevision: 1, error: { code: 'object-corrupted' } });
    const { data } = await deployments.predict('sound', { inputs: ['a'] });
    expect(data).toMatchObject({ revision: 1, model: first.id });
    await rollback('sound');
    await deployments.ready('sound', 3);
  });
});
