import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { SPLITS, type Split } from '../ml/data/example.js';
import {
  DATASET_OUTPUT_FOLDER,
  DATASET_TASK,
  type DatasetTaskInput,
  DatasetTaskOutput,
  SUSPICIOUS_LABELS_FILE,
} from '../ml/data/version-task.js';
import { VERSION } from '../platform/config/version.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import type { TaskEntity } from '../runner/task.entity.js';
import type { WorkerKind } from '../runner/task-kind.js';
import { TaskKindRegistry } from '../runner/task-kind.registry.js';
import { reportKey, splitKey, suspiciousLabelsKey } from './dataset-keys.js';
import { DatasetSecretService } from './dataset-secret.service.js';
import { DatasetVersionEntity } from './dataset-version.entity.js';
import { ExampleSources } from './example-source.js';
import { writeExamples } from './write-examples.js';

/** The base model that comes with the package: its tokenizer measures the texts for the report. */
const MEASURING_MODEL = fileURLToPath(new URL('../../base-models/mini-en/', import.meta.url));
const TOKENIZER_FILES = ['tokenizer.json', 'tokenizer_config.json'];

/** The trainer's side of making a version: fetches the source, stores the splits, completes the version's row. */
@Injectable()
export class DatasetTask implements WorkerKind, OnModuleInit {
  readonly name = DATASET_TASK;
  readonly pausable = false;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly store: ObjectStore,
    private readonly sources: ExampleSources,
    private readonly secrets: DatasetSecretService,
    private readonly kinds: TaskKindRegistry,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async stage(task: TaskEntity, scratch: string): Promise<DatasetTaskInput> {
    const version = await this.versionOf(this.dataSource.manager, task, { dataset: true });
    const frozenFrom = version.options.split?.frozenFrom;
    const fileName = 'fileName' in version.source ? version.source.fileName : null;
    return {
      task: version.dataset.task,
      source: { path: 'source', fileName, ...(await this.stageSource(version, join(scratch, 'source'))) },
      options: version.options,
      // To the worker by its channel alone, never with what is kept of the task.
      pseudonymKey: version.options.anonymize ? await this.secrets.pseudonymKey(version.datasetId) : null,
      extends: version.extendsParent ? await this.stageEarlier(version, version.parent!, SPLITS, scratch) : null,
      frozenFrom: frozenFrom === undefined ? null : await this.stageEarlier(version, frozenFrom, ['test'], scratch),
      tokenizer: await this.stageTokenizer(scratch),
      codeVersion: VERSION,
    };
  }

  async upload(task: TaskEntity, output: unknown, scratch: string): Promise<unknown> {
    const version = await this.versionOf(this.dataSource.manager, task);
    const from = (name: string) => join(scratch, DATASET_OUTPUT_FOLDER, name);
    for (const split of SPLITS) await this.store.adopt(from(`${split}.jsonl`), splitKey(version, split));
    await this.store.upload(from(SUSPICIOUS_LABELS_FILE), suspiciousLabelsKey(version));
    await this.store.upload(from('report.json'), reportKey(version));
    return output;
  }

  async publish(tx: EntityManager, task: TaskEntity, output: unknown): Promise<void> {
    const { id } = await this.versionOf(tx, task);
    await tx.update(DatasetVersionEntity, { id }, DatasetTaskOutput.parse(output) as object);
  }

  private versionOf(manager: EntityManager, task: TaskEntity, relations = {}): Promise<DatasetVersionEntity> {
    return manager.findOneOrFail(DatasetVersionEntity, { where: { taskId: task.id }, relations });
  }

  private async stageSource(
    { source, projectId, dataset }: DatasetVersionEntity,
    path: string,
  ): Promise<Pick<DatasetTaskInput['source'], 'recipe' | 'records'>> {
    if ('key' in source) {
      await this.store.lend(source.key, path, { sha256: source.sha256 });
      return { recipe: { type: source.type, sha256: source.sha256 }, records: null };
    }
    const { task } = dataset;
    const records = this.sources.get(source.type).read({ ...source, projectId, task });
    const { sha256, taken, leftOut } = await writeExamples(records, task, path);
    return { recipe: { ...source, sha256 }, records: { taken, leftOut } };
  }

  /** Null where this installation comes without the base model. */
  private async stageTokenizer(scratch: string): Promise<string | null> {
    const folder = 'tokenizer';
    await mkdir(join(scratch, folder), { recursive: true });
    try {
      for (const name of TOKENIZER_FILES) await copyFile(join(MEASURING_MODEL, name), join(scratch, folder, name));
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  private async stageEarlier(
    { projectId, datasetId }: DatasetVersionEntity,
    number: number,
    splits: readonly Split[],
    scratch: string,
  ): Promise<NonNullable<DatasetTaskInput['extends']>> {
    const { digest } = await this.dataSource.manager.findOneByOrFail(DatasetVersionEntity, {
      datasetId,
      version: number,
    });
    const folder = 'earlier';
    await mkdir(join(scratch, folder), { recursive: true });
    for (const split of splits) {
      const key = splitKey({ projectId, datasetId, version: number }, split);
      await this.store.download(key, join(scratch, folder, `${split}.jsonl`));
    }
    return { version: number, digest: digest!, folder };
  }
}
