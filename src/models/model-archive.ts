import { Readable } from 'node:stream';
import { Header } from 'tar';

const BLOCK = 512;
/** Two empty blocks end a tar. */
const END = Buffer.alloc(2 * BLOCK);

export interface ArchivedFile {
  /** At most 100 characters, as those of a model folder are: it fits a plain header. */
  readonly path: string;
  readonly size: number;
  open(): Promise<Readable>;
}

/** A tar of files that are opened one after the other, as the reader gets to them. The same files give the same bytes. */
export function tarOf(files: readonly ArchivedFile[], time: Date): Readable {
  return Readable.from(blocks(files, time), { objectMode: false });
}

export function archiveSize(files: readonly Pick<ArchivedFile, 'size'>[]): number {
  return files.reduce((sum, { size }) => sum + BLOCK + size + padding(size), END.length);
}

async function* blocks(files: readonly ArchivedFile[], mtime: Date): AsyncGenerator<Buffer> {
  for (const { path, size, open } of files) {
    const header = Buffer.alloc(BLOCK);
    const needsPax = new Header({ path, size, type: 'File', mode: 0o644, mtime }).encode(header);
    if (needsPax) throw new Error(`"${path}" does not fit a tar header.`);
    yield header;
    yield* await open();
    yield Buffer.alloc(padding(size));
  }
  yield END;
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
