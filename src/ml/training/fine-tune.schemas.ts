/** What the `fine-tune` worker is given and what it leaves. */
import { z } from 'zod';
import { FineTuneMethod } from './fine-tune-method.js';
import { HyperparameterChoices, Hyperparameters } from './hyperparameters.js';
import { ModelJobInput, ModelJobOutput } from './model-job.schemas.js';

/** The task's kind, and its handler's name. */
export const FINE_TUNE_TASK = 'fine-tune';

/** Which split a model is judged on once it is trained. */
export const EvaluateOn = z
  .enum(['test', 'validation'])
  .describe(
    'The split that the result is measured on. `test` falls back to validation where there is no test split. `validation` leaves the test split unread, for choosing between models; its evidence is cross-fitted',
  );

export const FineTuneInput = ModelJobInput.extend({
  method: FineTuneMethod,
  evaluateOn: EvaluateOn.default('test'),
  hyperparameters: HyperparameterChoices,
  fresh: z
    .boolean()
    .default(false)
    .describe('Start from random weights: the control that pretraining is measured against.'),
});
export type FineTuneInput = z.infer<typeof FineTuneInput>;

/**
 * Data of the event with which the worker says what `auto` came to, before its first step and in every attempt: from then
 * on the job shows these instead of what was asked for.
 */
export interface HyperparametersChosen {
  hyperparameters: Hyperparameters;
}

export const FineTuneOutput = z.strictObject({
  ...ModelJobOutput.shape,
  hyperparameters: Hyperparameters,
  steps: z.int().nonnegative().describe('Optimizer steps taken.'),
  bestStep: z.int().nonnegative().nullable().describe('The step whose weights were kept; null where none was chosen.'),
  architecture: z.string(),
  parameters: z.int().positive(),
  calibrated: z.boolean(),
});
export type FineTuneOutput = z.infer<typeof FineTuneOutput>;
