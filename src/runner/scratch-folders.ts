import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Trainers touch their folder every few seconds; one untouched for so long belongs to nobody any more. */
const DEAD_AFTER_MS = 600_000;

/** Where tasks have their files while they run: a folder a trainer, below a root that several may share. */
export class ScratchFolders {
  readonly own: string;

  constructor(
    private readonly root: string,
    trainerId: string,
  ) {
    this.own = join(root, trainerId);
  }

  /** Keeps our own alive and removes what dead trainers left. */
  async tend(): Promise<void> {
    await mkdir(this.own, { recursive: true });
    const now = new Date();
    await utimes(this.own, now, now);
    for (const name of await readdir(this.root)) {
      const folder = join(this.root, name);
      const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (mtimeMs < now.getTime() - DEAD_AFTER_MS) await rm(folder, { recursive: true, force: true });
    }
  }

  async remove(): Promise<void> {
    await rm(this.own, { recursive: true, force: true });
  }
}
