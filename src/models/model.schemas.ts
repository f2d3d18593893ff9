import { z } from 'zod';
import { ModelKind } from '../ml/artifact/manifest.js';
import { Timestamp } from '../platform/http/common.schemas.js';
import { Page, PageQuery } from '../platform/http/pagination.js';
import type { TaskStatus } from '../runner/task-status.js';
import type { ModelEntity } from './model.entity.js';
import { ModelCalibration } from './model-calibration.js';

export const ModelStatus = z.enum(['importing', 'ready', 'failed']);
export type ModelStatus = z.infer<typeof ModelStatus>;

/** How a path names a model. */
export const ModelReference = z.string().describe('Id of the model, or `name@alias`');

export const ModelView = z
  .object({
    id: z.string().describe('Id of the model, `mdl_…`, or the name of one that ships, `mini-en`'),
    name: z.string().describe('Its name; several models may share one'),
    kind: ModelKind.describe('`base`: to start from; `fine-tuned`: with a head that answers'),
    status: ModelStatus.describe('`importing` until its files have been checked; `failed` when they are no good'),
    error: z
      .object({
        code: z.string().describe('Stable name of the kind of error, for programs'),
        message: z.string().describe('What was expected, what was found, what to do'),
      })
      .nullable()
      .describe('Why its import failed'),
    progress: z
      .object({
        bytes: z.int().describe('Bytes that are here'),
        totalBytes: z.int().nullable().describe('Bytes in all; null while that is not known'),
        etaSeconds: z.number().nullable().describe('Estimated time to the end of the download, in seconds'),
      })
      .nullable()
      .describe('How far its download from the Hub is; null when nothing is downloaded'),
    architecture: z.string().nullable().describe('`model_type` of its config.json; null while it is imported'),
    parameters: z.int().nullable().describe('How many numbers its weights hold'),
    task: z.string().nullable().describe('The task its head is for; null without a head'),
    labels: z.array(z.string()).nullable().describe('Its classes, in the order of the logits'),
    baseModel: z.string().nullable().describe('Id of the model it was fine-tuned from'),
    job: z.string().nullable().describe('Id of the job that made it'),
    metrics: z.record(z.string(), z.number()).nullable().describe("Its own evaluation's metrics, by name"),
    calibration: ModelCalibration.nullable().describe('How its probabilities are calibrated, and what that gained'),
    aliases: z.array(z.string()).describe('Its aliases: `name@alias` stands for this model'),
    digest: z.string().nullable().describe('SHA-256 of its manifest.json, hexadecimal'),
    createdAt: Timestamp.describe('When it was made, or its import asked for'),
  })
  .meta({ id: 'Model' });
export type ModelView = z.infer<typeof ModelView>;

export const ModelPage = Page(ModelView).meta({ id: 'ModelPage' });

export const ModelListQuery = PageQuery.extend({ kind: ModelKind.optional().describe('Only models of this kind') });
export type ModelListQuery = z.infer<typeof ModelListQuery>;

export const AliasName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'expected a lower-case letter, then at most 62 of a-z, 0-9 and "-"')
  .describe('What to call the model: `production`, `candidate`');
export type AliasName = z.infer<typeof AliasName>;

const STATUS_OF_IMPORT: Readonly<Record<TaskStatus, ModelStatus>> = {
  queued: 'importing',
  running: 'importing',
  pausing: 'importing',
  paused: 'importing',
  cancelling: 'failed',
  succeeded: 'ready',
  failed: 'failed',
  cancelled: 'failed',
};

export function statusOf({ importTask }: ModelEntity): ModelStatus {
  return importTask ? STATUS_OF_IMPORT[importTask.status] : 'ready';
}

function progressOf(model: ModelEntity): ModelView['progress'] {
  const progress = model.importTask?.progress;
  if (!progress || statusOf(model) !== 'importing') return null;
  return { bytes: progress.step, totalBytes: progress.totalSteps, etaSeconds: progress.etaSeconds ?? null };
}

export function toModelView(model: ModelEntity, aliases: readonly string[]): ModelView {
  const error = model.importTask?.error;
  return {
    id: model.id,
    name: model.name,
    kind: model.kind,
    status: statusOf(model),
    error: error ? { code: error.code, message: error.message } : null,
    progress: progressOf(model),
    architecture: model.architecture,
    parameters: model.parameters,
    task: model.task,
    labels: model.labels,
    baseModel: model.baseModelId,
    job: model.jobId,
    metrics: model.metrics,
    calibration: model.calibration,
    aliases: [...aliases].sort(),
    digest: model.digest,
    createdAt: model.createdAt.toISOString(),
  };
}
