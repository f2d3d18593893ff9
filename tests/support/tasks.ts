import type { components } from '../../openapi/client.js';
import type { DatasetTask } from '../../src/ml/data/example.js';
import type { TestApp } from './app.js';
import { datasetsOf } from './datasets.js';
import { type DeploymentView, deploymentsOf, type PredictRequest } from './deployments.js';
import { type JobCreate, type JobView, jobsOf } from './jobs.js';
import { importFiles, type ModelView } from './models-client.js';
import { jsonLines } from './task-rows.js';
import type { ModelFiles } from './tiny-model.js';
import { until } from './until.js';

export type EvaluationView = components['schemas']['Evaluation'];
export type EvaluatedPrediction = components['schemas']['EvaluatedPrediction'];
export type StoredRow = components['schemas']['Example'];
export type Answered = components['schemas']['PredictAnswer']['predictions'][number];

export interface Trained {
  job: JobView;
  model: ModelView;
  evaluation: EvaluationView;
  predictions: EvaluatedPrediction[];
}

/** Jobs start processes of their own; a machine that does other things too takes its time. */
export const TIMEOUT_MS = 120_000;

/** The way of a task through a running service, from rows to answers and back. */
export function tasksOf(app: TestApp) {
  const { client } = app;
  const datasets = datasetsOf(app);
  const jobs = jobsOf(app);
  const deployments = deploymentsOf(app);

  const ok = <T>({ data, error }: { data?: T; error?: unknown }): T => {
    if (!data) throw new Error(JSON.stringify(error));
    return data;
  };

  const evaluated = (id: string) =>
    until(async () => {
      const data = ok(await client.GET('/v1/evaluations/{id}', { params: { path: { id } } }));
      if (data.status === 'failed') throw new Error(JSON.stringify(data.error));
      return data.status === 'succeeded' ? data : null;
    }, `evaluation ${id}`);

  const settled = async (id: string, version: number) => {
    const made = await datasets.settled(id, version);
    if (made.status !== 'ready') throw new Error(JSON.stringify(made));
    return made;
  };

  return {
    /** The evaluation once it has succeeded. */
    evaluated,

    importModel: (files: ModelFiles) => importFiles(app, files),

    /** A data set with one version. */
    upload: async (task: DatasetTask, rows: readonly object[], options?: object): Promise<string> => {
      const id = await datasets.create(task);
      const version = await datasets.make(id, jsonLines(rows), { name: 'rows.jsonl', ...(options && { options }) });
      if (version.status !== 'ready') throw new Error(JSON.stringify(version));
      return id;
    },

    /** Runs a job to its end, and looks at what it left. */
    train: async (body: Omit<JobCreate, 'type'>): Promise<Trained> => {
      const { id } = await jobs.create(body);
      const job = await jobs.ended(id);
      const model = ok(await client.GET('/v1/models/{id}', { params: { path: { id: job.resultModel! } } }));
      const evaluation = await evaluated(job.resultEvaluation!);
      const { data: predictions } = ok(
        await client.GET('/v1/evaluations/{id}/predictions', {
          params: { path: { id: evaluation.id }, query: { limit: 100 } },
        }),
      );
      return { job, model, evaluation, predictions };
    },

    /** Mean losses of the first and of the last of the training steps, a tenth of them each. */
    lossesOf: async ({ id }: JobView): Promise<[number, number]> => {
      const { data } = ok(await client.GET('/v1/jobs/{id}/metrics', { params: { path: { id } } }));
      const losses = data.filter(({ split, name }) => split === 'train' && name === 'loss');
      const few = Math.ceil(losses.length / 10);
      const mean = (some: typeof losses) => some.reduce((sum, { value }) => sum + value, 0) / some.length;
      return [mean(losses.slice(0, few)), mean(losses.slice(-few))];
    },

    /** Names of what was measured on the validation split. */
    watchedBy: async ({ id }: JobView): Promise<string[]> => {
      const { data } = ok(await client.GET('/v1/jobs/{id}/metrics', { params: { path: { id } } }));
      return [...new Set(data.filter(({ split }) => split === 'validation').map(({ name }) => name))].sort();
    },

    evaluate: async (model: string, dataset: string, split: 'test' | 'validation' = 'test') => {
      const { id } = ok(await client.POST('/v1/evaluations', { body: { model, dataset: { id: dataset }, split } }));
      return evaluated(id);
    },

    examples: async (id: string, version: number, split: 'train' | 'test'): Promise<StoredRow[]> => {
      const params = { path: { id, version }, query: { split, limit: 100 } };
      return ok(await client.GET('/v1/datasets/{id}/versions/{version}/examples', { params })).data;
    },

    deploy: (name: string, model: string): Promise<DeploymentView> => deployments.deploy(name, model),

    predict: async (name: string, inputs: PredictRequest['inputs'], options: PredictRequest['options'] = {}) =>
      ok(await deployments.predict(name, { inputs, options })).predictions,

    /** A version of the data set with what was said of a deployment's answers, and what of it is new. */
    extendByFeedback: async (id: string, deployment: string): Promise<StoredRow[]> => {
      const body = { source: { type: 'feedback' as const, deployment }, options: { extend: {} } };
      const { version } = ok(await client.POST('/v1/datasets/{id}/versions', { params: { path: { id } }, body }));
      await settled(id, version);
      const added: StoredRow[] = [];
      for (const split of ['train', 'validation', 'test'] as const) {
        for (let after: string | undefined; ; ) {
          const params = { path: { id, version }, query: { split, limit: 100, ...(after && { after }) } };
          const page = ok(await client.GET('/v1/datasets/{id}/versions/{version}/examples', { params }));
          added.push(...page.data.filter(({ metadata }) => metadata?.deployment === deployment));
          if (!page.hasMore) break;
          after = page.nextCursor!;
        }
      }
      return added;
    },

    feedback: (body: components['schemas']['FeedbackItem']) => client.POST('/v1/feedback', { body }),
  };
}
