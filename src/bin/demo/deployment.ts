// A deployment as the demo uses it: made under a free name, asked, corrected, moved to another model.
import type { components } from '../../../openapi/client.js';
import type { TemperClient } from '../client.js';
import { answer, Refused } from './answer.js';
import { batches } from './batches.js';
import { poll } from './poll.js';

export type Deployment = components['schemas']['Deployment'];
export type LivePrediction = components['schemas']['PredictAnswer']['predictions'][number];

/** What one request may hold: 128 texts and 4 MiB are the service's own limits. */
const MOST_TEXTS = 64;
const MOST_CHARACTERS = 500_000;

/** Serves the model as `name`, or `name-2` and so on where earlier demos have taken that. */
export async function deploy(client: TemperClient, name: string, model: string): Promise<Deployment> {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    try {
      await answer(client.POST('/v1/deployments', { body: { name: free, model } }));
    } catch (error) {
      if (error instanceof Refused && error.code === 'deployment-name-taken') continue;
      throw error;
    }
    return answering(client, free);
  }
}

/** Lets another model answer; the old one does until the new one is loaded. */
export async function rollOut(client: TemperClient, name: string, model: string): Promise<Deployment> {
  await answer(client.PATCH('/v1/deployments/{name}', { params: { path: { name } }, body: { model } }));
  return answering(client, name);
}

export async function predictAll(
  client: TemperClient,
  name: string,
  texts: readonly string[],
  progress: (done: number) => void,
): Promise<LivePrediction[]> {
  const all: LivePrediction[] = [];
  for (const inputs of batches(texts, MOST_TEXTS, MOST_CHARACTERS)) {
    const { predictions } = await answer(
      client.POST('/v1/deployments/{name}/predict', { params: { path: { name } }, body: { inputs } }),
    );
    all.push(...predictions);
    progress(all.length);
  }
  return all;
}

export async function sendFeedback(
  client: TemperClient,
  items: readonly { prediction: string; label: string }[],
): Promise<void> {
  const body = { items: items.map((item) => ({ ...item, source: 'demo' })) };
  await answer(client.POST('/v1/feedback', { body }));
}

async function answering(client: TemperClient, name: string): Promise<Deployment> {
  return poll(`the deployment ${name} to answer`, async () => {
    const deployment = await answer(client.GET('/v1/deployments/{name}', { params: { path: { name } } }));
    if (deployment.error)
      throw new Error(`The deployment ${name} is ${deployment.status}: ${deployment.error.message}`);
    return deployment.status === 'ready' ? deployment : null;
  });
}
