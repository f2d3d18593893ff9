/** The trainer's side of jobs that make a model from a model and a data set, whatever they do in between. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type FindOptionsRelations } from 'typeorm';
import { conformalOf } from '../calibrations/calibration-choice.js';
import { splitKey } from '../datasets/dataset-keys.js';
import { EvaluationsService } from '../evaluations/evaluations.service.js';
import { PredictionStore } from '../evaluations/prediction-store.js';
import { summaryOf } from '../ml/calibration/calibration-summary.js';
import { textStepsOf } from '../ml/data/cleaning/cleaning-options.js';
import { SPLITS, type Split } from '../ml/data/example.js';
import {
  MODEL_JOB_MODEL_FOLDER,
  MODEL_JOB_PREDICTIONS_FILE,
  type ModelJobInput,
  ModelJobOutput,
} from '../ml/training/model-job.schemas.js';
import type { ModelEntity } from '../models/model.entity.js';
import { ModelStore, type StoredModel } from '../models/model-store.js';
import { ModelsService } from '../models/models.service.js';
import { VERSION } from '../platform/config/version.js';
import { newId } from '../platform/ids.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import type { TaskEntity } from '../runner/task.entity.js';
import type { WorkerKind } from '../runner/task-kind.js';
import { TaskKindRegistry } from '../runner/task-kind.registry.js';
import { type JobDraft, JobEntity } from './job.entity.js';

const MODEL_FOLDER = 'model';
const TEACHER_FOLDER = 'teacher';
const DATASET_FOLDER = 'dataset';

/** What `upload` hands to `publish`. */
interface StoredResult {
  output: ModelJobOutput;
  draft: JobDraft;
  stored: StoredModel;
}

@Injectable()
export abstract class ModelJobTask implements WorkerKind, OnModuleInit {
  abstract readonly name: string;
  readonly pausable: boolean = true;

  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(ModelStore) private readonly modelStore: ModelStore,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(EvaluationsService) private readonly evaluations: EvaluationsService,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
  ) {}

  /** The handler's input: what every job has, and what this type adds from its choices. */
  protected abstract input(common: ModelJobInput, job: JobEntity): unknown;

  /** What the job shows beside its model, from the handler's output. */
  protected result(_output: unknown, _job: JobEntity): object | null {
    return null;
  }

  /** What of the data set a job looks at. */
  protected splits(_job: JobEntity): readonly Split[] {
    return SPLITS;
  }

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async stage(task: TaskEntity, scratch: string, signal: AbortSignal): Promise<unknown> {
    const relations = { heldModel: true, heldTeacher: true, heldVersion: { dataset: true } };
    const job = await jobOf(this.dataSource.manager, task, relations);
    const model = job.heldModel!;
    const version = job.heldVersion!;
    await this.modelStore.stage(model, join(scratch, MODEL_FOLDER), signal);
    const teacher = job.heldTeacher;
    if (teacher) await this.modelStore.stage(teacher, join(scratch, TEACHER_FOLDER), signal);
    await mkdir(join(scratch, DATASET_FOLDER), { recursive: true });
    for (const split of this.splits(job)) {
      signal.throwIfAborted();
      await this.objects.download(splitKey(version, split), join(scratch, DATASET_FOLDER, `${split}.jsonl`));
    }
    return this.input(
      {
        model: MODEL_FOLDER,
        ...(teacher && { teacher: { folder: TEACHER_FOLDER, id: teacher.id } }),
        dataset: DATASET_FOLDER,
        task: version.dataset.task,
        labels: version.labels ?? [],
        calibration: job.calibration.method,
        conformal: conformalOf(job.calibration),
        seed: job.seed,
        result: {
          name: job.outputName,
          datasetName: version.dataset.name,
          cleaning: textStepsOf(version.recipe!.options.cleaning),
          lineage: {
            baseModel: reference(model),
            ...(teacher && { teacher: reference(teacher) }),
            dataset: { id: version.datasetId, version: version.version, digest: version.digest! },
            job: job.id,
            seed: job.seed,
            source: null,
            codeVersion: VERSION,
          },
        },
      },
      job,
    );
  }

  /**
   * Each upload has ids of its own: a trainer that was given up for dead and still writes can't reach what the attempt
   * after it publishes. They are noted first, for `clean`.
   */
  async upload(task: TaskEntity, raw: unknown, scratch: string, signal: AbortSignal): Promise<StoredResult> {
    const output = ModelJobOutput.parse(raw);
    const { projectId } = task;
    const draft: JobDraft = { model: newId('mdl'), evaluation: output.evaluation && newId('evl') };
    await this.dataSource.query('UPDATE jobs SET drafts = drafts || $2::jsonb WHERE task_id = $1', [
      task.id,
      JSON.stringify([draft]),
    ]);
    const stored = await this.modelStore.put(
      { id: draft.model, projectId },
      join(scratch, MODEL_JOB_MODEL_FOLDER),
      signal,
    );
    if (draft.evaluation) {
      await this.predictions.put({ id: draft.evaluation, projectId }, join(scratch, MODEL_JOB_PREDICTIONS_FILE));
    }
    return { output, draft, stored };
  }

  async publish(tx: EntityManager, task: TaskEntity, result: unknown): Promise<void> {
    const { output, draft, stored } = result as StoredResult;
    const { projectId } = task;
    const job = await jobOf(tx, task);
    const { evaluation, evaluatedSplit } = output;
    await this.models.createFineTuned(tx, {
      id: draft.model,
      projectId,
      name: job.outputName,
      baseModelId: job.modelId,
      jobId: job.id,
      stored,
      metrics: evaluation?.metrics ?? {},
      calibration: evaluation?.calibration ? summaryOf(evaluation.calibration) : null,
    });
    if (evaluation && evaluatedSplit && draft.evaluation) {
      await this.evaluations.record(tx, {
        id: draft.evaluation,
        projectId,
        modelId: draft.model,
        datasetVersionId: job.heldVersionId!,
        split: evaluatedSplit,
        taskId: task.id,
        result: evaluation,
      });
    }
    await tx.update(
      JobEntity,
      { id: job.id },
      {
        resultModelId: draft.model,
        resultEvaluationId: draft.evaluation,
        result: this.result(output, job) as never,
      },
    );
  }

  /** What attempts stored and did not get to publish goes; a job that made no model lets go of what it held. */
  async clean(task: TaskEntity): Promise<void> {
    const { manager } = this.dataSource;
    const { projectId } = task;
    const job = await jobOf(manager, task);
    for (const { model, evaluation } of job.drafts) {
      if (model === job.resultModelId) continue;
      await this.modelStore.remove({ id: model, projectId });
      if (evaluation) await this.predictions.remove({ id: evaluation, projectId });
    }
    if (task.status !== 'succeeded') {
      const released = { heldModelId: null, heldTeacherId: null, heldVersionId: null };
      await manager.update(JobEntity, { id: job.id }, released);
    }
  }
}

const reference = ({ id, digest }: ModelEntity) => ({ id, digest: digest! });

function jobOf(
  manager: EntityManager,
  task: TaskEntity,
  relations: FindOptionsRelations<JobEntity> = {},
): Promise<JobEntity> {
  return manager.findOneOrFail(JobEntity, { where: { taskId: task.id }, relations });
}
