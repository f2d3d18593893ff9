import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { newId } from '../platform/ids.js';
import { LOGGER } from '../platform/logging/logger.js';
import { ObjectCorrupted, ObjectNotFound, ObjectStore } from '../platform/storage/object-store.js';
import type { StagedCheckpoint } from '../worker/protocol.js';
import type { TaskCheckpoint, TaskEntity } from './task.entity.js';

type Owner = Pick<TaskEntity, 'id' | 'projectId'>;

/** Checkpoints in the object store, where a trainer on another machine finds them. The task's row says which count. */
@Injectable()
export class CheckpointStore {
  constructor(
    @Inject(ObjectStore) private readonly store: ObjectStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Copies a folder there. It counts once it is in the row; until then nothing refers to it. */
  async save(task: Owner, folder: string, step: number): Promise<TaskCheckpoint> {
    const id = newId('ckp');
    const key = `${prefixOf(task)}${id}`;
    const files: TaskCheckpoint['files'] = [];
    for (const path of await filesBelow(folder)) {
      const { size, sha256 } = await this.store.upload(join(folder, path), `${key}/${path}`);
      files.push({ path, size, sha256 });
    }
    return { id, key, step, createdAt: new Date().toISOString(), files };
  }

  /** Lays the newest checkpoint that is whole into `folder`; null where there is none to go on from. */
  async restore(task: TaskEntity, folder: string): Promise<StagedCheckpoint | null> {
    for (const checkpoint of task.checkpoints.toReversed()) {
      try {
        await mkdir(folder, { recursive: true });
        for (const { path, sha256 } of checkpoint.files) {
          await mkdir(dirname(join(folder, path)), { recursive: true });
          await this.store.download(`${checkpoint.key}/${path}`, join(folder, path), { sha256 });
        }
        return { path: folder, step: checkpoint.step };
      } catch (err) {
        if (!(err instanceof ObjectNotFound || err instanceof ObjectCorrupted)) throw err;
        this.logger.warn(
          { err, taskId: task.id, checkpoint: checkpoint.id },
          'a checkpoint cannot be read; trying an older one',
        );
        await rm(folder, { recursive: true, force: true });
      }
    }
    return null;
  }

  async remove(checkpoint: TaskCheckpoint): Promise<void> {
    for (const { path } of checkpoint.files) await this.store.delete(`${checkpoint.key}/${path}`);
  }

  /** Also those that a crash kept from being recorded. */
  async removeAll(task: Owner): Promise<void> {
    for await (const { key } of this.store.list(prefixOf(task))) await this.store.delete(key);
  }
}

const prefixOf = ({ projectId, id }: Owner) => `projects/${projectId}/tasks/${id}/checkpoints/`;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}
