import { extname } from 'node:path';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { Request } from 'express';
import type { RequestContext } from '../platform/auth/request-context.js';
import { sendObject } from '../platform/http/content.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { ModelFileNotFound } from './model.errors.js';
import { archiveSize, tarOf } from './model-archive.js';
import type { ModelFileList } from './model-files.schemas.js';
import { ModelStore } from './model-store.js';
import { ModelsService } from './models.service.js';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};
export const OTHER_FILES = 'application/octet-stream';

@Injectable()
export class ModelFilesService {
  constructor(
    @Inject(ModelsService) private readonly models: ModelsService,
    @Inject(ModelStore) private readonly store: ModelStore,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
  ) {}

  async list({ projectId }: RequestContext, reference: string): Promise<ModelFileList> {
    const { files } = await this.models.resolveReady(projectId, reference);
    return { data: Object.entries(files ?? {}).map(([path, file]) => ({ path, ...file })) };
  }

  /** Only what its manifest lists is served: a path is a name in that list, never a place in the store. */
  async download(
    { projectId }: RequestContext,
    reference: string,
    path: string,
    request: Request,
  ): Promise<StreamableFile> {
    const model = await this.models.resolveReady(projectId, reference);
    const file = model.files && Object.hasOwn(model.files, path) ? model.files[path] : undefined;
    if (!file) throw new ModelFileNotFound(model.id, path);
    const etag = `"${file.sha256}"`;
    request.res!.setHeader('ETag', etag);
    // Resuming a download under an alias that has moved meanwhile would sew two models together.
    const ifRange = request.get('If-Range');
    if (ifRange !== undefined && ifRange !== etag) delete request.headers.range;
    const type = MEDIA_TYPES[extname(path)] ?? OTHER_FILES;
    return sendObject(this.objects, this.store.key(model, path), request, { type, filename: path.split('/').at(-1)! });
  }

  /** The whole folder as a tar, made while it is sent. */
  async archive({ projectId }: RequestContext, reference: string): Promise<StreamableFile> {
    const model = await this.models.resolveReady(projectId, reference);
    const files = Object.entries(model.files ?? {}).map(([path, { size }]) => ({
      path,
      size,
      open: () => this.objects.get(this.store.key(model, path)),
    }));
    const archive = new StreamableFile(tarOf(files, model.createdAt), {
      type: 'application/x-tar',
      length: archiveSize(files),
      disposition: `attachment; filename="${model.id}.tar"`,
    });
    return archive.setErrorHandler((_error, response) => response.destroy?.());
  }
}
