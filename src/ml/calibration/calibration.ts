import { z } from 'zod';
import type { Scores } from '../evaluation/scores.js';
import { softmaxRows } from '../evaluation/softmax.js';

/** What may be asked for. `auto` is temperature scaling, and none where the validation split cannot carry a fit. */
export const CALIBRATION_METHODS = ['auto', 'temperature', 'none'] as const;
export const CalibrationMethod = z
  .enum(CALIBRATION_METHODS, {
    error: ({ input }) =>
      `expected one of ${CALIBRATION_METHODS.join(', ')}; found ${JSON.stringify(input)}, which this version does not offer`,
  })
  .describe('How probabilities are calibrated; `auto` is `temperature` wherever it can be fitted.');
export type CalibrationMethod = z.infer<typeof CalibrationMethod>;

const CalibrationFit = z.strictObject({
  rows: z.int().positive().describe('Examples of the validation split it was fitted on.'),
  nllBefore: z.number().describe('Negative log-likelihood of those examples before, nats an example.'),
  nllAfter: z.number().describe('Negative log-likelihood of those examples after, nats an example.'),
  note: z
    .enum(['separable', 'at-bound'])
    .nullable()
    .describe(
      '`separable`: every example was predicted right, so that the likelihood has no maximum and a smoothed one was used; ' +
        '`at-bound`: the maximum lies outside of the temperatures that are considered.',
    ),
});

/** `calibration.json` of a model folder: applied to the logits outside of the graph. */
export const Calibration = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('temperature'),
    parameters: z.strictObject({
      temperature: z.number().positive().describe('What logits are divided by before the softmax.'),
    }),
    fit: CalibrationFit.describe('What the fit saw.'),
  }),
  z.strictObject({
    method: z.literal('none'),
    parameters: z.strictObject({}).describe('Empty.'),
    reason: z.string().describe('Why the probabilities are the softmax of the logits as they are.'),
  }),
]);
export type Calibration = z.infer<typeof Calibration>;

/** The probabilities a calibrated model serves, [rows, classes]. */
export const applyCalibration = (calibration: Calibration, logits: Scores): Float64Array[] =>
  softmaxRows(logits, temperatureOf(calibration));

export const temperatureOf = (calibration: Calibration): number =>
  calibration.method === 'temperature' ? calibration.parameters.temperature : 1;
