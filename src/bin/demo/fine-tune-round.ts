import type { components } from '../../../openapi/client.js';
import type { TemperClient } from '../client.js';
import { answer } from './answer.js';
import { followJob, type Job } from './job-events.js';
import type { Output } from './output.js';
import { TrainingView } from './training-view.js';

export type Evaluation = components['schemas']['Evaluation'];
export type Hyperparameters = components['schemas']['FineTuneJobCreate']['hyperparameters'];

/** A job that succeeded, and what it measured of its model. */
export interface Round {
  job: Job;
  model: string;
  evaluation: Evaluation;
}

/** Between two looks at how long it will take. */
const PROGRESS_MS = 1_000;

/** Queues a fine-tuning job, shows how it goes, and answers with what came of it. */
export async function fineTuneRound(
  client: TemperClient,
  output: Output,
  asked: { model: string; dataset: { id: string; version: number }; hyperparameters: Hyperparameters; name: string },
): Promise<Round> {
  const { id } = await answer(client.POST('/v1/jobs', { body: { type: 'fine-tune', ...asked } }));
  const get = () => answer(client.GET('/v1/jobs/{id}', { params: { path: { id } } }));
  const view = new TrainingView();
  let lookedAt = Number.NEGATIVE_INFINITY;
  for await (const event of followJob(client, id)) {
    const line = view.take(event);
    if (line !== null) output.say(line);
    if (performance.now() - lookedAt > PROGRESS_MS) {
      const { progress } = await get();
      view.totalSteps = progress.totalSteps ?? 0;
      view.etaSeconds = progress.etaSeconds;
      lookedAt = performance.now();
    }
    output.live.draw(`  ${view.line()}`);
  }

  const job = await get();
  if (job.status !== 'succeeded' || job.resultModel === null || job.resultEvaluation === null) {
    const why = job.error ? `${job.error.code}: ${job.error.message}` : 'it left no model or no evaluation';
    throw new Error(`The job ${id} ${job.status} in its attempt ${job.attempt}: ${why}`);
  }
  view.totalSteps = job.progress.totalSteps ?? 0;
  output.say(view.summary());
  const path = { id: job.resultEvaluation };
  const evaluation = await answer(client.GET('/v1/evaluations/{id}', { params: { path } }));
  return { job, model: job.resultModel, evaluation };
}
