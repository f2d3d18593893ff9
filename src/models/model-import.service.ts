import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Request } from 'express';
import { DataSource } from 'typeorm';
import type { RequestContext } from '../platform/auth/request-context.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { readMultipart } from '../platform/http/multipart.js';
import { parseRequest } from '../platform/http/validation.js';
import { newId } from '../platform/ids.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { TaskService } from '../runner/task.service.js';
import { IMPORT_KIND, IMPORT_LIMITS, type ImportTaskInput, uploadKey } from './import.task.js';
import { resolveImportFolder } from './import-folder.js';
import { ModelEntity } from './model.entity.js';
import { type ModelView, toModelView } from './model.schemas.js';
import { ModelImport, ModelUpload } from './model-import.schemas.js';

/** Takes what is to be imported and queues the work; what is wrong with the files themselves, the task finds out. */
@Injectable()
export class ModelImportService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(TaskService) private readonly tasks: TaskService,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  import(caller: RequestContext, body: ModelImport | undefined, request: Request): Promise<ModelView> {
    if (request.is('multipart/form-data')) return this.fromUpload(caller, request);
    return this.fromSource(caller, parseRequest(ModelImport, body));
  }

  private async fromSource({ projectId }: RequestContext, { name, source }: ModelImport): Promise<ModelView> {
    // Of the Hub, only a trainer asks: the api waits for nobody's network.
    if (source.type === 'folder') await resolveImportFolder(this.config.importDir, source.path);
    return this.create({ id: newId('mdl'), projectId, name }, source);
  }

  /** A tar, as it arrives. Nothing of it stays when the request turns out to be no good. */
  private async fromUpload({ projectId }: RequestContext, request: Request): Promise<ModelView> {
    const id = newId('mdl');
    const key = uploadKey(projectId, id);
    try {
      const { fields } = await readMultipart(request, {
        file: 'file',
        fields: Object.keys(ModelUpload.shape),
        maxFileBytes: IMPORT_LIMITS.maxBytes,
        receive: (stream) => this.objects.put(key, stream),
      });
      const { name } = parseRequest(ModelUpload, fields);
      return await this.create({ id, projectId, name }, { type: 'archive' });
    } catch (error) {
      await this.objects.delete(key);
      throw error;
    }
  }

  /** The row and its task, together or not at all. */
  private create(
    identity: Pick<ModelEntity, 'id' | 'projectId' | 'name'>,
    source: ImportTaskInput['source'],
  ): Promise<ModelView> {
    return this.dataSource.transaction(async (tx) => {
      const { id: modelId, projectId, name } = identity;
      const input: ImportTaskInput = { modelId, name, source };
      const importTask = await this.tasks.enqueue(tx, { kind: IMPORT_KIND, projectId, input });
      await tx.insert(ModelEntity, { ...identity, kind: 'base', builtIn: false, importTask } as object);
      const model = await tx.findOneOrFail(ModelEntity, { where: { id: modelId }, relations: { importTask: true } });
      return toModelView(model, []);
    });
  }
}
