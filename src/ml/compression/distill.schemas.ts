/** What the `distill` worker is given and what it leaves. */
import { z } from 'zod';
import { HyperparameterChoices, Hyperparameters } from '../training/hyperparameters.js';
import { ModelJobInput, ModelJobOutput } from '../training/model-job.schemas.js';
import { Comparison } from './comparison.js';

/** The task's kind, and its handler's name. */
export const DISTILL_TASK = 'distill';

export const DistillChoices = z.strictObject({
  layers: z
    .int()
    .positive()
    .nullable()
    .describe('The student has so many of the layers of its teacher; null for a student that is a model of its own.'),
  temperature: z
    .number()
    .min(1)
    .max(20)
    .describe(
      "Logits are divided by it before the student's answers are compared with the teacher's: more makes them softer",
    ),
  alpha: z.number().min(0).max(1).describe("Share of the teacher's answers in the loss; the labels have the rest"),
  hiddenStates: z
    .boolean()
    .describe("Whether the student's layers also learn to give states like those of the teacher's layers"),
});
export type DistillChoices = z.infer<typeof DistillChoices>;

export const DistillInput = ModelJobInput.extend({ ...DistillChoices.shape, hyperparameters: HyperparameterChoices });
export type DistillInput = z.infer<typeof DistillInput>;

export const DistillOutput = z.strictObject({
  ...ModelJobOutput.shape,
  hyperparameters: Hyperparameters,
  steps: z.int().nonnegative().describe('Optimizer steps taken.'),
  comparison: Comparison,
});
export type DistillOutput = z.infer<typeof DistillOutput>;
