import { open, stat } from 'node:fs/promises';

/** The bytes of a source: from the start as a stream, and any range of them, for formats that are read from their end. */
export interface SourceFile {
  readonly byteLength: number;
  /** Pieces are in the same memory in turn: one that is kept past the next has to be copied. */
  stream(): AsyncIterable<Uint8Array>;
  /** Bytes from `start` up to, not including, `end`. */
  slice(start: number, end: number): Promise<ArrayBuffer>;
}

const READ_BYTES = 256 * 1024;

export async function fileSource(path: string, signal?: AbortSignal): Promise<SourceFile> {
  const { size } = await stat(path);
  return {
    byteLength: size,
    stream: () => readPieces(path, signal),
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

/**
 * Two buffers for all, of which one is read into while the other is used: as many as a file has pieces would fill memory until
 * the garbage collector comes by.
 */
export async function* readPieces(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const handle = await open(path);
  const read = (buffer: Buffer) => handle.read(buffer, 0, buffer.length);
  let other: Buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  let reading = read(Buffer.allocUnsafeSlow(READ_BYTES));
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead, buffer } = await reading;
      if (bytesRead === 0) return;
      reading = read(other);
      other = buffer;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await reading.catch(() => {});
    await handle.close();
  }
}

/** @param chunk bytes that the stream gives at a time */
export function memorySource(bytes: Uint8Array, chunk = bytes.length): SourceFile {
  async function* stream() {
    const buffer = Buffer.allocUnsafe(chunk);
    for (let at = 0; at < bytes.length; at += chunk) {
      const piece = bytes.subarray(at, at + chunk);
      buffer.set(piece);
      yield buffer.subarray(0, piece.length);
      buffer.fill(0);
    }
  }
  return {
    byteLength: bytes.length,
    stream,
    slice: async (start, end) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
}
