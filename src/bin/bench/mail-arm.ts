// One fine-tuning run of the benchmark: through the worker's own handler, without a service around it. A run that was
// interrupted goes on from its checkpoint; one that is finished is read back.
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { SPLITS, type Split, type StoredExample } from '../../ml/data/example.js';
import type { FineTuneInput, FineTuneOutput } from '../../ml/training/fine-tune.schemas.js';
import { VERSION } from '../../platform/config/version.js';
import { fineTune } from '../../worker/handlers/fine-tune/fine-tune.js';
import type { StagedCheckpoint } from '../../worker/protocol.js';
import { PAUSED } from '../../worker/task-handler.js';

const RESULT = 'result.json';
const CHECKPOINT = 'saved-checkpoint';
const DATA = 'data';

export interface Arm {
  /** Where this run keeps everything; a run with other settings has another. */
  folder: string;
  /** The base model. */
  model: { folder: string; digest: string };
  splits: Record<Split, StoredExample<'text-classification'>[]>;
  labels: string[];
  hyperparameters: FineTuneInput['hyperparameters'];
  seed: number;
  /** From random weights. */
  fresh: boolean;
  threads: number;
}

export async function runArm(arm: Arm, progress: (line: string) => void): Promise<FineTuneOutput> {
  const done = await readFile(join(arm.folder, RESULT), 'utf8').catch(() => null);
  if (done !== null) return JSON.parse(done);
  const scratch = join(arm.folder, 'scratch');
  await mkdir(join(scratch, DATA), { recursive: true });
  for (const split of SPLITS) {
    const lines = arm.splits[split].map((example) => `${JSON.stringify(example)}\n`);
    await writeFile(join(scratch, DATA, `${split}.jsonl`), lines.join(''));
  }
  const output = await train(arm, scratch, progress);
  await writeFile(join(arm.folder, `${RESULT}.part`), JSON.stringify(output));
  await rename(join(arm.folder, `${RESULT}.part`), join(arm.folder, RESULT));
  await rm(scratch, { recursive: true });
  return output;
}

async function train(arm: Arm, scratch: string, progress: (line: string) => void): Promise<FineTuneOutput> {
  const saved = join(scratch, CHECKPOINT);
  const events = fineTune(inputOf(arm, scratch), {
    scratch,
    attempt: 1,
    threads: arm.threads,
    device: 'cpu',
    checkpoint: await checkpointIn(saved),
    control: { requested: () => 'none' },
    signal: new AbortController().signal,
  });
  for (;;) {
    const { value, done } = await events.next();
    if (done) {
      if (value === PAUSED) throw new Error('The run paused, though nobody asked it to.');
      return value;
    }
    if (value.type === 'progress') progress(`step ${value.step} of ${value.totalSteps}`);
    else if (value.type === 'status') progress(value.message);
    else if (value.type === 'checkpoint') await keep(join(scratch, value.path), saved, value.step);
  }
}

function inputOf({ model, labels, hyperparameters, seed, fresh }: Arm, scratch: string): FineTuneInput {
  return {
    model: relative(scratch, model.folder),
    dataset: DATA,
    task: 'text-classification',
    labels,
    method: { type: 'full' },
    hyperparameters,
    calibration: 'auto',
    seed,
    fresh,
    result: {
      name: 'bench-mail',
      datasetName: 'SpamAssassin public corpus',
      lineage: {
        baseModel: { id: 'mini-en', digest: model.digest },
        dataset: { id: 'mail', version: 1, digest: `seed ${seed}` },
        job: 'bench:mail',
        seed,
        source: null,
        codeVersion: VERSION,
      },
    },
  };
}

/** Two renames: interrupted between them, the run begins anew, which costs time alone. */
async function keep(folder: string, saved: string, step: number): Promise<void> {
  await rm(saved, { recursive: true, force: true });
  await rename(folder, saved);
  await writeFile(`${saved}.step`, String(step));
}

async function checkpointIn(saved: string): Promise<StagedCheckpoint | null> {
  const step = await readFile(`${saved}.step`, 'utf8').catch(() => null);
  const isThere = await stat(saved).then(
    () => true,
    () => false,
  );
  return step !== null && isThere ? { path: saved, step: Number(step) } : null;
}
