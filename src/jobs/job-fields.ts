/** What jobs of every type are asked with, and what all of them show. */
import { z } from 'zod';
import { CalibrationChoice } from '../calibrations/calibration-choice.js';
import { CalibrationMethod } from '../ml/calibration/calibration.js';
import { CoverageChoice, SetScore } from '../ml/calibration/conformal.js';
import { Comparison } from '../ml/compression/comparison.js';
import { HyperparameterChoices } from '../ml/training/hyperparameters.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { TASK_STATUSES } from '../runner/task-status.js';
import { TaskProgress } from '../worker/protocol.js';

export const JobId = z.string().max(100).describe('Id of the job, `job_…`');
export const JobStatus = z.enum(TASK_STATUSES);
const JobName = z.string().trim().min(1).max(200);

export const ModelReference = z.string().min(1).max(300);
export const DatasetReference = z.strictObject({
  id: z.string().min(1).max(100).describe('Id of the data set'),
  version: z.int().positive().max(2_147_483_647).optional().describe('Its version; the latest ready one by default'),
});
export type DatasetReference = z.infer<typeof DatasetReference>;

export const jobCreateFields = {
  name: JobName.optional().describe('What to call the job'),
  calibration: CalibrationChoice.prefault({}).describe('How the probabilities of the result are made honest'),
  outputName: JobName.optional().describe(
    "Name of the model that comes out; the job's name by default, or else the data set's",
  ),
  seed: z.int().nonnegative().default(1).describe('Seed of all that is random; the same gives the same model'),
};

/** Of jobs that train. */
export const hyperparametersField = {
  hyperparameters: HyperparameterChoices.prefault({}).describe('Each is `auto` by default'),
};
export const chosenHyperparametersField = {
  hyperparameters: HyperparameterChoices.describe('As asked for; once training has begun, what `auto` came to'),
};

export const jobViewFields = {
  id: JobId,
  name: z.string().nullable().describe('What it is called'),
  status: JobStatus.describe('Where it stands; succeeded, failed and cancelled are final'),
  model: z.string().describe('Id of the model it starts from'),
  dataset: z
    .object({
      id: z.string().describe('Id of the data set'),
      version: z.int().describe('The version it works on'),
    })
    .describe('What it learns from, calibrates and measures on'),
  calibration: z
    .object({
      method: CalibrationMethod,
      coverage: CoverageChoice.optional(),
      sets: SetScore.optional().describe('How sets of single labels are scored'),
    })
    .describe('How the result is calibrated'),
  outputName: z.string().describe('Name of the model that comes out'),
  seed: z.int().describe('Seed of all that is random'),
  progress: z
    .object({
      step: TaskProgress.shape.step,
      totalSteps: TaskProgress.shape.totalSteps,
      epoch: z.number().nullable().describe('Passes over the training data so far, with their fraction'),
      etaSeconds: z.number().nullable().describe('Estimated time to the end, in seconds; null while unknown'),
      tokensPerSecond: z.number().nullable().describe('Tokens processed per second, lately; null while unknown'),
      paddingShare: z
        .number()
        .nullable()
        .describe('Share of the token places in batches so far that are padding, 0 to 1; null while unknown'),
      memoryBytes: z
        .int()
        .nullable()
        .describe('Memory of the training process at its peak so far, bytes; null while unknown'),
    })
    .describe('How far it has come'),
  attempt: z.int().describe('The attempt that runs or runs next, from 1: a crash ends one and begins another'),
  error: z
    .object({
      code: z.string().describe('Stable name of the kind of error, for programs'),
      message: z.string().describe('What was expected, what was found, what to do'),
    })
    .nullable()
    .describe('Why it failed'),
  resultModel: z
    .string()
    .nullable()
    .describe('Id of the model that came out, `mdl_…`; null until then, or once deleted'),
  resultEvaluation: z
    .string()
    .nullable()
    .describe('Id of its evaluation on the test split, else on validation, `evl_…`; null where there is neither'),
  beatsBaseline: z
    .boolean()
    .nullable()
    .describe(
      'Whether its model is shown to beat a linear model of the words, on that evaluation; null until it has been ' +
        'evaluated, and for tasks and types of job without such a baseline',
    ),
  createdAt: Timestamp.describe('When it was asked for'),
  startedAt: Timestamp.nullable().describe('When work on it first began'),
  finishedAt: Timestamp.nullable().describe('When it reached its final status'),
};

/** Of jobs that make a model smaller. */
export const comparisonField = {
  result: z
    .object({ comparison: Comparison.describe('The model before and the one that came out, side by side') })
    .nullable()
    .describe('What was measured; null until the job has succeeded'),
};
