import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';

const BLOCK_BYTES = 512 * 1024;
/** A block is written when so much of it is full. */
const ENOUGH_BYTES = BLOCK_BYTES / 2;
const NEWLINE = 0x0a;

/**
 * A file of lines in the making; `close` gives the SHA-256 of its content. Lines are gathered in one of two blocks
 * of memory that take turns, and the file is written from the other.
 */
export class LineFile {
  private readonly hash = createHash('sha256');
  private block: Buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  /** What the file is written from while lines are gathered in the block. */
  private other: Buffer | null = null;
  private writing: Promise<void> = Promise.resolve();
  private used = 0;
  private handle: FileHandle | null = null;

  constructor(private readonly path: string) {}

  async write(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      // A character is at most three bytes.
      this.makeRoom(3 * line.length + 1);
      this.used += this.block.write(line, this.used, 'utf8');
      this.block[this.used++] = NEWLINE;
      if (this.used >= ENOUGH_BYTES) await this.flush();
    }
  }

  /** Gathers a line that is there in bytes, and what comes after it. To be followed by `settle` before long. */
  gather(bytes: Buffer, start: number, end: number, after: Buffer): void {
    this.makeRoom(end - start + after.length);
    this.used += bytes.copy(this.block, this.used, start, end);
    this.used += after.copy(this.block, this.used);
  }

  /** Writes what was gathered, where that is enough to be worth it. */
  async settle(): Promise<void> {
    if (this.used >= ENOUGH_BYTES) await this.flush();
  }

  async close(): Promise<string> {
    await this.flush();
    await this.writing;
    await this.handle!.close();
    return this.hash.digest('hex');
  }

  private makeRoom(bytes: number): void {
    if (this.used + bytes <= this.block.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.block.length, this.used + bytes));
    this.block.copy(larger, 0, 0, this.used);
    this.block = larger;
  }

  private async flush(): Promise<void> {
    this.handle ??= await open(this.path, 'w');
    const bytes = this.block.subarray(0, this.used);
    this.hash.update(bytes);
    await this.writing;
    this.writing = this.handle.writeFile(bytes);
    // Who flushes next hears of a failure.
    this.writing.catch(() => {});
    const next = this.other ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
    this.other = this.block.length > BLOCK_BYTES ? null : this.block;
    [this.block, this.used] = [next, 0];
  }
}
