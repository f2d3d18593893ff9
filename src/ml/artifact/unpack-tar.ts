/**
 * Unpacks a tar that somebody sent. It is read twice: once to check every entry, so that nothing is written when one is
 * refused, and once to extract.
 */
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { extract, Parser, type ReadEntry } from 'tar';
import { ArtifactError } from './artifact-error.js';
import { checkInside, checkModelPath, isHidden, isModelFile } from './model-path.js';

export interface UnpackLimits {
  /** Of all entries together, unpacked, those that are left out included. */
  readonly maxBytes: number;
  readonly maxFiles: number;
}

export interface Unpacked {
  /** Where the model's files lie: the folder itself, or the only folder in it when the tar was made one level up. */
  readonly root: string;
  /** Entries that are no model files, and were not extracted. */
  readonly leftOut: readonly string[];
}

const FILE_TYPES = new Set(['File', 'OldFile', 'ContiguousFile']);
const FOLDER_TYPES = new Set(['Directory', 'GNUDumpDir']);

/**
 * Extracts the model files of a tar (plain, or compressed with gzip, Brotli or Zstandard) into `folder`, which is made.
 * @throws ArtifactError `archive-malformed`, `archive-too-large`, `file-unsafe` (links, devices, paths that leave the
 * folder), `weights-are-pickled`
 */
export async function unpackTar(archive: string, folder: string, limits: UnpackLimits): Promise<Unpacked> {
  const listing = new Listing(limits);
  await parse(archive, listing);
  await mkdir(folder, { recursive: true });
  await extract({
    file: archive,
    cwd: folder,
    strict: true,
    noMtime: true,
    filter: (path) => listing.keeps(path),
  });
  return { root: join(folder, listing.topFolder() ?? ''), leftOut: listing.leftOut };
}

async function parse(archive: string, listing: Listing): Promise<void> {
  let failure: Error | undefined;
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry: ReadEntry) => {
      try {
        listing.add(entry);
      } catch (error) {
        failure ??= error as Error;
      }
      entry.resume();
    },
  });
  parser.on('error', (error) => {
    failure ??= malformed(`it can't be read as a tar: ${error.message}`);
  });
  for await (const chunk of createReadStream(archive)) {
    parser.write(chunk as Buffer);
    if (failure) throw failure;
  }
  parser.end();
  if (failure) throw failure;
  if (listing.empty) throw malformed('it holds no model files');
}

/** What an archive holds, checked entry by entry as it is read. */
class Listing {
  readonly leftOut: string[] = [];
  private readonly kept = new Set<string>();
  private entries = 0;
  private bytes = 0;

  constructor(private readonly limits: UnpackLimits) {}

  get empty(): boolean {
    return this.kept.size === 0;
  }

  add(entry: Pick<ReadEntry, 'path' | 'type' | 'size'>): void {
    this.count(entry.size);
    const path = withoutDot(entry.path);
    checkInside(path);
    if (FOLDER_TYPES.has(entry.type)) return;
    if (!FILE_TYPES.has(entry.type)) {
      throw new ArtifactError(
        'file-unsafe',
        `The archive's "${path}" is a ${entry.type}; expected plain files and folders. Pack the files themselves (tar --dereference).`,
      );
    }
    if (isHidden(path)) this.leftOut.push(path);
    else if (!isModelFile(checkModelPath(path))) this.leftOut.push(path);
    else if (this.kept.has(path)) throw malformed(`it holds "${path}" twice`);
    else this.kept.add(path);
  }

  keeps(path: string): boolean {
    return this.kept.has(withoutDot(path));
  }

  topFolder(): string | undefined {
    const tops = new Set([...this.kept].map((path) => path.split('/')[0]!));
    const [top] = tops;
    return tops.size === 1 && !this.kept.has(top!) ? top : undefined;
  }

  private count(size: number): void {
    this.entries++;
    this.bytes += size;
    if (this.entries > this.limits.maxFiles) {
      throw new ArtifactError(
        'archive-too-large',
        `The archive holds more than ${this.limits.maxFiles} entries; send the model's folder alone.`,
      );
    }
    if (this.bytes > this.limits.maxBytes) {
      throw new ArtifactError(
        'archive-too-large',
        `The archive unpacks to more than ${this.limits.maxBytes} bytes, which is the most that is taken.`,
      );
    }
  }
}

/** `tar cf model.tar .` writes `./config.json`. */
function withoutDot(path: string): string {
  return path.replace(/^(\.\/)+/, '');
}

function malformed(detail: string): ArtifactError {
  return new ArtifactError('archive-malformed', `Expected a tar of a model's folder; ${detail}.`);
}
