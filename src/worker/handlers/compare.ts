import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readLines } from '../../ml/data/lines.js';
import { alignPredictions } from '../../ml/evaluation/comparison/align-predictions.js';
import {
  CompareInput,
  type CompareOutput,
  DISAGREEMENTS_FILE,
} from '../../ml/evaluation/comparison/compare.schemas.js';
import { comparePredictions } from '../../ml/evaluation/comparison/compare-predictions.js';
import { disagreements } from '../../ml/evaluation/comparison/disagreements.js';
import type { Prediction } from '../../ml/evaluation/prediction.js';
import { LineFile } from '../line-file.js';
import type { WorkerEvent } from '../protocol.js';
import type { TaskContext } from '../task-handler.js';

/** Says which of two models is better, from the predictions that are kept of both: no model is run. */
export async function* compare(rawInput: unknown, context: TaskContext): AsyncGenerator<WorkerEvent, CompareOutput> {
  const { task, labels: labelNames, metric, seed, ...paths } = CompareInput.parse(rawInput);
  const at = (path: string) => join(context.scratch, path);
  yield { type: 'status', message: 'Reading the predictions of both.' };
  const a = await readPredictions(at(paths.a));
  const b = alignPredictions(a, await readPredictions(at(paths.b)));
  yield { type: 'status', message: `Comparing ${a.length} predictions.` };
  const result = comparePredictions({ task, labelNames, a, b, metric, seed });
  const file = new LineFile(at(DISAGREEMENTS_FILE));
  for (const disagreement of disagreements(a, b)) await file.write([JSON.stringify(disagreement)]);
  await file.close();
  return { result };
}

async function readPredictions(path: string): Promise<Prediction[]> {
  const predictions: Prediction[] = [];
  for await (const lines of readLines(createReadStream(path))) {
    for (const line of lines) predictions.push(JSON.parse(line));
  }
  return predictions;
}
