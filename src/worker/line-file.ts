import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A file of lines in the making; `close` gives the SHA-256 of its content. */
export class LineFile {
  private readonly stream;
  private readonly hash = createHash('sha256');

  constructor(path: string) {
    this.stream = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  }

  async write(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    this.hash.update(bytes);
    if (!this.stream.write(bytes)) await once(this.stream, 'drain');
  }

  async close(): Promise<string> {
    this.stream.end();
    await finished(this.stream);
    return this.hash.digest('hex');
  }
}
