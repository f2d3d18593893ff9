import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Example } from '../ml/data/example.js';

/** Writes examples as JSON Lines; gives the SHA-256 of what it wrote. */
export async function writeExamples(examples: AsyncIterable<Example>, path: string): Promise<string> {
  const hash = createHash('sha256');
  async function* lines() {
    for await (const example of examples) {
      const line = `${JSON.stringify(example)}\n`;
      hash.update(line);
      yield line;
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path));
  return hash.digest('hex');
}
