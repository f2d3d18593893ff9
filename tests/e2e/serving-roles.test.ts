import { createClient } from '../../src/bin/client.js';
import { startApp, type TestApp } from '../support/app.js';
import { deploymentsOf } from '../support/deployments.js';
import { startProcess, type TemperProcess } from '../support/process.js';
import { until } from '../support/until.js';

/** The api in one process, servers in others, as on several machines. */
describe('servers apart from the api', () => {
  let api: TestApp;
  let deployments: ReturnType<typeof deploymentsOf>;
  const servers: TemperProcess[] = [];
  beforeAll(async () => {
    api = await startApp({ TEMPER_ROLES: 'api,trainer' });
    deployments = deploymentsOf(api);
    const model = await deployments.importModel();
    await api.client.POST('/v1/deployments', { body: { name: 'mail', model: model.id } });
  });
  afterAll(async () => {
    for (const { child } of servers) child.kill('SIGTERM');
    await Promise.all(servers.map(({ ended }) => ended));
    await api.stop();
  });

  const startServer = async (env: Record<string, string> = {}) => {
    const server = startProcess({
      TEMPER_HOME: api.home,
      TEMPER_PORT: '0',
      TEMPER_ROLES: 'server',
      DATABASE_URL: api.database.url,
      ...env,
    });
    servers.push(server);
    const url = /listens on (\S+)/.exec(await server.waitFor(/listens on \S+\n/))![1]!;
    return { server, url };
  };
  const predict = (options = {}) => deployments.predict('mail', { inputs: ['a b c'], options });
  const modelPid = ({ server }: { server: TemperProcess }) =>
    until(async () => {
      const line = server
        .stderr()
        .split('\n')
        .find((text) => text.includes('"model ready"'));
      return line ? (JSON.parse(line) as { pid: number }).pid : null;
    }, 'a model to be ready');

  it('leave a deployment starting while there is none', async () => {
    const { error, response } = await predict();
    expect(error).toMatchObject({
      status: 503,
      code: 'deployment-not-ready',
      detail: expect.stringMatching(/it is starting/),
    });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('answer what the api forwards, and the api logs it', async () => {
    const { url } = await startServer();
    await deployments.ready('mail');
    const { data } = await predict();
    expect(data).toMatchObject({
      deployment: 'mail',
      revision: 1,
      predictions: [{ id: expect.stringMatching(/^prd_/) }],
    });
    const { data: logged } = await api.client.GET('/v1/deployments/{name}/predictions', {
      params: { path: { name: 'mail' } },
    });
    expect(logged!.data[0]).toMatchObject({ id: data!.predictions[0]!.id });
    const elsewhere = await createClient(url, api.key).GET('/v1/deployments', {});
    expect(elsewhere.error).toMatchObject({ status: 404, code: 'not-an-api-process' });
  });

  it('let nobody in but who has read their token', async () => {
    const [{ deployment_id: id, address, token }] = (await api.database.query<Record<string, string>>(
      'SELECT deployment_id, address, token FROM deployment_replicas',
      [],
    )) as [Record<string, string>];
    const call = (authorization: string) =>
      fetch(`${address}/internal/deployments/${id}/answer`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ inputs: ['a b c'] }),
      });
    for (const wrong of ['', `Bearer ${api.key}`, `Bearer ${'0'.repeat(64)}`]) {
      const refused = await call(wrong);
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({ code: 'server-token-refused' });
    }
    expect((await call(`Bearer ${token}`)).status).toBe(200);
  });

  it('take over from one that died, and its model dies with it', async () => {
    const [dying] = servers;
    const pid = await modelPid({ server: dying! });
    const other = await startServer();
    await modelPid(other);
    await until(async () => {
      const rows = await api.database.query(`SELECT 1 FROM deployment_replicas WHERE state = 'ready'`, []);
      return rows.length === 2 ? true : null;
    }, 'both servers to report');
    process.kill(dying!.pid, 'SIGKILL');
    await dying!.ended;
    await deployments.gone(pid);
    for (let i = 0; i < 5; i++) expect((await predict()).response.status).toBe(200);
  });

  it('answer what they have taken before they stop', async () => {
    const server = servers.at(-1)!;
    const calls = Array.from({ length: 30 }, () => predict({ log: false }));
    await Promise.race(calls);
    server.child.kill('SIGTERM');
    const statuses = (await Promise.all(calls)).map(({ response }) => response.status);
    expect(await server.ended).toBe(0);
    // Each was answered, or told at once to come again: none was cut or left hanging.
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const rows = await api.database.query(
      `SELECT 1 FROM deployment_replicas WHERE heartbeat_at > now() - interval '15 seconds' AND address = $1`,
      [/listens on (\S+)/.exec(server.stdout())![1]],
    );
    expect(rows).toEqual([]);
  });
});

describe('a process with every role', () => {
  it('cuts no request when it is stopped', async () => {
    const app = await startApp();
    const deployments = deploymentsOf(app);
    const model = await deployments.importModel();
    const pid = deployments.modelPids(await deployments.deploy('mail', model.id)).at(-1)!;
    const calls = Array.from({ length: 30 }, () => deployments.predict('mail', { inputs: ['a b c'] }));
    await Promise.race(calls);
    app.process.child.kill('SIGTERM');
    const answers = await Promise.all(calls);
    expect(answers.filter(({ response }) => response.status !== 200)).toEqual([]);
    expect(await app.process.ended).toBe(0);
    await deployments.gone(pid);
    await app.stop();
  });
});
