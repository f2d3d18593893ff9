import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, type FindOptionsRelations } from 'typeorm';
import { splitKey } from '../datasets/dataset-keys.js';
import { EvaluationsService } from '../evaluations/evaluations.service.js';
import { PredictionStore } from '../evaluations/prediction-store.js';
import { summaryOf } from '../ml/calibration/calibration-summary.js';
import { SPLITS } from '../ml/data/example.js';
import {
  FINE_TUNE_MODEL_FOLDER,
  FINE_TUNE_PREDICTIONS_FILE,
  FINE_TUNE_TASK,
  FineTuneInput,
  FineTuneOutput,
} from '../ml/training/fine-tune.schemas.js';
import { ModelStore, type StoredModel } from '../models/model-store.js';
import { ModelsService } from '../models/models.service.js';
import { VERSION } from '../platform/config/version.js';
import { newId } from '../platform/ids.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import type { TaskEntity } from '../runner/task.entity.js';
import type { TaskKind } from '../runner/task-kind.js';
import { TaskKindRegistry } from '../runner/task-kind.registry.js';
import { type JobDraft, JobEntity } from './job.entity.js';

const MODEL_FOLDER = 'model';
const DATASET_FOLDER = 'dataset';

/** What `upload` hands to `publish`. */
interface StoredResult {
  output: FineTuneOutput;
  draft: JobDraft;
  stored: StoredModel;
}

/** The trainer's side of fine-tuning; the child's is `src/worker/handlers/fine-tune.ts`. */
@Injectable()
export class FineTuneTask implements TaskKind, OnModuleInit {
  readonly name = FINE_TUNE_TASK;
  readonly pausable = true;

  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(ModelStore) private readonly modelStore: ModelStore,
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(EvaluationsService) private readonly evaluations: EvaluationsService,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async stage(task: TaskEntity, scratch: string, signal: AbortSignal): Promise<FineTuneInput> {
    const job = await jobOf(this.dataSource.manager, task, { heldModel: true, heldVersion: { dataset: true } });
    const model = job.heldModel!;
    const version = job.heldVersion!;
    await this.modelStore.stage(model, join(scratch, MODEL_FOLDER), signal);
    await mkdir(join(scratch, DATASET_FOLDER), { recursive: true });
    for (const split of SPLITS) {
      signal.throwIfAborted();
      await this.objects.download(splitKey(version, split), join(scratch, DATASET_FOLDER, `${split}.jsonl`));
    }
    return FineTuneInput.parse({
      model: MODEL_FOLDER,
      dataset: DATASET_FOLDER,
      task: version.dataset.task,
      labels: version.labels ?? [],
      method: job.method,
      hyperparameters: job.hyperparameters,
      calibration: job.calibration.method,
      seed: job.seed,
      result: {
        name: job.outputName,
        datasetName: version.dataset.name,
        lineage: {
          baseModel: { id: model.id, digest: model.digest },
          dataset: { id: version.datasetId, version: version.version, digest: version.digest },
          job: job.id,
          seed: job.seed,
          source: null,
          codeVersion: VERSION,
        },
      },
    });
  }

  /**
   * Each upload has ids of its own: a trainer that was given up for dead and still writes can't reach what the attempt
   * after it publishes. They are noted first, for `clean`.
   */
  async upload(task: TaskEntity, raw: unknown, scratch: string, signal: AbortSignal): Promise<StoredResult> {
    const output = FineTuneOutput.parse(raw);
    const { projectId } = task;
    const draft: JobDraft = { model: newId('mdl'), evaluation: output.evaluation && newId('evl') };
    await this.dataSource.query('UPDATE jobs SET drafts = drafts || $2::jsonb WHERE task_id = $1', [
      task.id,
      JSON.stringify([draft]),
    ]);
    const stored = await this.modelStore.put(
      { id: draft.model, projectId },
      join(scratch, FINE_TUNE_MODEL_FOLDER),
      signal,
    );
    if (draft.evaluation) {
      await this.predictions.put({ id: draft.evaluation, projectId }, join(scratch, FINE_TUNE_PREDICTIONS_FILE));
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
    await tx.update(JobEntity, { id: job.id }, { resultModelId: draft.model, resultEvaluationId: draft.evaluation });
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
      await manager.update(JobEntity, { id: job.id }, { heldModelId: null, heldVersionId: null });
    }
  }
}

function jobOf(
  manager: EntityManager,
  task: TaskEntity,
  relations: FindOptionsRelations<JobEntity> = {},
): Promise<JobEntity> {
  return manager.findOneOrFail(JobEntity, { where: { taskId: task.id }, relations });
}
