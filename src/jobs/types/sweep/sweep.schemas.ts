import { z } from 'zod';
import { FineTuneMethod } from '../../../ml/training/fine-tune-method.js';
import { WATCHED_METRICS } from '../../../ml/training/hyperparameters.js';
import { StoppingRule } from '../../../ml/tuning/median-stopping.js';
import { SearchStrategy } from '../../../ml/tuning/propose.js';
import { SearchSpace } from '../../../ml/tuning/search-space.js';
import { Timestamp } from '../../../platform/http/common.schemas.js';
import { TASK_STATUSES } from '../../../runner/task-status.js';
import {
  DatasetReference,
  hyperparametersField,
  JobId,
  jobCreateFields,
  jobViewFields,
  ModelReference,
} from '../../job-fields.js';
import { MethodChoice } from '../fine-tune/fine-tune.schemas.js';

const type = z.literal('sweep').describe('Fine-tunes a model many times, and keeps the best by its validation split');

const Metric = z
  .enum(WATCHED_METRICS)
  .describe('What is measured on the validation split, one of what the task has; `loss` is of every task');

const StopWorst = z
  .union([StoppingRule, z.literal(false)], {
    error: ({ input }) =>
      `expected {"minTrials"?: …, "minShare"?: …} or false; found ${JSON.stringify(input)?.slice(0, 200)}`,
  })
  .describe(
    'When a trial is stopped: once its best is worse than what the trials that ended had on average after the same share of their steps, in the median. `false` lets every trial run to its end',
  );

const trials = z.int().min(2).max(200).describe('Trials in all, that of the defaults among them');
const concurrency = z
  .int()
  .min(1)
  .max(50)
  .describe('Trials at once, at most; each takes one of the places that TEMPER_TRAINERS gives');
const keepModels = z
  .boolean()
  .describe('Whether models of beaten trials stay; otherwise they go as they are beaten, unless something uses them');

export const SweepJobCreate = z
  .strictObject({
    type,
    ...jobCreateFields,
    model: ModelReference.describe('The model that every trial starts from: its id, or `name@alias`'),
    dataset: DatasetReference.describe('What every trial trains on; it needs a validation split'),
    method: MethodChoice.default({ type: 'full' }).describe(
      'Which weights are trained, where the space does not say; the first trial has it in any case',
    ),
    ...hyperparametersField,
    space: SearchSpace.optional().describe(
      'What is searched, and where. By default learning rate, batch size, weight decay and dropout, around what `auto` chooses',
    ),
    trials: trials.default(20),
    objective: z
      .strictObject({ metric: Metric })
      .optional()
      .describe("By what trials are compared; by default the task's usual one, such as accuracy"),
    search: SearchStrategy.prefault({ type: 'tpe' }).describe('How values are chosen'),
    concurrency: concurrency.default(1),
    stopWorst: StopWorst.prefault({}),
    keepModels: keepModels.default(false),
  })
  .meta({ id: 'SweepJobCreate' });
export type SweepJobCreate = z.infer<typeof SweepJobCreate>;

const Objective = z.object({
  metric: Metric,
  direction: z.enum(['maximize', 'minimize']).describe('Which way is better'),
});

/** What a sweep is told, as the job shows it. */
export const SweepChoices = z.object({
  method: FineTuneMethod.describe('Which weights are trained, where the space does not say'),
  space: SearchSpace.describe('What is searched, and where'),
  trials,
  objective: Objective.describe('By what trials are compared, on the validation split'),
  search: SearchStrategy.describe('How values are chosen'),
  concurrency,
  stopWorst: StopWorst,
  keepModels,
});
export type SweepChoices = z.infer<typeof SweepChoices>;

const values = z
  .record(z.string(), z.json())
  .describe('What was searched, by name; of the defaults what `auto` came to, once they have been tried');
const trialNumber = z.int().describe('Number of the trial, from 0: that of the defaults');
const objectiveOf = z.number().nullable().describe('What it was worth on the validation split');

export const SweepResult = z.object({
  best: z
    .object({
      trial: trialNumber,
      job: JobId,
      values,
      objective: objectiveOf.unwrap().describe('What it was worth on the validation split'),
    })
    .describe('The trial whose model this is'),
  defaults: z
    .object({ job: JobId, objective: objectiveOf.describe('What they were worth; null where their trial failed') })
    .describe('The first trial, in which nothing was searched'),
  gain: z
    .number()
    .nullable()
    .describe('By how much the best is better than the defaults, on validation; null without these'),
  beatsDefaults: z
    .boolean()
    .nullable()
    .describe('Whether it is better at all; null where the trial of the defaults failed'),
  ended: z.int().describe('Trials in all'),
  stopped: z.int().describe('Those that were stopped among the worst'),
  failed: z.int().describe('Those that failed, or were cancelled one by one'),
  statement: z.string().describe('The same for people, and what the numbers are worth'),
});
export type SweepResult = z.infer<typeof SweepResult>;

export const SweepJobView = z
  .object({
    type,
    ...jobViewFields,
    ...SweepChoices.shape,
    hyperparameters: hyperparametersField.hyperparameters.describe('What trials have beside what is searched'),
    result: SweepResult.nullable().describe('What came of it; null until it has succeeded'),
  })
  .meta({ id: 'SweepJob' });

export const SweepTrial = z
  .object({
    number: trialNumber,
    job: JobId.describe('Id of its job, `job_…`, which has its events, metrics and model'),
    status: z
      .enum([...TASK_STATUSES, 'stopped'])
      .describe('The status of its job; `stopped` where the sweep ended it among the worst'),
    values,
    objective: objectiveOf.describe(
      'What it was worth on the validation split; of one that was stopped its best so far; null until it ends',
    ),
    step: z.int().describe('Optimizer steps done'),
    totalSteps: z.int().nullable().describe('Its steps in all; null while unknown'),
    stoppedAt: z.number().nullable().describe('Share of its steps after which it was stopped, 0 to 1; null otherwise'),
    model: z.string().nullable().describe('Id of its model; null until there is one, or once it was beaten'),
    startedAt: Timestamp.nullable().describe('When it began'),
    finishedAt: Timestamp.nullable().describe('When it ended'),
  })
  .meta({ id: 'SweepTrial' });
export type SweepTrial = z.infer<typeof SweepTrial>;

export const SweepTrials = z
  .object({ data: z.array(SweepTrial).describe('Every trial so far, by number') })
  .meta({ id: 'SweepTrials' });
export type SweepTrials = z.infer<typeof SweepTrials>;
