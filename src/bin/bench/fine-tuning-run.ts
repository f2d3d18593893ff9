// One fine-tuning run of a benchmark: through the worker's own handler, without a service around it. A run that was
// interrupted goes on from its checkpoint; one that is finished is read back.
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SPLITS, type Split, type StoredExample } from '../../ml/data/example.js';
import { ClassificationResult } from '../../ml/evaluation/evaluation-result.js';
import type { FineTuneInput, FineTuneOutput } from '../../ml/training/fine-tune.schemas.js';
import { VERSION } from '../../platform/config/version.js';
import { fineTune } from '../../worker/handlers/fine-tune/fine-tune.js';
import type { StagedCheckpoint } from '../../worker/protocol.js';
import { PAUSED } from '../../worker/task-handler.js';
import type { BaseModel } from './base-model.js';

const RESULT = 'result.json';
const CHECKPOINT = 'saved-checkpoint';
const DATA = 'data';

export interface FineTuningRun {
  /** Where this run keeps everything; a run with other settings has another. */
  folder: string;
  /** Name of the benchmark. */
  bench: string;
  model: BaseModel;
  dataset: {
    id: string;
    name: string;
    splits: Record<Split, StoredExample<'text-classification'>[]>;
    labels: string[];
  };
  method: FineTuneInput['method'];
  hyperparameters: FineTuneInput['hyperparameters'];
  seed: number;
  /** From random weights. */
  fresh: boolean;
  threads: number;
}

export interface FinishedRun {
  output: FineTuneOutput;
  /** Its evaluation. */
  result: ClassificationResult;
  /** From reading the model to the model that is written, without what an interruption took. */
  seconds: number;
}

/** What is kept beside a checkpoint. */
interface Saved {
  step: number;
  /** That the run had taken by then. */
  seconds: number;
}

export async function fineTuningRun(run: FineTuningRun, progress: (line: string) => void): Promise<FinishedRun> {
  const done = await readFile(join(run.folder, RESULT), 'utf8').catch(() => null);
  if (done !== null) return JSON.parse(done);
  const scratch = join(run.folder, 'scratch');
  await mkdir(join(scratch, DATA), { recursive: true });
  for (const split of SPLITS) {
    const lines = run.dataset.splits[split].map((example) => `${JSON.stringify(example)}\n`);
    await writeFile(join(scratch, DATA, `${split}.jsonl`), lines.join(''));
  }
  const finished = await train(run, scratch, progress);
  await writeFile(join(run.folder, `${RESULT}.part`), JSON.stringify(finished));
  await rename(join(run.folder, `${RESULT}.part`), join(run.folder, RESULT));
  await rm(scratch, { recursive: true });
  return finished;
}

async function train(run: FineTuningRun, scratch: string, progress: (line: string) => void): Promise<FinishedRun> {
  const folder = join(scratch, CHECKPOINT);
  const saved = await savedAt(folder);
  const checkpoint: StagedCheckpoint | null = saved && { path: folder, step: saved.step };
  const start = performance.now() - 1000 * (saved?.seconds ?? 0);
  const seconds = () => (performance.now() - start) / 1000;
  const events = fineTune(inputOf(run, scratch), {
    scratch,
    attempt: 1,
    threads: run.threads,
    device: 'cpu',
    checkpoint,
    control: { requested: () => 'none' },
    signal: new AbortController().signal,
  });
  for (;;) {
    const { value, done } = await events.next();
    if (done) {
      if (value === PAUSED) throw new Error('The run paused, though nobody asked it to.');
      const { baseline: _, confusions: __, ...evaluation } = value.evaluation!;
      return { output: value, result: ClassificationResult.parse(evaluation), seconds: seconds() };
    }
    if (value.type === 'progress') progress(`step ${value.step} of ${value.totalSteps}`);
    else if (value.type === 'status') progress(value.message);
    else if (value.type === 'checkpoint') {
      await keep(join(scratch, value.path), folder, { step: value.step, seconds: seconds() });
    }
  }
}

function inputOf(run: FineTuningRun, scratch: string): FineTuneInput {
  const { bench, model, dataset, method, hyperparameters, seed, fresh } = run;
  return {
    model: relative(scratch, model.folder),
    dataset: DATA,
    task: 'text-classification',
    labels: dataset.labels,
    method,
    hyperparameters,
    evaluateOn: 'test',
    calibration: 'auto',
    conformal: null,
    seed,
    fresh,
    result: {
      name: bench.replaceAll(':', '-'),
      datasetName: dataset.name,
      cleaning: [],
      lineage: {
        baseModel: { id: model.name, digest: model.digest },
        dataset: { id: dataset.id, version: 1, digest: `seed ${seed}` },
        job: bench,
        seed,
        source: null,
        codeVersion: VERSION,
      },
    },
  };
}

/** Two renames: interrupted between them, the run begins anew, which costs time alone. */
async function keep(from: string, folder: string, saved: Saved): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await rename(from, folder);
  await writeFile(`${folder}.json`, JSON.stringify(saved));
}

async function savedAt(folder: string): Promise<Saved | null> {
  const saved = await readFile(`${folder}.json`, 'utf8').catch(() => null);
  const isThere = await stat(folder).then(
    () => true,
    () => false,
  );
  return saved !== null && isThere ? JSON.parse(saved) : null;
}
