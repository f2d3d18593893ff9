import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { splitKey } from '../datasets/dataset-keys.js';
import { DatasetVersionEntity } from '../datasets/dataset-version.entity.js';
import { ExampleSources } from '../datasets/example-source.js';
import { writeExamples } from '../datasets/write-examples.js';
import type { Lineage } from '../ml/artifact/manifest.js';
import {
  CALIBRATE_MODEL_FOLDER,
  CALIBRATE_TASK,
  type CalibrateInput,
  CalibrateOutput,
} from '../ml/calibration/calibrate.schemas.js';
import { summaryOf } from '../ml/calibration/calibration-summary.js';
import type { DatasetTask } from '../ml/data/example.js';
import { ModelEntity } from '../models/model.entity.js';
import { ModelStore, type StoredModel } from '../models/model-store.js';
import { rowOf } from '../models/models.service.js';
import { VERSION } from '../platform/config/version.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import type { TaskEntity } from '../runner/task.entity.js';
import type { WorkerKind } from '../runner/task-kind.js';
import { TaskKindRegistry } from '../runner/task-kind.registry.js';
import { CalibrateTaskInput } from './calibrate.task-input.js';

const MODEL_FOLDER = 'model';
const EXAMPLES_FILE = 'examples.jsonl';

/** What `upload` hands to `publish`. */
interface StoredResult {
  output: CalibrateOutput;
  stored: StoredModel;
}

/** The trainer's side of calibrating a model anew; the child's is `src/worker/handlers/calibrate.ts`. */
@Injectable()
export class CalibrateTask implements WorkerKind, OnModuleInit {
  readonly name = CALIBRATE_TASK;
  readonly pausable = false;

  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(ExampleSources) private readonly sources: ExampleSources,
    @Inject(ModelStore) private readonly store: ModelStore,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async stage(task: TaskEntity, scratch: string, signal: AbortSignal): Promise<CalibrateInput> {
    const { projectId } = task;
    const { baseModelId, name, method, conformal, seed, source } = CalibrateTaskInput.parse(task.input);
    const base = await this.dataSource.manager.findOneByOrFail(ModelEntity, { id: baseModelId, projectId });
    await this.store.stage(base, join(scratch, MODEL_FOLDER), signal);
    const calibration = await this.stageExamples(base, source, join(scratch, EXAMPLES_FILE));
    const lineage: Lineage = {
      baseModel: { id: base.id, digest: base.digest! },
      // What the weights were learned from; where that is measured, the numbers say so.
      dataset: base.lineage?.dataset ?? null,
      job: null,
      seed,
      source: null,
      codeVersion: VERSION,
      calibration,
    };
    return { model: MODEL_FOLDER, examples: EXAMPLES_FILE, method, conformal, seed, result: { name, lineage } };
  }

  async upload(task: TaskEntity, raw: unknown, scratch: string, signal: AbortSignal): Promise<StoredResult> {
    const { modelId: id } = CalibrateTaskInput.parse(task.input);
    const output = CalibrateOutput.parse(raw);
    const folder = join(scratch, CALIBRATE_MODEL_FOLDER);
    return { output, stored: await this.store.put({ id, projectId: task.projectId }, folder, signal) };
  }

  async publish(tx: EntityManager, task: TaskEntity, result: unknown): Promise<void> {
    const { modelId: id } = CalibrateTaskInput.parse(task.input);
    const { output, stored } = result as StoredResult;
    const calibration = output.calibration && summaryOf(output.calibration);
    await tx.update(ModelEntity, { id, projectId: task.projectId }, { ...rowOf(stored), calibration } as object);
  }

  /** Of a model that was deleted meanwhile, or did not come about, nothing stays. */
  async clean({ input, projectId, status }: TaskEntity): Promise<void> {
    const { modelId: id } = CalibrateTaskInput.parse(input);
    const kept = status === 'succeeded' && (await this.dataSource.manager.existsBy(ModelEntity, { id, projectId }));
    if (!kept) await this.store.remove({ id, projectId });
  }

  private async stageExamples(
    base: ModelEntity,
    source: CalibrateTaskInput['source'],
    path: string,
  ): Promise<NonNullable<Lineage['calibration']>> {
    if (source.type === 'dataset') {
      const { versionId: id, split } = source;
      const version = await this.dataSource.manager.findOneByOrFail(DatasetVersionEntity, { id });
      await this.objects.download(splitKey(version, split), path);
      const dataset = { id: version.datasetId, version: version.version, digest: version.digest!, split };
      return { dataset, feedback: null, rows: version.counts![split] };
    }
    const { deployment, since, until } = source;
    const task = base.task as DatasetTask;
    const request = { projectId: base.projectId, task, deployment, since, until };
    const { taken } = await writeExamples(this.sources.get('feedback').read(request), task, path);
    return { dataset: null, feedback: { deployment, since, until }, rows: taken };
  }
}
