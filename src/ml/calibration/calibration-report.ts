import { z } from 'zod';
import { ReliabilityBin } from '../evaluation/reliability-bins.js';
import { FITTED_METHODS, MethodScore } from './calibration.js';
import { SetReport } from './set-report.js';

/** How far probabilities can be believed. What is optional, evaluations by earlier versions have not. */
export const CalibrationState = z.strictObject({
  ece: z.number().describe('Expected calibration error, 15 equal-width bins on the top probability, 0 to 1.'),
  eceEqualMass: z.number().optional().describe('The same with 15 bins of as many examples each, 0 to 1.'),
  mce: z.number().describe('Maximum calibration error of the equal-width bins, 0 to 1.'),
  brier: z.number().describe('Brier score: 0 to 1 for two classes, 0 to 2 for more.'),
  brierParts: z
    .strictObject({
      reliability: z.number().describe('What probabilities that are not what they say cost; 0 is best.'),
      resolution: z.number().describe('What telling examples apart gains.'),
      uncertainty: z.number().describe('What is in the data: the score of knowing the shares of the labels alone.'),
      withinBins: z.number().describe('What the bins leave over.'),
    })
    .optional()
    .describe('Murphy: brier = reliability - resolution + uncertainty + withinBins.'),
  nll: z.number().describe('Negative log-likelihood, nats an example.'),
  bins: z.array(ReliabilityBin).describe('The equal-width bins, from the lowest top probability to the highest.'),
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
  method: z.enum([...FITTED_METHODS, 'none']).describe('The calibration that `after` shows.'),
  parameters: z
    .record(z.string(), z.union([z.number(), z.array(z.number())]))
    .describe(
      'Its parameters, lists in the order of the labels; of isotonic regression how many points each curve has, which are in calibration.json.',
    ),
  reason: z.string().nullable().describe('Why the method is `none`; null otherwise.'),
  chosenBy: z.array(MethodScore).nullish().describe('What `auto` chose by; null where the method was named.'),
  before: CalibrationState.describe('The probabilities of the network as they are.'),
  after: CalibrationState.describe('The probabilities as served.'),
  sets: SetReport.nullish().describe('How often sets hold the truth; null where no coverage was asked for.'),
  evidence: CalibrationEvidence,
});
export type CalibrationReport = z.infer<typeof CalibrationReport>;
