import type { components } from '../../openapi/client.js';
import type { TestApp } from './app.js';
import { deploymentsOf } from './deployments.js';
import { jobsOf } from './jobs.js';

type Schemas = components['schemas'];
type Requests = Schemas['QuantizeJobCreate'] | Schemas['DistillJobCreate'] | Schemas['PruneJobCreate'];
type Views = Schemas['QuantizeJob'] | Schemas['DistillJob'] | Schemas['PruneJob'];

/** Asks for a job that makes a model smaller, and waits until it has. */
export async function comparedJob<Request extends Requests>(
  app: TestApp,
  body: Request,
): Promise<Extract<Views, { type: Request['type'] }>> {
  const { data, error } = await app.client.POST('/v1/jobs', { body });
  if (error) throw new Error(error.detail);
  const ended: unknown = await jobsOf(app).ended(data!.id);
  return ended as Extract<Views, { type: Request['type'] }>;
}

/** Deploys a model and asks it once. */
export async function predictOnce(app: TestApp, model: string, text: string, name = 'smaller') {
  const deployments = deploymentsOf(app);
  await deployments.deploy(name, model);
  const { data, error } = await deployments.predict(name, { inputs: [text] });
  if (error) throw new Error(error.detail);
  const [prediction] = data!.predictions;
  return prediction as { label: string; probability: number };
}
