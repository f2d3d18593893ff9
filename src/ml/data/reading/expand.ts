import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from '../../input-error.js';

/** Undoes gzip, chunk by chunk, up to `limit` bytes: a small file may expand without end. */
export async function* expand(gzipped: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  // The pipeline's failure destroys `gunzip`, and so reaches the loop below; its own promise needs no second reader.
  const feeding = pipeline(Readable.from(copies(gzipped)), gunzip).catch(() => undefined);
  let expanded = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      expanded += chunk.length;
      if (expanded > limit) {
        throw new InputError('expands-too-far', `The gzip file expands to more than ${limit} bytes. Split it.`);
      }
      yield chunk;
    }
  } catch (error) {
    throw isZlibError(error)
      ? new InputError(
          'broken-gzip',
          `The gzip file is broken or cut short (${error.message}). Compress and send it again.`,
        )
      : error;
  } finally {
    gunzip.destroy();
    await feeding;
  }
}

/** Streams hold what they will write. */
async function* copies(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
