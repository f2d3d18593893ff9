import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { CalibrationSummary } from '../ml/calibration/calibration-summary.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { VERSION } from '../platform/config/version.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import type { TaskEntity } from '../runner/task.entity.js';
import type { ReportEvent, WorkerKind } from '../runner/task-kind.js';
import { TaskKindRegistry } from '../runner/task-kind.registry.js';
import { HubImport } from './hub/hub-import.js';
import { resolveImportFolder } from './import-folder.js';
import { ModelEntity } from './model.entity.js';
import { ModelStore, type StoredModel } from './model-store.js';
import { rowOf } from './models.service.js';

export const IMPORT_KIND = 'import';
/** Of a model's files together, packed or not. */
export const IMPORT_LIMITS = { maxBytes: 32 * 1024 ** 3, maxFiles: 2000 };

const ImportTaskInput = z.strictObject({
  modelId: z.string(),
  name: z.string(),
  source: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('archive') }),
    z.strictObject({ type: z.literal('folder'), path: z.string() }),
    z.strictObject({ type: z.literal('huggingface'), repo: z.string(), revision: z.string() }),
  ]),
});
export type ImportTaskInput = z.infer<typeof ImportTaskInput>;

const HandlerOutput = z.strictObject({
  folder: z.string(),
  evaluation: z.strictObject({
    metrics: z.record(z.string(), z.number()).nullable(),
    calibration: CalibrationSummary.nullable(),
  }),
});

/** What `upload` hands to `publish`. */
interface ImportedModel {
  stored: StoredModel;
  evaluation: z.infer<typeof HandlerOutput>['evaluation'];
}

/** Where an uploaded tar waits for its task. */
export function uploadKey(projectId: string, modelId: string): string {
  return `projects/${projectId}/uploads/${modelId}.tar`;
}

/** The trainer's side of an import; the child's is `src/worker/handlers/import.ts`. */
@Injectable()
export class ImportTask implements WorkerKind, OnModuleInit {
  readonly name = IMPORT_KIND;
  readonly pausable = false;

  constructor(
    @Inject(TaskKindRegistry) private readonly kinds: TaskKindRegistry,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(ModelStore) private readonly store: ModelStore,
    @Inject(HubImport) private readonly hub: HubImport,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async stage(task: TaskEntity, scratch: string, signal: AbortSignal, report: ReportEvent): Promise<unknown> {
    const { modelId, name, source } = ImportTaskInput.parse(task.input);
    const common = { name, codeVersion: VERSION, limits: IMPORT_LIMITS };
    if (source.type === 'folder') {
      const { importDir } = this.config;
      const path = await resolveImportFolder(importDir, source.path);
      return { ...common, origin: 'folder', source: { type: 'folder', path, root: importDir } };
    }
    if (source.type === 'huggingface') {
      const { repo, revision } = source;
      const request = { modelId, repo, revision, limits: IMPORT_LIMITS };
      const { folder, origin } = await this.hub.fetch(request, { scratch, signal, report });
      return { ...common, origin, source: { type: 'folder', path: folder, root: folder } };
    }
    const path = join(scratch, 'upload.tar');
    await this.objects.download(uploadKey(task.projectId, modelId), path);
    return { ...common, origin: 'archive', source: { type: 'archive', path } };
  }

  async upload(task: TaskEntity, output: unknown, scratch: string, signal: AbortSignal): Promise<ImportedModel> {
    const { modelId: id } = ImportTaskInput.parse(task.input);
    const { folder, evaluation } = HandlerOutput.parse(output);
    const stored = await this.store.put({ id, projectId: task.projectId }, join(scratch, folder), signal);
    return { stored, evaluation };
  }

  async publish(tx: EntityManager, task: TaskEntity, output: unknown): Promise<void> {
    const { modelId: id } = ImportTaskInput.parse(task.input);
    const { stored, evaluation } = output as ImportedModel;
    const row = { ...rowOf(stored), ...evaluation };
    await tx.update(ModelEntity, { id, projectId: task.projectId }, row as object);
  }

  /** The upload or the download has done its work; of a model that was deleted meanwhile, nothing stays. */
  async clean({ input, projectId }: TaskEntity): Promise<void> {
    const { modelId: id } = ImportTaskInput.parse(input);
    await this.objects.delete(uploadKey(projectId, id));
    await this.hub.forget(id);
    if (!(await this.dataSource.manager.existsBy(ModelEntity, { id, projectId })))
      await this.store.remove({ id, projectId });
  }
}
