import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelEntity } from '../../../src/models/model.entity.js';
import { createLogger } from '../../../src/platform/logging/logger.js';
import { Metrics } from '../../../src/platform/metrics/metrics.js';
import { HostedDeployment } from '../../../src/serving/hosted-deployment.js';
import { Replica, type ReplicaParts } from '../../../src/serving/replica.js';
import { ServingMetrics } from '../../../src/serving/serving-metrics.js';
import { SERVING_DEFAULTS, type ServingSettings } from '../../../src/serving/serving-settings.js';
import { until } from '../../support/until.js';

const NEVER = new AbortController().signal;

/** Replicas on real child processes, with a model that does as it is told (tests/support/worker/model-entry.js). */
describe('a replica', () => {
  let folder: string;
  const opened: (Replica | HostedDeployment)[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temper-replica-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    await rm(folder, { recursive: true });
  });

  const partsWith = (settings: Partial<ServingSettings>): ReplicaParts => ({
    settings: {
      ...SERVING_DEFAULTS,
      threads: 1,
      device: 'cpu',
      modelsRoot: folder,
      workerEntry: new URL('../../support/worker/model-entry.js', import.meta.url),
      backoffMs: 1,
      ...settings,
    },
    folders: { acquire: async () => folder, release: () => {} },
    metrics: new ServingMetrics(new Metrics()),
    logger: createLogger(process.env.TEMPER_TESTS_LOG ?? 'silent'),
    changed: () => {},
  });
  const wanted = (revision: number, starts = 1) => ({
    deploymentId: 'dep_test',
    revision,
    starts,
    model: { id: 'mdl_test' } as ModelEntity,
  });
  /** @param loads a letter a load: s succeeds, r is refused, d dies, h hangs */
  const start = async (loads: string, settings: Partial<ServingSettings> = {}) => {
    await writeFile(join(folder, 'loads'), loads);
    const replica = new Replica(wanted(1), partsWith(settings));
    opened.push(replica);
    return replica;
  };
  const inState = (replica: Replica, state: string) =>
    until(
      async () => (replica.state === state ? true : null),
      async () => `${state}; it is ${JSON.stringify(replica.report)}`,
    );
  const ask = (replica: Replica | HostedDeployment, ...texts: string[]) =>
    replica.answer(
      texts.map((text) => ({ text })),
      NEVER,
    );

  it('answers with probabilities once it is loaded, and not before', async () => {
    const replica = await start('s');
    await expect(ask(replica, 'a')).rejects.toMatchObject({ code: 'not-served-here' });
    await inState(replica, 'ready');
    const { task, labels, answers, calibrated } = await ask(replica, 'aaaa');
    expect({ task, labels, calibrated }).toEqual({
      task: 'text-classification',
      labels: ['long', 'short'],
      calibrated: false,
    });
    expect(answers).toEqual([{ probabilities: [1 / 4, 3 / 4] }]);
  });

  it('fails at once when its model refuses to be loaded', async () => {
    const replica = await start('r');
    await inState(replica, 'failed');
    expect(replica.report.error).toMatchObject({ code: 'not-a-classifier', message: expect.stringMatching(/no head/) });
  });

  it('fails after its process has died a few times before it ever answered', async () => {
    const replica = await start('d');
    await inState(replica, 'failed');
    expect(replica.report.error).toMatchObject({ code: 'worker-killed' });
  });

  it('fails when its process only ever hangs while it loads', async () => {
    const replica = await start('h', { loadTimeoutMs: 300 });
    await inState(replica, 'failed');
    expect(replica.report.error).toMatchObject({ code: 'worker-killed' });
  });

  it('survives a death while it loads', async () => {
    await inState(await start('ds'), 'ready');
  });

  it('gives up on a text that kills its process twice, and answers the next', async () => {
    const replica = await start('s');
    await inState(replica, 'ready');
    await expect(ask(replica, 'die')).rejects.toMatchObject({ code: 'model-died', status: 503 });
    await inState(replica, 'ready');
    expect((await ask(replica, 'aa')).answers).toHaveLength(1);
  });

  it('kills a process that hangs, and comes back', async () => {
    const replica = await start('s', { batchTimeoutMs: 200 });
    await inState(replica, 'ready');
    await expect(ask(replica, 'hang')).rejects.toMatchObject({ code: 'model-died' });
    await inState(replica, 'ready');
  });

  it('says no for a text that its model refuses, and to nobody else', async () => {
    const replica = await start('s');
    await inState(replica, 'ready');
    const [refused, answered] = await Promise.allSettled([ask(replica, 'refuse'), ask(replica, 'aa')]);
    expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'text-refused', status: 422 } });
    expect(answered.status).toBe('fulfilled');
  });

  it('answers what it has taken before it closes', async () => {
    const replica = await start('s');
    await inState(replica, 'ready');
    const calls = Array.from({ length: 20 }, () => ask(replica, 'aa'));
    await replica.close();
    expect(await Promise.allSettled(calls)).toEqual(calls.map(() => expect.objectContaining({ status: 'fulfilled' })));
  });

  it('is let go only when the next revision answers', async () => {
    await writeFile(join(folder, 'loads'), 's');
    const deployment = new HostedDeployment(partsWith({}));
    opened.push(deployment);
    const states = () => deployment.reports.map(({ revision, state }) => `${revision} ${state}`);
    const reach = (...expected: string[]) =>
      until(
        async () => {
          deployment.want(current);
          return states().join() === expected.join() ? true : null;
        },
        async () => `${expected}; it is ${states()}`,
      );
    let current = wanted(1);
    await reach('1 ready');
    await writeFile(join(folder, 'loads'), 'rs');
    current = wanted(2);
    await reach('1 ready', '2 failed');
    expect((await ask(deployment, 'a')).revision).toBe(1);
    current = wanted(2, 2);
    await reach('2 ready');
    expect((await ask(deployment, 'a')).revision).toBe(2);
  });
});
