import { createHash, type Hash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { DomainError, Invalid, Malformed, TooLarge } from '../errors/problem.js';

const MAX_FIELD_BYTES = 1024 * 1024;
const MAX_FIELDS = 20;

export interface FileInfo {
  /** As the client named it: to show and to guess a format from, never to open. */
  filename: string;
  mediaType: string;
}

export interface MultipartOptions<T> {
  /** Name of the one part that is a file. It must be there. */
  file: string;
  /** Names of the parts that are text, each at most once. */
  fields: readonly string[];
  maxFileBytes: number;
  /** Takes the file as it arrives; what it resolves with comes back as `file`. If it fails, so does the request. */
  receive(stream: Readable, info: FileInfo): Promise<T>;
}

export interface Multipart<T> {
  file: T;
  fields: Record<string, string>;
}

const digests = new WeakMap<Request, Hash>();

/** SHA-256 over the parts that were read, the same whatever boundary the client chose. For idempotency. */
export const multipartDigest = (request: Request) => digests.get(request)?.copy().digest('hex');

/** Reads a multipart body as a stream: neither memory nor disk holds more of the file than `receive` wants. */
export function readMultipart<T>(request: Request, options: MultipartOptions<T>): Promise<Multipart<T>> {
  const fields: Record<string, string> = {};
  let file: Promise<T> | undefined;
  return readParts(request, options.maxFileBytes, {
    file: (name, stream, info, fail) => {
      if (name !== options.file || file) return fail(unexpectedPart(name, options, 'file'));
      file = options.receive(stream, info);
      file.catch(fail);
    },
    field: (name, value, fail) => {
      if (name === undefined || !options.fields.includes(name) || Object.hasOwn(fields, name))
        return fail(unexpectedPart(name, options, 'field'));
      fields[name] = value;
    },
  }).then(async () => {
    if (!file) throw missingFile(options.file);
    return { file: await file, fields };
  });
}

/** Reads a body for its digest alone. */
export function skimMultipart(request: Request): Promise<void> {
  return readParts(request, Number.POSITIVE_INFINITY, {
    file: (_name, stream) => void stream.resume(),
    field: () => {},
  });
}

type Fail = (error: unknown) => void;

interface PartHandlers {
  /** `name` is undefined for a part that has none. */
  file(name: string | undefined, stream: Readable, info: FileInfo, fail: Fail): void;
  field(name: string | undefined, value: string, fail: Fail): void;
}

/** Resolves when the whole body has been read, and rejects with the first thing that is wrong with it. */
function readParts(request: Request, maxFileBytes: number, parts: PartHandlers): Promise<void> {
  const digest = createHash('sha256');
  digests.set(request, digest);
  return new Promise((resolve, reject) => {
    const parser = newParser(request, maxFileBytes);
    let open: Readable | undefined;
    /** The rest of the body is read and dropped, so that the client gets to see the answer. */
    const fail = (error: unknown) => {
      request.unpipe(parser);
      request.resume();
      open?.destroy(error as Error);
      reject(error);
    };
    parser.on('file', (name: string | undefined, source, { filename = '', mimeType }) => {
      digest.update(JSON.stringify(['file', name, filename]));
      source.once('limit', () => fail(fileTooLarge(maxFileBytes)));
      // A body that ends inside a file is an error of the file's own stream first, and only then of the parser.
      source.on('error', (error) => fail(malformed(error)));
      open = source.pipe(tap((chunk) => digest.update(chunk)));
      // Whoever reads it hears of the failure; when nobody does any more, it must not end the process.
      open.on('error', () => source.resume());
      parts.file(name, open, { filename, mediaType: mimeType }, fail);
    });
    parser.on('field', (name: string | undefined, value, { valueTruncated }) => {
      digest.update(JSON.stringify(['field', name, value]));
      if (valueTruncated) fail(fieldTooLarge(name));
      else parts.field(name, value, fail);
    });
    parser.once('fieldsLimit', () => fail(new Invalid('too-many-fields', `Expected at most ${MAX_FIELDS} fields.`)));
    parser.once('error', (error) => fail(malformed(error)));
    parser.once('close', resolve);
    request.once('close', () => {
      if (!request.complete) fail(new Malformed('upload-aborted', 'The connection ended before the upload did.'));
    });
    request.pipe(parser);
  });
}

function tap(look: (chunk: Buffer) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      look(chunk);
      done(null, chunk);
    },
  });
}

function newParser(request: Request, maxFileBytes: number) {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { fieldSize: MAX_FIELD_BYTES, fields: MAX_FIELDS, fileSize: maxFileBytes, headerPairs: 50 },
    });
  } catch (error) {
    throw malformed(error);
  }
}

function malformed(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new Malformed('malformed-multipart', `Expected a multipart/form-data body: ${(error as Error).message}.`);
}

function unexpectedPart(
  name: string | undefined,
  { file, fields }: Pick<MultipartOptions<unknown>, 'file' | 'fields'>,
  kind: string,
) {
  const expected = `expected one file "${file}"${fields.map((field) => `, one field "${field}"`).join('')}`;
  const found = name === undefined ? `${kind} without a name` : `${kind} "${name}" that is unknown or there twice`;
  return new Invalid('unexpected-part', `The upload has a ${found}; ${expected}.`, {
    errors: [{ path: name ?? '', message: expected }],
  });
}

function fileTooLarge(limit: number): TooLarge {
  return new TooLarge('file-too-large', `Expected a file of at most ${limit} bytes; found a larger one.`);
}

function fieldTooLarge(name: string | undefined): TooLarge {
  return new TooLarge(
    'field-too-large',
    `Expected a field ${name ?? 'without a name'} of at most ${MAX_FIELD_BYTES} bytes; found a longer one.`,
  );
}

function missingFile(name: string): Invalid {
  const message = `expected a part "${name}" with a filename`;
  return new Invalid('missing-file', `The upload has no file: ${message}.`, { errors: [{ path: name, message }] });
}
