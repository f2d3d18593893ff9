import { z } from 'zod';
import { CalibrationMethod } from '../ml/calibration/calibration.js';
import { ConformalChoice } from '../ml/calibration/conformal.js';
import { SPLITS } from '../ml/data/example.js';

const DatasetSource = z.strictObject({ type: z.literal('dataset'), versionId: z.string(), split: z.enum(SPLITS) });
const FeedbackSource = z.strictObject({
  type: z.literal('feedback'),
  deployment: z.string(),
  since: z.string().nullable(),
  /** When it was asked for: a task that is tried again reads the same. */
  until: z.string(),
});

export const CalibrateTaskInput = z.strictObject({
  modelId: z.string().describe('The model that comes out.'),
  baseModelId: z.string().describe('The model whose weights it has.'),
  name: z.string(),
  method: CalibrationMethod,
  conformal: ConformalChoice.nullable(),
  seed: z.int().nonnegative(),
  source: z.discriminatedUnion('type', [DatasetSource, FeedbackSource]),
});
export type CalibrateTaskInput = z.infer<typeof CalibrateTaskInput>;
