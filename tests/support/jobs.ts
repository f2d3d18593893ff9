import type { components } from '../../openapi/client.js';
import type { TestApp } from './app.js';
import { datasetsOf } from './datasets.js';
import { importFiles } from './models-client.js';
import { followEvents, type ReceivedEvent, readEvents } from './server-sent-events.js';
import { tinyModel } from './tiny-model.js';
import { until } from './until.js';

export type JobView = components['schemas']['FineTuneJob'];
export type JobCreate = components['schemas']['FineTuneJobCreate'];

/** A tiny model and a data set that it can learn, made by the running service. */
export async function makeInputs(app: TestApp): Promise<{ model: string; dataset: string }> {
  const datasets = datasetsOf(app);
  const [{ id: model }, dataset] = await Promise.all([importFiles(app, await tinyModel()), datasets.create()]);
  await datasets.make(dataset, lettersCsv(100));
  return { model, dataset };
}

/** The fine-tuning jobs of a running service, as a user drives them. */
export function jobsOf(app: TestApp) {
  const { client } = app;
  const get = async (id: string): Promise<JobView> =>
    (await client.GET('/v1/jobs/{id}', { params: { path: { id } } })).data! as JobView;
  const follow = (id: string) => app.fetch(`/v1/jobs/${id}/events`, { headers: { accept: 'text/event-stream' } });

  return {
    get,

    create: async (body: Omit<JobCreate, 'type'>): Promise<JobView> => {
      const { data, error } = await client.POST('/v1/jobs', { body: { type: 'fine-tune', ...body } });
      if (error) throw new Error(error.detail);
      return data! as JobView;
    },

    move: async (id: string, action: 'cancel' | 'pause' | 'resume') => {
      const response = await app.fetch(`/v1/jobs/${id}/${action}`, { method: 'POST' });
      return { status: response.status, body: (await response.json()) as JobView };
    },

    statusIs: (id: string, status: JobView['status']) =>
      until(
        async () => {
          const job = await get(id);
          return job.status === status ? job : null;
        },
        async () => `job ${id} to be ${status}; it is ${JSON.stringify(await get(id), null, 1)}`,
      ),

    /** Waits on its live events until the job is over: as long as the test may take. */
    ended: async (id: string, status: 'succeeded' | 'failed' | 'cancelled' = 'succeeded') => {
      await readEvents(await follow(id));
      const job = await get(id);
      if (job.status !== status)
        throw new Error(`Expected job ${id} to end ${status}: ${JSON.stringify(job, null, 1)}`);
      return job;
    },

    /** Resolves with the first live event that is the one, from the first on. */
    event: async (id: string, isIt: (event: ReceivedEvent['data']) => boolean) => {
      for await (const { data } of followEvents(await follow(id))) if (isIt(data)) return data;
      throw new Error(`Job ${id} ended without that event: ${JSON.stringify(await get(id), null, 1)}`);
    },

    /** Every event of a job that is over, oldest first. */
    allEvents: async (id: string) => (await readEvents(await follow(id))).map(({ data }) => data),

    /** Ends the worker that runs it, as the kernel would. */
    killWorker: async (id: string) => {
      const [row] = await app.database.query<{ pid: number }>(
        `SELECT (worker->'child'->>'pid')::int AS pid FROM tasks JOIN jobs ON jobs.task_id = tasks.id WHERE jobs.id = $1`,
        [id],
      );
      process.kill(row!.pid, 'SIGKILL');
    },

    /** SHA-256 of the weights that came out. */
    weightsOf: async ({ resultModel }: JobView) => {
      const { data } = await client.GET('/v1/models/{id}/files', { params: { path: { id: resultModel! } } });
      return data!.data.find(({ path }) => path === 'model.safetensors')!.sha256;
    },
  };
}

/** Whether an event says that a step beyond this one was measured, by an attempt. */
export const measuredBeyond = (step: number, attempt = 1) => {
  let running = 0;
  return ({ type, data }: ReceivedEvent['data']) => {
    if (type === 'status' && data?.status === 'running') running = Number(data.attempt);
    return type === 'metric' && running === attempt && Number(data.step) > step;
  };
};

/** `n` rows of each of two labels, told apart by their letters: the tiny model's tokenizer knows single letters. */
export function lettersCsv(n: number): string {
  const rows = Array.from({ length: n }, (_, i) => [i % 13, Math.floor(i / 13) % 13, (i * 7) % 13]);
  const text = (row: number[], first: number) => row.map((k) => String.fromCharCode(first + k)).join(' ');
  const lines = rows.flatMap((row) => [`${text(row, 97)},ham`, `${text(row, 110)},spam`]);
  return `text,label\n${lines.join('\n')}\n`;
}
