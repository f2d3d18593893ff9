import { z } from 'zod';
import type { ClassificationTally } from '../evaluation/classification-tally.js';
import { ReliabilityBin } from '../evaluation/reliability-bins.js';
import { CALIBRATION_METHODS } from './calibration.js';

/** How far probabilities can be believed. */
export const CalibrationState = z.strictObject({
  ece: z.number().describe('Expected calibration error, 15 equal-width bins on the top probability, 0 to 1.'),
  mce: z.number().describe('Maximum calibration error of those bins, 0 to 1.'),
  brier: z.number().describe('Brier score: 0 to 1 for two classes, 0 to 2 for more.'),
  nll: z.number().describe('Negative log-likelihood, nats an example.'),
  bins: z.array(ReliabilityBin).describe('The bins, from the lowest top probability to the highest.'),
});
export type CalibrationState = z.infer<typeof CalibrationState>;

/** What the examples are to the calibration that is measured on them. */
export const CalibrationEvidence = z
  .enum(['test', 'cross-fitted', 'train'])
  .describe(
    '`test`: the calibration was fitted on other examples than these; `cross-fitted`: there were none, and each fifth ' +
      'of these was calibrated by a fit on the other four; `train`: the model learned these very examples, so that what ' +
      'is measured on them flatters it and is no evidence.',
  );
export type CalibrationEvidence = z.infer<typeof CalibrationEvidence>;

export const CalibrationReport = z.strictObject({
  method: z.enum(CALIBRATION_METHODS).exclude(['auto']).describe('The calibration that `after` shows.'),
  parameters: z.record(z.string(), z.number()).describe('Its parameters.'),
  reason: z.string().nullable().describe('Why the method is `none`; null otherwise.'),
  before: CalibrationState.describe('The softmax of the logits as they are.'),
  after: CalibrationState.describe('The probabilities as served.'),
  evidence: CalibrationEvidence,
});
export type CalibrationReport = z.infer<typeof CalibrationReport>;

export function calibrationStateOf(tally: ClassificationTally): CalibrationState {
  const { ece, mce, brier, nll } = tally.metrics();
  return { ece, mce, brier, nll, bins: tally.bins() };
}
