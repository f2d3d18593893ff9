import { z } from 'zod';
import { CalibrationMethod } from '../ml/calibration/calibration.js';
import { FineTuneMethod } from '../ml/training/fine-tune-method.js';
import { HyperparameterChoices, type Hyperparameters } from '../ml/training/hyperparameters.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page, PageQuery } from '../platform/http/pagination.js';
import type { TaskCheckpoint } from '../runner/task.entity.js';
import { TaskEventView, TaskMetricView } from '../runner/task-event.schemas.js';
import { TASK_STATUSES } from '../runner/task-status.js';
import { TaskProgress } from '../worker/protocol.js';
import { CalibrationChoice } from './calibration-choice.js';
import type { JobEntity } from './job.entity.js';

export const JobId = z.string().max(100).describe('Id of the job, `job_…`');

const JobType = z
  .literal('fine-tune', {
    error: ({ input }) => `expected "fine-tune", the only type of job in this version; found ${JSON.stringify(input)}`,
  })
  .describe('What the job does');

const MethodChoice = z
  .discriminatedUnion('type', FineTuneMethod.options, {
    error: ({ input }) =>
      `expected {"type": "full"}, {"type": "gradual"}, {"type": "head"} or {"type": "lora", "rank": 8, "alpha": 16}; found ${JSON.stringify(input)}`,
  })
  .describe('Which weights are trained');

const JobName = z.string().trim().min(1).max(200);

export const JobCreate = z
  .strictObject({
    name: JobName.optional().describe('What to call the job'),
    type: JobType,
    model: z.string().min(1).max(300).describe('The model to start from: its id, or `name@alias`'),
    dataset: z
      .strictObject({
        id: z.string().min(1).max(100).describe('Id of the data set'),
        version: z
          .int()
          .positive()
          .max(2_147_483_647)
          .optional()
          .describe('Its version; the latest ready one by default'),
      })
      .describe('What to train on'),
    method: MethodChoice.default({ type: 'full' }),
    hyperparameters: HyperparameterChoices.prefault({}).describe('Each is `auto` by default'),
    calibration: CalibrationChoice.prefault({}).describe('How the probabilities of the result are made honest'),
    outputName: JobName.optional().describe(
      "Name of the model that comes out; the job's name by default, or else the data set's",
    ),
    seed: z.int().nonnegative().default(1).describe('Seed of all that is random; the same gives the same model'),
  })
  .meta({ id: 'JobCreate' });
export type JobCreate = z.infer<typeof JobCreate>;

export const JobStatus = z.enum(TASK_STATUSES);

export const JobView = z
  .object({
    id: JobId,
    name: z.string().nullable().describe('What it is called'),
    type: JobType,
    status: JobStatus.describe('Where it stands; succeeded, failed and cancelled are final'),
    model: z.string().describe('Id of the model it starts from'),
    dataset: z
      .object({
        id: z.string().describe('Id of the data set'),
        version: z.int().describe('The version it trains on'),
      })
      .describe('What it trains on'),
    method: FineTuneMethod.describe('Which weights are trained'),
    hyperparameters: HyperparameterChoices.describe('As asked for; once training has begun, what `auto` came to'),
    calibration: z.object({ method: CalibrationMethod }).describe('How the result is calibrated'),
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
          'evaluated, and for tasks without such a baseline',
      ),
    createdAt: Timestamp.describe('When it was asked for'),
    startedAt: Timestamp.nullable().describe('When work on it first began'),
    finishedAt: Timestamp.nullable().describe('When it reached its final status'),
  })
  .meta({ id: 'Job' });
export type JobView = z.infer<typeof JobView>;

export const JobPage = Page(JobView).meta({ id: 'JobPage' });

export const JobListQuery = PageQuery.extend({
  status: JobStatus.optional().describe('Only jobs with this status'),
  model: z.string().max(300).optional().describe('Only jobs that start from this model: its id, or `name@alias`'),
  dataset: z.string().max(100).optional().describe('Only jobs that train on this data set, whichever version'),
});
export type JobListQuery = z.infer<typeof JobListQuery>;

export const JobEventPage = Page(TaskEventView.meta({ id: 'Event' })).meta({ id: 'EventPage' });

export const JobMetrics = z
  .object({ data: z.array(TaskMetricView.meta({ id: 'Metric' })).describe('Every measurement, by step') })
  .meta({ id: 'JobMetrics' });

export const JobCheckpoints = z
  .object({
    data: z
      .array(
        z.object({
          id: z.string().describe('Id of the checkpoint'),
          step: z.int().describe('The optimizer step after which it was taken'),
          size: z.int().describe('Bytes'),
          createdAt: Timestamp.describe('When it was stored'),
        }),
      )
      .describe('The checkpoints that are kept, newest first: the first is where the job would go on'),
  })
  .meta({ id: 'JobCheckpoints' });
export type JobCheckpoints = z.infer<typeof JobCheckpoints>;

/** What a job's view shows beside its row. */
export interface JobFindings {
  /** What `auto` came to, once the worker has said so. */
  chosen: Hyperparameters | undefined;
  beatsBaseline: boolean | null;
}

export function toJobView(job: JobEntity, { chosen, beatsBaseline }: JobFindings): JobView {
  const { task } = job;
  const { step = 0, totalSteps = null, epoch = null, etaSeconds = null, tokensPerSecond = null } = task.progress ?? {};
  const { paddingShare = null, memoryBytes = null } = task.progress ?? {};
  return {
    id: job.id,
    name: job.name,
    type: job.type,
    status: task.status,
    model: job.modelId,
    dataset: { id: job.datasetId, version: job.datasetVersion },
    method: job.method,
    hyperparameters: chosen ?? job.hyperparameters,
    calibration: job.calibration,
    outputName: job.outputName,
    seed: job.seed,
    progress: { step, totalSteps, epoch, etaSeconds, tokensPerSecond, paddingShare, memoryBytes },
    attempt: task.attempt,
    error: task.error && { code: task.error.code, message: task.error.message },
    resultModel: job.resultModelId,
    resultEvaluation: job.resultEvaluationId,
    beatsBaseline,
    createdAt: job.createdAt.toISOString(),
    startedAt: task.startedAt?.toISOString() ?? null,
    finishedAt: task.finishedAt?.toISOString() ?? null,
  };
}

export function toCheckpointsView(checkpoints: readonly TaskCheckpoint[]): JobCheckpoints {
  return {
    data: checkpoints.toReversed().map(({ id, step, createdAt, files }) => ({
      id,
      step,
      size: files.reduce((sum, { size }) => sum + size, 0),
      createdAt,
    })),
  };
}
