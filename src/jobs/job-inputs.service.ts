import { json } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { calibrationRequest } from '../calibrations/calibration-choice.js';
import { DatasetEntity } from '../datasets/dataset.entity.js';
import type { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import { DatasetVersionService } from '../datasets/dataset-version.service.js';
import type { ModelSizes } from '../ml/architectures/model-sizes.js';
import { architectureNamed } from '../ml/architectures/registry.js';
import { MANIFEST_FILE, Manifest } from '../ml/artifact/manifest.js';
import { rowsNeeded } from '../ml/calibration/suitable.js';
import type { DatasetTask } from '../ml/data/example.js';
import { taskTypeOf } from '../ml/task-types/registry.js';
import { TokenizerConfig } from '../ml/tokenizers/tokenizer-files.js';
import type { ModelEntity } from '../models/model.entity.js';
import { ModelStore } from '../models/model-store.js';
import { ModelsService } from '../models/models.service.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { checkTask } from './check-task.js';
import { DatasetUnsuitable, MaskTokenMissing, MaxLengthTooLarge, ValidationTooSmall } from './job.errors.js';
import type { TrainingRequest } from './training-request.js';

export interface JobInputs {
  model: ModelEntity;
  dataset: DatasetEntity;
  version: DatasetVersionEntity;
}

/** What a request for a job names, looked up and found fit to train; creating and estimating both begin here. */
@Injectable()
export class JobInputsService {
  constructor(
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(DatasetVersionService) private readonly versions: DatasetVersionService,
    @Inject(ModelStore) private readonly modelStore: ModelStore,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
  ) {}

  /** That the model can be trained its import saw to; here it is asked whether it can be for this task. */
  async resolve(manager: EntityManager, projectId: string, request: TrainingRequest): Promise<JobInputs> {
    const model = await this.models.resolveReady(projectId, request.model);
    const version = await this.versions.ready(manager, projectId, request.dataset);
    const dataset = await manager.findOneByOrFail(DatasetEntity, { id: version.datasetId, projectId });
    if (dataset.task === 'text-classification' && (version.labels?.length ?? 0) < 2) {
      throw DatasetUnsuitable.labels(version);
    }
    if (!version.counts?.train) throw DatasetUnsuitable.rows(version);
    const found = { model, dataset, version };
    await this.check(request, found);
    await this.checkMask(dataset.task, model);
    return found;
  }

  /** Whether what was found can be trained in the way that is asked for. */
  async check(request: TrainingRequest, { model, dataset, version }: JobInputs): Promise<void> {
    checkTask(request, dataset.task, model, version.labels ?? []);
    checkValidation(request, version, dataset.task);
    await this.checkMaxLength(request, model);
  }

  /** What hides words in texts without answers, for models that do not read forwards alone. */
  private async checkMask(task: DatasetTask, model: ModelEntity): Promise<void> {
    if (taskTypeOf(task).head(architectureNamed(model.architecture!)) !== 'maskedLanguageModel') return;
    const config = TokenizerConfig.parse(
      await json(await this.objects.get(this.modelStore.key(model, 'tokenizer_config.json'))),
    );
    if (!config.mask_token) throw new MaskTokenMissing(model);
  }

  /** The sizes of a model, as its manifest gives them. */
  async sizesOf(model: ModelEntity): Promise<ModelSizes> {
    const manifest = await json(await this.objects.get(this.modelStore.key(model, MANIFEST_FILE)));
    return Manifest.parse(manifest).sizes;
  }

  private async checkMaxLength({ hyperparameters: { maxLength } }: TrainingRequest, model: ModelEntity): Promise<void> {
    if (maxLength === 'auto') return;
    const { maxLength: most } = await this.sizesOf(model);
    if (maxLength > most) throw new MaxLengthTooLarge(maxLength, most);
  }
}

function checkValidation(
  { hyperparameters, calibration }: TrainingRequest,
  version: DatasetVersionEntity,
  task: DatasetTask,
): void {
  const rows = version.counts?.validation ?? 0;
  if (typeof hyperparameters.earlyStopping === 'object' && rows === 0) {
    throw new ValidationTooSmall('hyperparameters.earlyStopping', 'early stopping', 1, version);
  }
  const missing = rowsNeeded(task, calibrationRequest(calibration)).find((need) => rows < need.rows);
  if (missing) throw new ValidationTooSmall(`calibration.${missing.field}`, missing.what, missing.rows, version);
}
