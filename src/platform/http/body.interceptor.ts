import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiConsumes } from '@nestjs/swagger';
import { json, type Request, type Response } from 'express';
import type { Observable } from 'rxjs';
import { TooLarge, UnsupportedMedia } from '../errors/problem.js';
import { checkJsonBytes, checkJsonValue } from './json-rules.js';

const CONSUMES = 'temper:consumes';
const JSON_TYPE = 'application/json';
const MULTIPART_TYPE = 'multipart/form-data';
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** Media types of a route's body, where it takes others than JSON. A multipart body is left for the handler to stream. */
export const Accepts = (...types: string[]) => applyDecorators(SetMetadata(CONSUMES, types), ApiConsumes(...types));

const parseJson = json({
  limit: MAX_JSON_BYTES,
  type: JSON_TYPE,
  // null and "a" are JSON too: that they are no object is for the schema to say.
  strict: false,
  verify: (_request, _response, bytes) => checkJsonBytes(bytes),
});

/**
 * Reads JSON bodies. It is an interceptor rather than a middleware so that nothing is read, let alone parsed, for a
 * caller who turns out to have no key: guards come first.
 */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    if (hasBody(request)) {
      const accepted = this.reflector.get<string[] | undefined>(CONSUMES, context.getHandler()) ?? [JSON_TYPE];
      if (!request.is(accepted)) throw unsupported(request, accepted);
      if (request.is(JSON_TYPE)) {
        await readJson(request, context.switchToHttp().getResponse<Response>()).catch((error) => {
          throw accepted.includes(MULTIPART_TYPE) && isTooLarge(error) ? new UploadInstead() : error;
        });
        checkJsonValue(request.body);
      }
    }
    return next.handle();
  }
}

class UploadInstead extends TooLarge {
  constructor() {
    super(
      'body-too-large',
      `Expected a JSON body of at most ${MAX_JSON_BYTES} bytes; found a larger one. Send it as a file, in a multipart upload.`,
    );
  }
}

const isTooLarge = (error: { type?: string }) => error.type === 'entity.too.large';

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

function readJson(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    parseJson(request, response, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

function unsupported(request: Request, accepted: string[]): UnsupportedMedia {
  const found = request.headers['content-type'] ?? 'none';
  return new UnsupportedMedia(
    'unsupported-media-type',
    `Expected Content-Type ${accepted.join(' or ')}; found ${found}.`,
  );
}
