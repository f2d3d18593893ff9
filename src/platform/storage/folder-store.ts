import { createHash } from 'node:crypto';
import { type FileHandle, link, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { newId } from '../ids.js';
import {
  checkKey,
  ObjectCorrupted,
  ObjectNotFound,
  ObjectStore,
  type StoredObject,
  type WrittenObject,
} from './object-store.js';
import { SteadySync } from './steady-sync.js';

/** Unfinished writes. Inside the root, so that the rename stays on one file system; no key starts with it. */
const PARTIAL = '.partial';
const ABANDONED_MS = 86_400_000;
/** Of a copy from file to file. */
const COPY_BYTES = 1024 * 1024;

type Content = Readable | Buffer | { file: string };

export class FolderStore extends ObjectStore {
  constructor(private readonly root: string) {
    super();
  }

  put(key: string, content: Readable | Buffer): Promise<WrittenObject> {
    return this.write(key, this.path(key), content);
  }

  async get(key: string): Promise<Readable> {
    return (await this.open(key)).createReadStream();
  }

  async getRange(key: string, start: number, end: number): Promise<Readable> {
    return (await this.open(key)).createReadStream({ start, end });
  }

  async head(key: string): Promise<StoredObject> {
    const found = await stat(this.path(key)).catch(ignoreMissing);
    if (!found?.isFile()) throw new ObjectNotFound(key);
    return { key, size: found.size };
  }

  async exists(key: string): Promise<boolean> {
    const found = await stat(this.path(key)).catch(ignoreMissing);
    return found?.isFile() ?? false;
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
    const start = folder ? this.path(folder.slice(0, -1)) : this.root;
    for await (const path of filesBelow(start)) {
      const key = relative(this.root, path).split(sep).join('/');
      if (!key.startsWith(prefix) || key.startsWith(`${PARTIAL}/`)) continue;
      const found = await stat(path).catch(ignoreMissing);
      if (found) yield { key, size: found.size };
    }
  }

  async download(key: string, path: string, { sha256 }: { sha256?: string } = {}): Promise<WrittenObject> {
    await this.head(key);
    const written = await this.write(key, path, { file: this.path(key) });
    if (sha256 && written.sha256 !== sha256) {
      await rm(path, { force: true });
      throw new ObjectCorrupted(key, sha256, written.sha256);
    }
    return written;
  }

  upload(path: string, key: string): Promise<WrittenObject> {
    return this.write(key, this.path(key), { file: path });
  }

  async lend(key: string, path: string, { sha256 }: { sha256: string }): Promise<void> {
    await this.head(key);
    if (!(await linked(this.path(key), path))) {
      await this.download(key, path, { sha256 });
      return;
    }
    const hash = createHash('sha256');
    for await (const piece of readThrough(path)) hash.update(piece);
    const found = hash.digest('hex');
    if (found === sha256) return;
    await rm(path, { force: true });
    throw new ObjectCorrupted(key, sha256, found);
  }

  async adopt(path: string, key: string): Promise<void> {
    const target = this.path(key);
    const partial = this.partial();
    await mkdir(dirname(partial), { recursive: true });
    if (!(await linked(path, partial))) {
      await this.upload(path, key);
      return;
    }
    try {
      await syncFile(partial);
      await settle(partial, target);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  /** Removes what processes left that died while writing: unfinished content nobody has touched for a day. */
  async sweep(): Promise<void> {
    for await (const path of filesBelow(join(this.root, PARTIAL))) {
      const found = await stat(path).catch(ignoreMissing);
      if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
    }
  }

  private path(key: string): string {
    checkKey(key);
    return join(this.root, ...key.split('/'));
  }

  private async open(key: string): Promise<FileHandle> {
    await this.head(key);
    const handle = await open(this.path(key)).catch(ignoreMissing);
    if (!handle) throw new ObjectNotFound(key);
    return handle;
  }

  /** To a file beside, to the disk, and only then under its name: a crash leaves the old content or the new, whole. */
  private async write(key: string, path: string, content: Content): Promise<WrittenObject> {
    // A source that breaks before it is read throws below, where it is read; without this it would end the process.
    if (content instanceof Readable) content.on('error', () => {});
    const inStore = path.startsWith(this.root + sep);
    const partial = inStore ? this.partial() : `${path}.${newId('partial')}`;
    await mkdir(dirname(partial), { recursive: true });
    try {
      const written = await writeThrough(partial, content);
      await settle(partial, path);
      return { key, ...written };
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  }

  private partial(): string {
    return join(this.root, PARTIAL, newId('put'));
  }
}

/** Gives a file that is on the disk its name. */
async function settle(partial: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rename(partial, path);
  await syncFolder(dirname(path));
}

async function syncFile(path: string): Promise<void> {
  // Windows syncs no file that is open for reading alone.
  const handle = await open(path, 'r+');
  await handle.sync().finally(() => handle.close());
}

/** Gives a file a second name; false where that can't be: on another file system, or one that has no such names. */
async function linked(from: string, to: string): Promise<boolean> {
  await rm(to, { force: true });
  try {
    await link(from, to);
    return true;
  } catch {
    return false;
  }
}

async function writeThrough(path: string, content: Content): Promise<{ size: number; sha256: string }> {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(path, 'wx');
  const disk = new SteadySync(handle);
  try {
    for await (const chunk of chunksOf(content)) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
      hash.update(bytes);
      size += bytes.length;
      await handle.writeFile(bytes);
      disk.written(bytes.length);
    }
    await disk.rest();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest('hex') };
}

function chunksOf(content: Content): AsyncIterable<unknown> | Iterable<unknown> {
  if (Buffer.isBuffer(content)) return [content];
  return content instanceof Readable ? content : readThrough(content.file);
}

/** A file's bytes, all in one buffer in turn: whoever takes a piece is done with it before it asks for the next. */
async function* readThrough(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  const buffer = Buffer.allocUnsafe(COPY_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Makes a rename last: it is the folder that remembers it. Windows cannot open folders, and does not need to. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function* filesBelow(folder: string): AsyncIterable<string> {
  const entries = await opendir(folder).catch(ignoreMissing);
  if (!entries) return;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}
