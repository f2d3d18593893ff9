import type { Readable } from 'node:stream';
import { NotFound } from '../errors/problem.js';

export interface StoredObject {
  /** `/`-separated path below the store's root. */
  key: string;
  /** Bytes. */
  size: number;
}

export interface WrittenObject extends StoredObject {
  /** SHA-256 of the content, in hex. */
  sha256: string;
}

/**
 * Where big things live: datasets, checkpoints, models. A folder by default. A write is atomic: a key names either the
 * whole content or, as before, what was there.
 */
export abstract class ObjectStore {
  abstract put(key: string, content: Readable | Buffer): Promise<WrittenObject>;
  /** The content. A missing key is refused here, not when the stream is read. */
  abstract get(key: string): Promise<Readable>;
  /** Bytes `start` to `end`, both included, as HTTP counts them. */
  abstract getRange(key: string, start: number, end: number): Promise<Readable>;
  abstract head(key: string): Promise<StoredObject>;
  abstract exists(key: string): Promise<boolean>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string): Promise<void>;
  /** Everything whose key starts with `prefix`, in no promised order. */
  abstract list(prefix: string): AsyncIterable<StoredObject>;
  /** Copies an object to a file, whole or not at all; with `sha256`, only if that is its content. */
  abstract download(key: string, path: string, options?: { sha256?: string }): Promise<WrittenObject>;
  abstract upload(path: string, key: string): Promise<WrittenObject>;
  /** As `download`, for a file that is read and never written: it may be the object itself, so that nothing is copied. */
  abstract lend(key: string, path: string, options: { sha256: string }): Promise<void>;
  /** As `upload`, of a file that nobody writes any more: the file may become the object, so that nothing is copied. */
  abstract adopt(path: string, key: string): Promise<void>;
}

export class ObjectNotFound extends NotFound {
  constructor(key: string) {
    super('object-not-found', `There is no object ${key} in the store.`);
  }
}

/** The content is not what was written: a broken disk, or a hand in the store. Never served. */
export class ObjectCorrupted extends Error {
  override readonly name = 'ObjectCorrupted';

  constructor(key: string, expected: string, found: string) {
    super(`Object ${key}: expected the content with SHA-256 ${expected}; found ${found}`);
  }
}

const MAX_KEY_LENGTH = 1024;

/** Refuses keys that could leave the store: absolute ones, `..`, empty parts, backslashes, control characters. */
export function checkKey(key: string): void {
  const parts = key.split('/');
  const unsafe = parts.some((part) => part === '' || part === '.' || part === '..');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (unsafe || key.length > MAX_KEY_LENGTH || /[\\\u0000-\u001f]/.test(key)) {
    throw new Error(`Not a key of the object store: ${JSON.stringify(key)}`);
  }
}
