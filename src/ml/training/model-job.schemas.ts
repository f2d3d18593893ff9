/** What the worker of every job that makes a model is given, and what it leaves. Types add their own. */
import { z } from 'zod';
import { Lineage } from '../artifact/manifest.js';
import { CalibrationMethod } from '../calibration/calibration.js';
import { ConformalChoice } from '../calibration/conformal.js';
import { DATASET_TASKS } from '../data/example.js';
import { EvaluationResult } from '../evaluation/evaluation-result.js';

/** Paths are below the scratch folder. */
export const ModelJobInput = z.strictObject({
  model: z.string().describe('Folder of the model to start from.'),
  teacher: z
    .strictObject({ folder: z.string(), id: z.string() })
    .optional()
    .describe('Another model that this one learns from: its folder and its id.'),
  dataset: z.string().describe('Folder with train.jsonl, validation.jsonl and test.jsonl.'),
  task: z.enum(DATASET_TASKS),
  labels: z.array(z.string()).describe("The data's labels, for tasks that have such."),
  calibration: CalibrationMethod,
  conformal: ConformalChoice.nullable().default(null).describe('Sets or intervals that are to come with it.'),
  seed: z.int().nonnegative(),
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
export type ModelJobInput = z.infer<typeof ModelJobInput>;

/** Folders and files below scratch that hold the result. */
export const MODEL_JOB_MODEL_FOLDER = 'model-out';
export const MODEL_JOB_PREDICTIONS_FILE = 'predictions.jsonl';

/** Types say more, which their own schemas describe. */
export const ModelJobOutput = z.looseObject({
  evaluatedSplit: z.enum(['test', 'validation']).nullable().describe('What it was evaluated on; null without either.'),
  evaluation: EvaluationResult.nullable(),
});
export type ModelJobOutput = z.infer<typeof ModelJobOutput>;
