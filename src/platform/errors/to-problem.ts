import { HttpException } from '@nestjs/common';
import { QueryFailedError } from 'typeorm';
import {
  Conflict,
  DomainError,
  Invalid,
  Malformed,
  NotFound,
  TooLarge,
  Unavailable,
  UnsupportedMedia,
} from './problem.js';
import { inUseMessage } from './referrers.js';

/**
 * Turns what libraries throw into errors of ours: Nest's HttpExceptions, the body reader's, PostgreSQL's refusals.
 * Whatever is left is null here: a defect, shown as a bare 500 and written to the log in full.
 */
export function toDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof QueryFailedError) return fromDatabase(error);
  if (error instanceof HttpException) return fromNest(error);
  if (error instanceof URIError) return new Malformed('malformed-url', `The URL cannot be decoded: ${error.message}.`);
  return isBodyError(error) ? fromBody(error) : null;
}

interface BodyError {
  type: string;
  status: number;
  message: string;
  limit?: number;
}

function isBodyError(error: unknown): error is BodyError {
  return error instanceof Error && 'type' in error && 'status' in error && typeof error.type === 'string';
}

function fromBody(error: BodyError): DomainError {
  if (error.type === 'entity.too.large') {
    const limit = error.limit ? ` of at most ${error.limit} bytes` : '';
    return new TooLarge('body-too-large', `Expected a JSON body${limit}; found a larger one. Send less at a time.`);
  }
  if (error.status === 415)
    return new UnsupportedMedia('unsupported-encoding', `The body cannot be read: ${error.message}.`);
  return new Malformed('malformed-body', `Expected a JSON body; it cannot be read: ${error.message}.`);
}

function fromNest(error: HttpException): DomainError | null {
  const status = error.getStatus();
  if (status === 404)
    return new NotFound('route-not-found', `${error.message}: no such route. See /docs for those there are.`);
  if (status === 400) return new Malformed('malformed-request', error.message);
  if (status === 413) return new TooLarge('body-too-large', error.message);
  return null;
}

/** PostgreSQL's error codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function fromDatabase(error: QueryFailedError): DomainError | null {
  const { code, detail, table } = error.driverError as { code?: string; detail?: string; table?: string };
  switch (code) {
    // Before PostgreSQL 18, a key with ON DELETE RESTRICT was refused as any other.
    case '23001':
    case '23503':
      return code === '23001' || detail?.includes('still referenced')
        ? new Conflict('in-use', inUseMessage(table))
        : new Conflict('gone', `What the request refers to was deleted meanwhile: ${detail ?? table}`);
    case '23505':
      return new Conflict('already-exists', `There is one already: ${detail ?? 'the name or id is taken'}`);
    case '22P05':
    case '22021':
      return new Invalid('invalid-text', 'Text may not contain the NUL character (U+0000). Remove it and send again.');
    case '57P01':
    case '57P02':
    case '57P03':
    case '53300':
      return new Unavailable('database-unavailable', 'The database is restarting or full. Try again.', {
        retryAfter: 5,
      });
    default:
      return null;
  }
}
