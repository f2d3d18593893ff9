import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { splitKey } from '../datasets/dataset-keys.js';
import { EVALUATE_PREDICTIONS_FILE, type EvaluateInput, EvaluateOutput } from '../ml/evaluation/evaluate.schemas.js';
import { ModelStore } from '../models/model-store.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import type { TaskEntity } from '../runner/task.entity.js';
import type { WorkerKind } from '../runner/task-kind.js';
import { TaskKindRegistry } from '../runner/task-kind.registry.js';
import { EVALUATE_KIND, EvaluateTaskInput } from './evaluate.task-input.js';
import { EvaluationEntity } from './evaluation.entity.js';
import { PredictionStore } from './prediction-store.js';

/** The trainer's side of an evaluation; the child's is `src/worker/handlers/evaluate.ts`. */
@Injectable()
export class EvaluateTask implements WorkerKind, OnModuleInit {
  readonly name = EVALUATE_KIND;
  readonly pausable = false;

  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(ModelStore) private readonly modelStore: ModelStore,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async stage(task: TaskEntity, scratch: string, signal: AbortSignal): Promise<EvaluateInput> {
    const evaluation = await this.dataSource.manager.findOneOrFail(EvaluationEntity, {
      where: addressOf(task),
      relations: { model: true, datasetVersion: true },
    });
    const { model, datasetVersion, split, sliceBy, seed } = evaluation;
    await this.modelStore.stage(model, join(scratch, 'model'), signal);
    await this.objects.download(splitKey(datasetVersion, split), join(scratch, 'examples.jsonl'));
    return { model: 'model', examples: 'examples.jsonl', dataset: datasetVersion.datasetId, split, sliceBy, seed };
  }

  async upload(task: TaskEntity, output: unknown, scratch: string): Promise<EvaluateOutput> {
    await this.predictions.put(addressOf(task), join(scratch, EVALUATE_PREDICTIONS_FILE));
    return EvaluateOutput.parse(output);
  }

  async publish(tx: EntityManager, task: TaskEntity, output: unknown): Promise<void> {
    await tx.update(EvaluationEntity, addressOf(task), { result: EvaluateOutput.parse(output).result });
  }

  /** Of an evaluation that was deleted, cancelled or failed after its upload, nothing stays. */
  async clean(task: TaskEntity): Promise<void> {
    const kept =
      task.status === 'succeeded' && (await this.dataSource.manager.existsBy(EvaluationEntity, addressOf(task)));
    if (!kept) await this.predictions.remove(addressOf(task));
  }
}

function addressOf({ input, projectId }: TaskEntity): { id: string; projectId: string } {
  return { id: EvaluateTaskInput.parse(input).evaluationId, projectId };
}
