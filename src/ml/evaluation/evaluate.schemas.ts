/** What the `evaluate` worker is given and what it leaves. */
import { z } from 'zod';
import { SPLITS } from '../data/example.js';
import { EvaluationResult } from './evaluation-result.js';

/** Paths are below the scratch folder. */
export const EvaluateInput = z.strictObject({
  model: z.string().describe('Folder of the model.'),
  examples: z.string().describe('File with the examples, a line of JSON each.'),
  dataset: z.string().describe('Id of the data set they are from.'),
  split: z.enum(SPLITS).describe('The split they are.'),
  sliceBy: z.array(z.string()).describe('`group` or `metadata.<column>`: measure each of their values too.'),
  seed: z.int().nonnegative(),
});
export type EvaluateInput = z.infer<typeof EvaluateInput>;

/** The file below scratch that holds a `Prediction` a line. */
export const EVALUATE_PREDICTIONS_FILE = 'predictions.jsonl';

export const EvaluateOutput = z.strictObject({ result: EvaluationResult });
export type EvaluateOutput = z.infer<typeof EvaluateOutput>;
