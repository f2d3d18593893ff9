import { z } from 'zod';
import type { Hyperparameters } from '../ml/training/hyperparameters.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page, PageQuery } from '../platform/http/pagination.js';
import type { TaskCheckpoint } from '../runner/task.entity.js';
import { TaskEventView, TaskMetricView } from '../runner/task-event.schemas.js';
import type { JobEntity } from './job.entity.js';
import { JobStatus } from './job-fields.js';
import { JOB_TYPES } from './types/registry.js';

type Type = (typeof JOB_TYPES)[number];
const schemasOf = <Key extends 'Create' | 'View'>(key: Key) =>
  JOB_TYPES.map((type) => type[key]) as unknown as [Type[Key], ...Type[Key][]];

const NAMES = JOB_TYPES.map(({ Create }) => `"${Create.shape.type.value}"`).join(', ');

export const JobCreate = z
  .discriminatedUnion('type', schemasOf('Create'), {
    error: ({ input }) =>
      `expected a job whose type is one of ${NAMES}; found ${JSON.stringify((input as { type?: unknown } | null)?.type)}`,
  })
  .meta({ id: 'JobCreate' });
export type JobCreate = z.infer<typeof JobCreate>;

export const JobView = z.discriminatedUnion('type', schemasOf('View')).meta({ id: 'Job' });
export type JobView = z.infer<typeof JobView>;

export const JobPage = Page(JobView).meta({ id: 'JobPage' });

export const JobListQuery = PageQuery.extend({
  status: JobStatus.optional().describe('Only jobs with this status'),
  model: z.string().max(300).optional().describe('Only jobs that start from this model: its id, or `name@alias`'),
  dataset: z.string().max(100).optional().describe('Only jobs that train on this data set, whichever version'),
  sweep: z.string().max(100).optional().describe('Only the trials of this sweep: its id'),
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
  /** The sweep that it is a trial of. */
  sweep: string | null;
}

/** What is a type's own was checked when the job was asked for. */
export function toJobView(job: JobEntity, { chosen, beatsBaseline, sweep }: JobFindings): JobView {
  const { task } = job;
  const { step = 0, totalSteps = null, epoch = null, etaSeconds = null, tokensPerSecond = null } = task.progress ?? {};
  const { paddingShare = null, memoryBytes = null } = task.progress ?? {};
  const view = {
    id: job.id,
    name: job.name,
    type: job.type,
    status: task.status,
    model: job.modelId,
    dataset: { id: job.datasetId, version: job.datasetVersion },
    ...job.choices,
    ...(job.hyperparameters && { hyperparameters: chosen ?? job.hyperparameters }),
    calibration: job.calibration,
    outputName: job.outputName,
    seed: job.seed,
    progress: { step, totalSteps, epoch, etaSeconds, tokensPerSecond, paddingShare, memoryBytes },
    attempt: task.attempt,
    error: task.error && { code: task.error.code, message: task.error.message },
    resultModel: job.resultModelId,
    resultEvaluation: job.resultEvaluationId,
    beatsBaseline,
    sweep,
    result: job.result,
    createdAt: job.createdAt.toISOString(),
    startedAt: task.startedAt?.toISOString() ?? null,
    finishedAt: task.finishedAt?.toISOString() ?? null,
  };
  return view as unknown as JobView;
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
