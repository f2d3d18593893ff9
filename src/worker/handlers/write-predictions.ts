import type { Prediction } from '../../ml/evaluation/prediction.js';
import { LineFile } from '../line-file.js';

/** A line of JSON each, in their order. */
export async function writePredictions(path: string, predictions: Iterable<Prediction>): Promise<void> {
  const file = new LineFile(path);
  for (const prediction of predictions) await file.write([JSON.stringify(prediction)]);
  await file.close();
}
