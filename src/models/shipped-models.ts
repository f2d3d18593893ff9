import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { ArtifactError } from '../ml/artifact/artifact-error.js';
import { MANIFEST_FILE, manifestDigest } from '../ml/artifact/manifest.js';
import { LOGGER } from '../platform/logging/logger.js';
import { DEFAULT_PROJECT_ID } from '../platform/project.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { ModelEntity } from './model.entity.js';
import { ModelStore } from './model-store.js';
import { rowOf } from './models.service.js';

/** The base models that come in the package; their folder's name is their id. */
const SHIPPED = ['mini-en'];
const FOLDER = fileURLToPath(new URL('../../base-models/', import.meta.url));

/** Puts the models that ship into the store and the list, at every boot: nothing is done twice, and any process may do it. */
@Injectable()
export class ShippedModels implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ModelStore) private readonly store: ModelStore,
    @Inject(ObjectStore) private readonly objects: ObjectStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.installFrom(FOLDER);
  }

  async installFrom(root: string): Promise<void> {
    for (const id of SHIPPED) {
      await this.install(id, join(root, id)).catch((err: unknown) => {
        // A damaged package is no reason to stop serving the models that are there.
        if (!(err instanceof ArtifactError)) throw err;
        this.logger.error({ model: id, err }, 'this package has a damaged base model: it is not installed');
      });
    }
  }

  private async install(id: string, folder: string): Promise<void> {
    const manifest = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => undefined);
    if (manifest === undefined) {
      this.logger.warn({ model: id, folder }, 'this package comes without its base model: it is not listed');
      return;
    }
    const model = { id, projectId: DEFAULT_PROJECT_ID };
    if (await this.isInstalled(model, manifestDigest(manifest))) return;
    const stored = await this.store.put(model, folder);
    await this.dataSource.manager.upsert(
      ModelEntity,
      { ...model, name: id, builtIn: true, ...rowOf(stored) } as object,
      ['id'],
    );
    this.logger.info({ model: id, digest: stored.digest }, 'base model installed');
  }

  /** The row may be there without the files, when the object store was changed for another. */
  private async isInstalled(model: Pick<ModelEntity, 'id' | 'projectId'>, digest: string): Promise<boolean> {
    const row = await this.dataSource.manager.findOneBy(ModelEntity, { ...model, digest });
    if (!row?.files) return false;
    for (const path of Object.keys(row.files)) {
      if (!(await this.objects.exists(this.store.key(model, path)))) return false;
    }
    return true;
  }
}
