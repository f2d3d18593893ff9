import type { components } from '../../openapi/client.js';
import { processStart } from '../../src/runner/process-identity.js';
import type { TestApp } from './app.js';
import { importFiles, type ModelView } from './models-client.js';
import { type ModelFiles, tinyModel } from './tiny-model.js';
import { until } from './until.js';

export type DeploymentView = components['schemas']['Deployment'];
export type PredictRequest = components['schemas']['PredictRequest'];

/** A tiny classifier of three labels with a temperature of its own. */
export async function calibratedModel(temperature = 0.5): Promise<ModelFiles> {
  const fit = { rows: 100, nllBefore: 1, nllAfter: 0.9, note: null };
  const calibration = { method: 'temperature', parameters: { temperature }, fit };
  return { ...(await tinyModel()), 'calibration.json': JSON.stringify(calibration) };
}

/** The deployments of a running service, as a user drives them. */
export function deploymentsOf(app: TestApp) {
  const at = (name: string) => ({ params: { path: { name } } });

  /** The deployment once it is so. */
  const settled = (name: string, isSo: (deployment: DeploymentView) => boolean) => {
    let last: DeploymentView | undefined;
    return until(
      async () => {
        last = (await app.client.GET('/v1/deployments/{name}', at(name))).data;
        return last && isSo(last) ? last : null;
      },
      async () => `${name}; it is ${JSON.stringify(last)}`,
    );
  };

  const ready = (name: string, revision?: number) =>
    settled(
      name,
      ({ status, servingRevision }) => status === 'ready' && (revision ?? servingRevision) === servingRevision,
    );

  return {
    settled,
    ready,
    importModel: async (temperature?: number): Promise<ModelView> =>
      importFiles(app, await calibratedModel(temperature)),
    /** Deploys and waits until it answers. */
    deploy: async (name: string, model: string) => {
      const { data, error } = await app.client.POST('/v1/deployments', { body: { name, model } });
      if (!data) throw new Error(JSON.stringify(error));
      return ready(name);
    },
    predict: (name: string, body: PredictRequest) =>
      app.client.POST('/v1/deployments/{name}/predict', { ...at(name), body }),
    /** Waits until that process is no more. */
    gone: (pid: number) => until(async () => (processStart(pid) === null ? true : null), `process ${pid} to end`),
    /** Process ids that a deployment's model has had in this process, the latest last. */
    modelPids: ({ id }: Pick<DeploymentView, 'id'>) =>
      app.process
        .stderr()
        .split('\n')
        .filter((line) => line.includes('"model ready"'))
        .map((line) => JSON.parse(line) as { pid: number; deploymentId: string })
        .filter(({ deploymentId }) => deploymentId === id)
        .map(({ pid }) => pid),
  };
}
