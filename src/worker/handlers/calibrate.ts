/** The task kind `calibrate`: fits the calibration of a model anew and writes a model with the same weights around it. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { recalibratedFolder } from '../../ml/artifact/recalibrated-folder.js';
import {
  CALIBRATE_MODEL_FOLDER,
  CalibrateInput,
  type CalibrateOutput,
} from '../../ml/calibration/calibrate.schemas.js';
import type { StoredExample } from '../../ml/data/example.js';
import { readLines } from '../../ml/data/lines.js';
import { TextModel } from '../../ml/inference/text-model.js';
import { InputError } from '../../ml/input-error.js';
import type { WorkerEvent } from '../protocol.js';
import type { TaskContext } from '../task-handler.js';
import { judged } from './judged-examples.js';

export async function* calibrate(
  raw: unknown,
  context: TaskContext,
): AsyncGenerator<WorkerEvent, CalibrateOutput, void> {
  const input = CalibrateInput.parse(raw);
  const { method, conformal, seed } = input;
  const at = (path: string) => join(context.scratch, path);
  const examples = await readExamples(at(input.examples));
  yield { type: 'status', message: `Calibrating on ${examples.length} examples.` };
  const model = await TextModel.load(at(input.model), 'evaluate', { ...context, seed });
  const { type, scope } = model;
  const observations = await observe(model, examples, context.signal).finally(() => model.dispose());
  const calibration = type.calibrate(observations, { method, conformal, seed }, scope);
  if (calibration.method === 'none' && method !== 'none' && model.task !== 'text-regression') {
    throw new InputError('calibration-impossible', calibration.reason);
  }
  const { result } = type.judge({
    ...judged(type, examples),
    observations,
    scope,
    calibration,
    evidence: 'cross-fitted',
    seed,
  });
  yield { type: 'status', message: 'Writing the model.' };
  await recalibratedFolder(at(input.model), at(CALIBRATE_MODEL_FOLDER), {
    ...input.result,
    calibration,
    report: result.calibration,
    rows: examples.length,
  });
  return { calibration: result.calibration };
}

/** Those of a data set have ids; feedback is told apart by its place. */
async function readExamples(path: string): Promise<StoredExample[]> {
  const examples: StoredExample[] = [];
  for await (const lines of readLines(createReadStream(path))) {
    for (const line of lines) examples.push({ id: `row ${examples.length + 1}`, ...JSON.parse(line) });
  }
  return examples;
}

async function observe(model: TextModel, examples: StoredExample[], signal: AbortSignal): Promise<unknown[]> {
  const { type, scope } = model;
  const rows = type.rows(examples, scope);
  return type.observe(examples, rows, await model.outputs(rows, signal), scope);
}
