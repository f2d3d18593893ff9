import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Manifest } from '../ml/artifact/manifest.js';
import { ModelFolder } from '../ml/artifact/model-folder.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import type { ModelEntity } from './model.entity.js';

/** A model folder that lies in the object store: what its row is made from. JSON, so that a task can hand it on. */
export interface StoredModel {
  readonly manifest: Manifest;
  readonly digest: string;
  readonly files: Manifest['files'];
}

/** Where a model's files lie in the object store, and the ways in and out. */
@Injectable()
export class ModelStore {
  constructor(@Inject(ObjectStore) private readonly objects: ObjectStore) {}

  key({ projectId, id }: Pick<ModelEntity, 'projectId' | 'id'>, path: string): string {
    return `projects/${projectId}/models/${id}/${path}`;
  }

  /**
   * Verifies a sealed folder and puts it into the store, its manifest last. Doing it again changes nothing, so this may
   * run before the transaction that writes the row.
   */
  async put(model: Pick<ModelEntity, 'projectId' | 'id'>, folder: string, signal?: AbortSignal): Promise<StoredModel> {
    const opened = await ModelFolder.open(folder);
    const files = await opened.files();
    for (const [path, { sha256 }] of Object.entries(files)) {
      signal?.throwIfAborted();
      const written = await this.objects.upload(join(folder, path), this.key(model, path));
      if (written.sha256 !== sha256) throw new Error(`${path} of model ${model.id} changed while it was stored.`);
    }
    return { manifest: opened.manifest, digest: opened.digest, files };
  }

  /** Copies a model into a folder, which is made; every file is checked against its hash. */
  async stage(model: ModelEntity, folder: string, signal?: AbortSignal): Promise<void> {
    for (const [path, { sha256 }] of Object.entries(model.files ?? {})) {
      signal?.throwIfAborted();
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      await this.objects.download(this.key(model, path), target, { sha256 });
    }
  }

  async remove(model: Pick<ModelEntity, 'projectId' | 'id'>): Promise<void> {
    for await (const { key } of this.objects.list(this.key(model, ''))) await this.objects.delete(key);
  }
}
