import type { FileHandle } from 'node:fs/promises';

/** Bytes after which the disk is asked to take what was written. */
const STEP_BYTES = 32 * 1024 * 1024;

/** Has a file go to the disk while it is written: the disk then works beside the processor, and little is left to wait for. */
export class SteadySync {
  private since = 0;
  private underWay: Promise<void> | null = null;

  constructor(private readonly handle: FileHandle) {}

  /** To be told of all that is written. */
  written(bytes: number): void {
    this.since += bytes;
    if (this.since < STEP_BYTES || this.underWay) return;
    this.since = 0;
    this.underWay = this.handle.datasync().finally(() => {
      this.underWay = null;
    });
    // A failure is the file's: `rest` meets it again.
    this.underWay.catch(() => {});
  }

  /** Waits until all is on the disk. */
  async rest(): Promise<void> {
    await this.underWay;
    await this.handle.sync();
  }
}
