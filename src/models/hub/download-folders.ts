import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { isFinal } from '../../runner/task-status.js';
import { ModelEntity } from '../model.entity.js';

/**
 * Where downloads lie while their import is under way: not in the scratch folder of an attempt, which ends with it, so that
 * the next attempt on this machine goes on with them.
 */
@Injectable()
export class DownloadFolders {
  private readonly root: string;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(CONFIG) config: Pick<Config, 'home'>,
  ) {
    this.root = join(config.home, 'downloads');
  }

  /** The folder for a model's files of one commit. Files of other commits, should the branch have moved, are removed. */
  async open(modelId: string, commit: string): Promise<string> {
    const parent = join(this.root, modelId);
    for (const other of await namesIn(parent)) {
      if (other !== commit) await rm(join(parent, other), { recursive: true, force: true });
    }
    await mkdir(join(parent, commit), { recursive: true });
    return join(parent, commit);
  }

  async remove(modelId: string): Promise<void> {
    await rm(join(this.root, modelId), { recursive: true, force: true });
  }

  /** Removes what imports have left that are over: they may have ended on another machine, which can't do it for this one. */
  async tidy(): Promise<void> {
    const ids = await namesIn(this.root);
    if (ids.length === 0) return;
    const models = await this.dataSource.manager.find(ModelEntity, {
      where: { id: In(ids) },
      relations: { importTask: true },
    });
    const wanted = new Set(
      models.filter(({ importTask }) => importTask && !isFinal(importTask.status)).map(({ id }) => id),
    );
    for (const id of ids) if (!wanted.has(id)) await this.remove(id);
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
