import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { HubHash } from './hub-file.js';

/** The hash of a file of that many bytes, as the Hub names it; hexadecimal. */
export async function hashOfFile(
  path: string,
  size: number,
  algorithm: HubHash['algorithm'],
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm === 'sha256' ? 'sha256' : 'sha1');
  if (algorithm === 'git-blob') hash.update(`blob ${size}\0`);
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
