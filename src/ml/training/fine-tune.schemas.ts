/** What the `fine-tune` worker is given and what it leaves. */
import { z } from 'zod';
import { Lineage } from '../artifact/manifest.js';
import { CalibrationMethod } from '../calibration/calibration.js';
import { DATASET_TASKS } from '../data/example.js';
import { EvaluationResult } from '../evaluation/evaluation-result.js';
import { FineTuneMethod } from './fine-tune-method.js';
import { HyperparameterChoices, Hyperparameters } from './hyperparameters.js';

/** The task's kind, and its handler's name. */
export const FINE_TUNE_TASK = 'fine-tune';

/** Paths are below the scratch folder. */
export const FineTuneInput = z.strictObject({
  model: z.string().describe('Folder of the model to start from.'),
  dataset: z.string().describe('Folder with train.jsonl, validation.jsonl and test.jsonl.'),
  task: z.enum(DATASET_TASKS),
  labels: z.array(z.string()).describe("The data's labels, for tasks that have such."),
  method: FineTuneMethod,
  hyperparameters: HyperparameterChoices,
  calibration: CalibrationMethod,
  seed: z.int().nonnegative(),
  fresh: z
    .boolean()
    .default(false)
    .describe('Start from random weights: the control that pretraining is measured against.'),
  result: z.strictObject({
    name: z.string().describe('Name of the model that comes out.'),
    datasetName: z.string(),
    cleaning: z
      .array(z.string())
      .default([])
      .describe('Steps that changed the texts of the data set’s rows, in order.'),
    lineage: Lineage,
  }),
});
export type FineTuneInput = z.infer<typeof FineTuneInput>;

/**
 * Data of the event with which the worker says what `auto` came to, before its first step and in every attempt: from then
 * on the job shows these instead of what was asked for.
 */
export interface HyperparametersChosen {
  hyperparameters: Hyperparameters;
}

/** Folders and files below scratch that hold the result. */
export const FINE_TUNE_MODEL_FOLDER = 'model-out';
export const FINE_TUNE_PREDICTIONS_FILE = 'predictions.jsonl';

export const FineTuneOutput = z.strictObject({
  hyperparameters: Hyperparameters,
  steps: z.int().nonnegative().describe('Optimizer steps taken.'),
  bestStep: z.int().nonnegative().nullable().describe('The step whose weights were kept; null where none was chosen.'),
  architecture: z.string(),
  parameters: z.int().positive(),
  evaluatedSplit: z.enum(['test', 'validation']).nullable().describe('What it was evaluated on; null without either.'),
  evaluation: EvaluationResult.nullable(),
  calibrated: z.boolean(),
});
export type FineTuneOutput = z.infer<typeof FineTuneOutput>;
