import { type Confusion, ConfusionTally } from '../../ml/evaluation/confusions.js';
import type { Prediction } from '../../ml/evaluation/prediction.js';
import { LineFile } from '../line-file.js';

/** A line of JSON each, in their order. @returns what was taken for what in them */
export async function writePredictions(path: string, predictions: Iterable<Prediction>): Promise<Confusion[] | null> {
  const file = new LineFile(path);
  const confusions = new ConfusionTally();
  for (const prediction of predictions) {
    confusions.add(prediction);
    await file.write([JSON.stringify(prediction)]);
  }
  await file.close();
  return confusions.mostFrequent();
}
