// One job of `npm run bench:smaller`: through the worker's own handler, without a service around it.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SPLITS } from '../../ml/data/example.js';
import { MODEL_JOB_MODEL_FOLDER, type ModelJobInput } from '../../ml/training/model-job.schemas.js';
import { VERSION } from '../../platform/config/version.js';
import type { WorkerEvent } from '../../worker/protocol.js';
import { PAUSED, type TaskContext } from '../../worker/task-handler.js';
import type { Splits } from './split-examples.js';

type Handler<Output> = (
  input: unknown,
  context: TaskContext,
) => AsyncGenerator<WorkerEvent, Output | typeof PAUSED, void>;

export interface SmallerRuns {
  /** Where models and scratch lie. */
  work: string;
  splits: Splits;
  labels: string[];
  seed: number;
  threads: number;
  progress(line: string): void;
}

const DIGEST = '0'.repeat(64);

/** Runs a handler on the data; its model is left in the folder `name` of `work`. */
export async function runJob<Output>(
  runs: SmallerRuns,
  name: string,
  handler: Handler<Output>,
  models: { model: string; teacher?: string },
  choices: object,
): Promise<{ output: Output; folder: string }> {
  const scratch = join(runs.work, `${name}-scratch`);
  await mkdir(join(scratch, 'data'), { recursive: true });
  for (const split of SPLITS) {
    const lines = runs.splits[split].map((example) => `${JSON.stringify(example)}\n`);
    await writeFile(join(scratch, 'data', `${split}.jsonl`), lines.join(''));
  }
  const at = (folder: string) => relative(scratch, folder);
  const common: ModelJobInput = {
    model: at(models.model),
    ...(models.teacher && { teacher: { folder: at(models.teacher), id: 'teacher' } }),
    dataset: 'data',
    task: 'text-classification',
    labels: runs.labels,
    calibration: 'auto',
    conformal: null,
    seed: runs.seed,
    result: {
      name,
      datasetName: 'bench',
      cleaning: [],
      lineage: {
        baseModel: { id: 'source', digest: DIGEST },
        dataset: { id: 'bench', version: 1, digest: DIGEST },
        job: 'bench:smaller',
        seed: runs.seed,
        source: null,
        codeVersion: VERSION,
      },
    },
  };
  const events = handler({ ...common, ...choices }, { ...CONTEXT, scratch, threads: runs.threads });
  for (;;) {
    const { value, done } = await events.next();
    if (done) {
      if (value === PAUSED) throw new Error('The job paused, though nobody asked it to.');
      const folder = join(runs.work, name);
      await rename(join(scratch, MODEL_JOB_MODEL_FOLDER), folder);
      return { output: value, folder };
    }
    if (value.type === 'progress') runs.progress(`${name}: step ${value.step} of ${value.totalSteps}`);
    else if (value.type === 'status') runs.progress(`${name}: ${value.message}`);
  }
}

const CONTEXT: Omit<TaskContext, 'scratch' | 'threads'> = {
  attempt: 1,
  device: 'cpu',
  checkpoint: null,
  control: { requested: () => 'none' },
  signal: new AbortController().signal,
};
