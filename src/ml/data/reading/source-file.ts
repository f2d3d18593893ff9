import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';

/** The bytes of a source: from the start as a stream, and any range of them, for formats that are read from their end. */
export interface SourceFile {
  readonly byteLength: number;
  stream(): AsyncIterable<Uint8Array>;
  /** Bytes from `start` up to, not including, `end`. */
  slice(start: number, end: number): Promise<ArrayBuffer>;
}

const READ_BYTES = 256 * 1024;

export async function fileSource(path: string, signal?: AbortSignal): Promise<SourceFile> {
  const { size } = await stat(path);
  return {
    byteLength: size,
    stream: () => createReadStream(path, { highWaterMark: READ_BYTES, ...(signal && { signal }) }),
    slice: async (start, end) => {
      signal?.throwIfAborted();
      const bytes = new Uint8Array(end - start);
      const handle = await open(path);
      try {
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        if (bytesRead < bytes.length) throw new Error(`${path} ends before byte ${end}.`);
      } finally {
        await handle.close();
      }
      return bytes.buffer;
    },
  };
}

/** @param chunk bytes that the stream gives at a time */
export function memorySource(bytes: Uint8Array, chunk = Number.POSITIVE_INFINITY): SourceFile {
  async function* stream() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  return {
    byteLength: bytes.length,
    stream,
    slice: async (start, end) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
}
