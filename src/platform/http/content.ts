import { StreamableFile } from '@nestjs/common';
import type { Request } from 'express';
import { RangeNotSatisfiable } from '../errors/problem.js';
import type { ObjectStore } from '../storage/object-store.js';

export interface ContentOptions {
  type: string;
  /** Offers the content as a download of this name. */
  filename?: string;
}

/** Answers with a stored object, or with the one range of it that the request asks for. For `@RespondsContent` routes. */
export async function sendObject(
  store: ObjectStore,
  key: string,
  request: Request,
  { type, filename }: ContentOptions,
): Promise<StreamableFile> {
  const { size } = await store.head(key);
  const response = request.res!;
  // Express writes both forms of the name, the one for old readers too; the type that it guesses gives way to the given one.
  if (filename) response.attachment(filename).setHeader('Content-Type', type);
  const range = requestedRange(request, size);
  response.setHeader('Accept-Ranges', 'bytes').setHeader('X-Content-Type-Options', 'nosniff');
  if (range) response.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${size}`);
  const stream = range ? await store.getRange(key, range.start, range.end) : await store.get(key);
  const file = new StreamableFile(stream, {
    type,
    length: range ? range.end - range.start + 1 : size,
  });
  // The status may be sent already, so the only honest sign of a broken read is a broken connection.
  return file.setErrorHandler((_error, broken) => broken.destroy?.());
}

/** null: the whole. Several ranges at once are answered with the whole, as RFC 9110 (14.2) allows. */
function requestedRange(request: Request, size: number): { start: number; end: number } | null {
  const ranges = request.range(size, { combine: true });
  if (ranges === undefined || ranges === -2) return null;
  if (ranges === -1) {
    request.res!.setHeader('Content-Range', `bytes */${size}`);
    throw new RangeNotSatisfiable('range-not-satisfiable', `Expected a range within the ${size} bytes there are.`);
  }
  return ranges.type === 'bytes' && ranges.length === 1 ? ranges[0]! : null;
}
