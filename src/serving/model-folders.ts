import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelEntity } from '../models/model.entity.js';
import type { ModelStore } from '../models/model-store.js';
import { ScratchFolders } from '../runner/scratch-folders.js';

interface Copy {
  readonly ready: Promise<string>;
  /** Aborts the copying. */
  readonly stop: AbortController;
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

  /** The folder with the model's files, each checked against its hash. Rejects at once when the signal aborts. */
  async acquire(model: ModelEntity, signal: AbortSignal): Promise<string> {
    const copy = this.copies.get(model.id) ?? this.begin(model);
    copy.users++;
    try {
      return await orAborted(copy.ready, signal);
    } catch (error) {
      this.release(model);
      throw error;
    }
  }

  release({ id }: Pick<ModelEntity, 'id'>): void {
    const copy = this.copies.get(id);
    if (!copy || --copy.users > 0) return;
    this.copies.delete(id);
    copy.stop.abort();
    // What can't be removed now goes with the server's whole folder.
    copy.ready.then((folder) => rm(folder, { recursive: true, force: true })).catch(() => {});
  }

  remove(): Promise<void> {
    return this.scratch.remove();
  }

  private begin(model: ModelEntity): Copy {
    const stop = new AbortController();
    const copy: Copy = { ready: this.copy(model, stop.signal), stop, users: 0 };
    this.copies.set(model.id, copy);
    return copy;
  }

  /** Each copy has a folder of its own: an earlier one of the same model may be on its way out. */
  private async copy(model: ModelEntity, signal: AbortSignal): Promise<string> {
    const folder = join(this.scratch.own, `${model.id}-${this.made++}`);
    try {
      await mkdir(folder, { recursive: true });
      await this.store.stage(model, folder, signal);
      return folder;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }
}

/** For work that others may still be waiting for. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
