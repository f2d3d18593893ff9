import { createHash } from 'node:crypto';
import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiExtension } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { catchError, finalize, from, mergeMap, type Observable, of } from 'rxjs';
import { bearerToken } from '../../auth/bearer-token.js';
import type { RequestContext } from '../../auth/request-context.js';
import { multipartDigest, skimMultipart } from '../multipart.js';
import { IdempotencyKeyMalformed } from './idempotency.errors.js';
import { checkSame, type FirstAnswer, IdempotencyService, type RequestName } from './idempotency.service.js';
import { seal, unseal } from './seal.js';

const IGNORES = 'temper:ignores-idempotency-key';
/** Marks operations in the OpenAPI document whose POST takes no `Idempotency-Key`. */
export const IGNORES_EXTENSION = 'x-temper-ignores-idempotency-key';
const KEY_PATTERN = /^[\x20-\x7e]{1,255}$/;

/** For POSTs that create nothing one would not want twice, such as `predict`. */
export const IgnoresIdempotencyKey = () =>
  applyDecorators(SetMetadata(IGNORES, true), ApiExtension(IGNORES_EXTENSION, true));

/**
 * Answers a repeated POST as its first time. Stands outside the body's and the answer's interceptors, so that it sees the
 * body parsed and the answer as it is sent. The answer is kept after the handler's own transaction: a process that dies
 * between the two leaves a repeat that runs again, which is at least once, not exactly once.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly idempotency: IdempotencyService,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.get('Idempotency-Key');
    const ignored = this.reflector.get<boolean | undefined>(IGNORES, context.getHandler());
    if (key === undefined || request.method !== 'POST' || ignored) return next.handle();
    if (!KEY_PATTERN.test(key)) throw new IdempotencyKeyMalformed();

    const { apiKeyId, projectId } = request.user as RequestContext;
    const name: RequestName = { apiKeyId, projectId, route: `POST ${request.originalUrl}`, key };
    const response = context.switchToHttp().getResponse<Response>();
    const first = await this.idempotency.begin(name);
    return first ? of(await replay(name, first, request, response)) : this.runFirst(name, next, request, response);
  }

  private runFirst(name: RequestName, next: CallHandler, request: Request, response: Response): Observable<unknown> {
    const hold = this.idempotency.holdOn(name);
    const keep = async (body: unknown) => {
      const answer = seal(JSON.stringify(body ?? null), secretOf(request));
      const first = { status: response.statusCode, answer, fingerprint: fingerprint(request) };
      // What was asked for is done: that its answer could not be kept is no reason to keep it from the caller.
      await this.idempotency.finish(name, first).catch((err) => request.log.error({ err }, 'answer not kept'));
      return body;
    };
    const abandon = async (error: unknown) => {
      await this.idempotency.abandon(name);
      throw error;
    };
    return next.handle().pipe(
      mergeMap((body) => from(keep(body))),
      catchError((error) => from(abandon(error))),
      finalize(() => clearInterval(hold)),
    );
  }
}

async function replay(name: RequestName, first: FirstAnswer, request: Request, response: Response): Promise<unknown> {
  // A repeated upload is read only to see that it is the same.
  if (request.is('multipart/form-data')) await skimMultipart(request);
  checkSame(name, first, fingerprint(request));
  response.status(first.status).setHeader('Idempotency-Replayed', 'true');
  return JSON.parse(unseal(first.answer, secretOf(request)));
}

function fingerprint(request: Request): string {
  return (
    multipartDigest(request) ??
    createHash('sha256')
      .update(JSON.stringify(request.body ?? null))
      .digest('hex')
  );
}

/** What the answer is sealed with: the caller's own key, as presented. */
const secretOf = (request: Request) => bearerToken(request)!;
