/** `calibration.json` of a model folder: applied to the logits outside of the graph. */
import { z } from 'zod';
import { Conformal } from './conformal.js';

/** The simplest first: where others are no better beyond noise, `auto` takes the first. */
export const FITTED_METHODS = ['temperature', 'vector', 'platt', 'isotonic'] as const;
export const FittedMethod = z.enum(FITTED_METHODS);
export type FittedMethod = z.infer<typeof FittedMethod>;

/** What may be asked for. */
export const CALIBRATION_METHODS = ['auto', ...FITTED_METHODS, 'none'] as const;
export const CalibrationMethod = z
  .enum(CALIBRATION_METHODS, {
    error: ({ input }) =>
      `expected one of ${CALIBRATION_METHODS.join(', ')}; found ${JSON.stringify(input)}, which this version does not offer`,
  })
  .describe(
    'How probabilities are calibrated; `auto` takes the method with the best cross-validated likelihood on the validation ' +
      'split, the simpler one where the difference is noise, and none where there is too little to fit on.',
  );
export type CalibrationMethod = z.infer<typeof CalibrationMethod>;

export const MethodScore = z.strictObject({
  method: z.enum(['none', ...FITTED_METHODS]).describe('The method.'),
  nll: z.number().describe('Its negative log-likelihood on folds that it was not fitted on, nats an example.'),
  excess: z.number().describe('How much worse than the best of all that is, nats an example.'),
  error: z.number().describe('Standard error of that difference, nats an example.'),
});
export type MethodScore = z.infer<typeof MethodScore>;

const CalibrationFit = z.strictObject({
  rows: z.int().positive().describe('Examples (tokens, of token classification) it was fitted on.'),
  nllBefore: z.number().describe('Negative log-likelihood of those examples before, nats an example.'),
  nllAfter: z.number().describe('Negative log-likelihood of those examples after, nats an example.'),
  note: z
    .enum(['separable', 'at-bound'])
    .nullable()
    .describe(
      '`separable`: every example was predicted right, so that the likelihood has no maximum and a smoothed one was used; ' +
        '`at-bound`: the maximum lies outside of the temperatures that are considered.',
    ),
  scores: z.array(MethodScore).optional().describe('What `auto` chose by: each method on five folds.'),
});
export type CalibrationFit = z.infer<typeof CalibrationFit>;

const numbers = (description: string) => z.array(z.number()).min(1).describe(description);

const Temperature = z.strictObject({
  method: z.literal('temperature'),
  parameters: z.strictObject({
    temperature: z.number().positive().describe('What logits are divided by before the softmax, or the sigmoid.'),
  }),
});
const Vector = z.strictObject({
  method: z.literal('vector'),
  parameters: z.strictObject({
    weights: numbers("What each label's logit is multiplied with."),
    biases: numbers('What is added to it then, before the softmax.'),
  }),
});
const Platt = z.strictObject({
  method: z.literal('platt'),
  parameters: z.strictObject({
    slopes: numbers("What each label's log-odds are multiplied with."),
    intercepts: numbers('What is added to them then, before the sigmoid.'),
  }),
});
const Isotonic = z.strictObject({
  method: z.literal('isotonic'),
  parameters: z.strictObject({
    curves: z
      .array(z.strictObject({ x: numbers('Probabilities, increasing.'), y: numbers('What they become.') }))
      .min(1)
      .describe("Of each label's probability what it becomes: straight between the points, level beyond them."),
  }),
});

/** How logits become probabilities. */
export const CalibrationMap = z.discriminatedUnion('method', [Temperature, Vector, Platt, Isotonic]);
export type CalibrationMap = z.infer<typeof CalibrationMap>;

const conformal = Conformal.optional().describe('What sets and intervals with a coverage are made of.');
const fitted = { fit: CalibrationFit.describe('What the fit saw.'), conformal };

export const Calibration = z.discriminatedUnion('method', [
  Temperature.extend(fitted),
  Vector.extend(fitted),
  Platt.extend(fitted),
  Isotonic.extend(fitted),
  z.strictObject({
    method: z.literal('none'),
    parameters: z.strictObject({}).describe('Empty.'),
    reason: z.string().describe('Why the answers are as the network gives them.'),
    conformal,
  }),
]);
export type Calibration = z.infer<typeof Calibration>;
