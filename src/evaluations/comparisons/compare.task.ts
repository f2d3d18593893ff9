import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { CompareInput, CompareOutput, DISAGREEMENTS_FILE } from '../../ml/evaluation/comparison/compare.schemas.js';
import type { TaskEntity } from '../../runner/task.entity.js';
import type { WorkerKind } from '../../runner/task-kind.js';
import { TaskKindRegistry } from '../../runner/task-kind.registry.js';
import { PredictionStore } from '../prediction-store.js';
import { COMPARE_KIND, CompareTaskInput } from './compare.task-input.js';
import { ComparisonEntity } from './comparison.entity.js';
import { DisagreementStore } from './disagreement-store.js';

/** The trainer's side of a comparison; the child's is `src/worker/handlers/compare.ts`. */
@Injectable()
export class CompareTask implements WorkerKind, OnModuleInit {
  readonly name = COMPARE_KIND;
  readonly pausable = false;

  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(PredictionStore) private readonly predictions: PredictionStore,
    @Inject(DisagreementStore) private readonly disagreements: DisagreementStore,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async stage(task: TaskEntity, scratch: string): Promise<CompareInput> {
    const { a, b, metric, seed, projectId } = await this.dataSource.manager.findOneOrFail(ComparisonEntity, {
      where: addressOf(task),
      relations: { a: { model: true }, b: { model: true } },
    });
    for (const [name, { id }] of Object.entries({ a, b })) {
      await this.predictions.stage({ id, projectId }, join(scratch, `${name}.jsonl`));
    }
    const labels = [...new Set([...(a.model.labels ?? []), ...(b.model.labels ?? [])])];
    return CompareInput.parse({ a: 'a.jsonl', b: 'b.jsonl', task: a.model.task, labels, metric, seed });
  }

  async upload(task: TaskEntity, output: unknown, scratch: string): Promise<CompareOutput> {
    await this.disagreements.put(addressOf(task), join(scratch, DISAGREEMENTS_FILE));
    return CompareOutput.parse(output);
  }

  async publish(tx: EntityManager, task: TaskEntity, output: unknown): Promise<void> {
    await tx.update(ComparisonEntity, addressOf(task), { result: CompareOutput.parse(output).result });
  }

  /** Of a comparison that was deleted, cancelled or failed after its upload, nothing stays. */
  async clean(task: TaskEntity): Promise<void> {
    const kept =
      task.status === 'succeeded' && (await this.dataSource.manager.existsBy(ComparisonEntity, addressOf(task)));
    if (!kept) await this.disagreements.remove(addressOf(task));
  }
}

function addressOf({ input, projectId }: TaskEntity): { id: string; projectId: string } {
  return { id: CompareTaskInput.parse(input).comparisonId, projectId };
}
