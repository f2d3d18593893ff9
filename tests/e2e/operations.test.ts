import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app.js';
import { TEST_ENGINE } from '../support/test-engine.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

describe('operating the service', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ TEMPER_PROT: '80' });
  });
  afterAll(() => app.stop());

  const open = { headers: { authorization: null } };

  it('tells whether it lives and is ready, without a key', async () => {
    expect((await app.fetch('/v1/health/live', open)).status).toBe(200);
    const ready = await app.fetch('/v1/health/ready', open);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ok', checks: expect.objectContaining({ database: 'ok', storage: 'ok' }) },
    ]);
  });

  it('shows its documentation without a key', async () => {
    expect(await (await app.fetch('/docs', open)).text()).toContain('swagger-ui');
    const document = (await (await app.fetch('/openapi.json', open)).json()) as { paths: object };
    expect(Object.keys(document.paths)).toContain('/v1/api-keys');
  });

  it('says what it is', async () => {
    const { data } = await app.client.GET('/v1/system');
    expect(data).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      roles: ['api', 'trainer', 'server'],
      engine: TEST_ENGINE ?? 'onnx',
    });
  });

  it('counts requests by route, not by path', async () => {
    await app.fetch('/v1/api-keys/key_one', { method: 'DELETE' });
    const metrics = await (await app.fetch('/metrics')).text();
    expect(metrics).toContain('temper_http_requests_total{method="DELETE",route="/v1/api-keys/:id",status="404"} 1');
    expect(metrics).not.toContain('key_one');
  });

  it('warns of a variable that nothing reads', () => {
    expect(app.process.stderr()).toContain('"variable":"TEMPER_PROT"');
  });

  it('serves the API with the role api alone', async () => {
    const trainer = await startApp({ TEMPER_ROLES: 'trainer' });
    try {
      expect(await (await trainer.fetch('/v1/api-keys')).json()).toMatchObject({
        status: 404,
        code: 'not-an-api-process',
      });
      expect((await trainer.fetch('/v1/health/ready', open)).status).toBe(200);
    } finally {
      await trainer.stop();
    }
  });

  it('turns a Node down that is too old, saying what to do', async () => {
    const pretend = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.19.0'})`;
    const failure = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(process.execPath, ['--import', pretend, MAIN], (error, _stdout, stderr) =>
        resolve({ code: error?.code, stderr }),
      );
    });
    expect(failure).toEqual({
      code: 1,
      stderr: expect.stringContaining('Temper needs Node 22.12 or newer; this is 20.19.0'),
    });
  });
});
