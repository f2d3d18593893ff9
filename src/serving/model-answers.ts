import { z } from 'zod';
import { Promised } from '../ml/calibration/conformal.js';
import { DATASET_TASKS } from '../ml/data/example.js';
import { Answer } from '../ml/inference/answer.js';

/** What a model says to inputs: the answer of a server, in its process or over HTTP. */
export const ModelAnswers = z.strictObject({
  revision: z.int().positive(),
  model: z.string(),
  task: z.enum(DATASET_TASKS),
  labels: z.array(z.string()),
  calibrated: z.boolean(),
  promised: Promised.optional().describe('What its sets or intervals can promise; absent where it has none'),
  answers: z.array(Answer).describe('One for each input'),
});
export type ModelAnswers = z.infer<typeof ModelAnswers>;
