import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelEntity } from '../models/model.entity.js';
import type { ModelStore } from '../models/model-store.js';
import { ScratchFolders } from '../runner/scratch-folders.js';

interface Copy {
  readonly ready: Promise<string>;
  users: number;
}

/** Copies of models on this machine's disk: one a model, whoever uses it, gone with its last user. */
export class ModelFolders {
  private readonly scratch: ScratchFolders;
  private readonly copies = new Map<string, Copy>();
  private made = 0;

  constructor(
    private readonly store: ModelStore,
    root: string,
    serverId: string,
  ) {
    this.scratch = new ScratchFolders(root, serverId);
  }

  /** Keeps our own alive and removes what dead servers left. */
  tend(): Promise<void> {
    return this.scratch.tend();
  }

  /** The folder with the model's files, each checked against its hash. */
  async acquire(model: ModelEntity): Promise<string> {
    const copy = this.copies.get(model.id) ?? { ready: this.copy(model), users: 0 };
    this.copies.set(model.id, copy);
    copy.users++;
    try {
      return await copy.ready;
    } catch (error) {
      await this.release(model);
      throw error;
    }
  }

  async release({ id }: Pick<ModelEntity, 'id'>): Promise<void> {
    const copy = this.copies.get(id);
    if (!copy || --copy.users > 0) return;
    this.copies.delete(id);
    const folder = await copy.ready.catch(() => null);
    // What can't be removed now goes with the server's whole folder.
    if (folder !== null) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }

  remove(): Promise<void> {
    return this.scratch.remove();
  }

  /** Each copy has a folder of its own: an earlier one of the same model may be on its way out. */
  private async copy(model: ModelEntity): Promise<string> {
    const folder = join(this.scratch.own, `${model.id}-${this.made++}`);
    try {
      await mkdir(folder, { recursive: true });
      await this.store.stage(model, folder);
      return folder;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
}
