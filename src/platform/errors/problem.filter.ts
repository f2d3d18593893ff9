import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger.js';
import { DomainError } from './problem.js';
import { toDomainError } from './to-problem.js';

export const PROBLEM_TYPE = 'application/problem+json';

class InternalError extends DomainError {
  readonly status = 500;

  constructor() {
    super(
      'internal-error',
      "Something failed inside the service; its log has the details under this answer's requestId.",
    );
  }
}

/** Renders every error that leaves the service, also those of unknown routes and unreadable bodies, as RFC 9457. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const known = toDomainError(error);
    const problem = known ?? new InternalError();
    if (!known) (request.log ?? this.logger).error({ err: error }, 'request failed');
    // A stream that broke half way: the status is sent, so all that is left is to cut it visibly.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (problem.retryAfter) response.setHeader('Retry-After', String(problem.retryAfter));
    response
      .status(problem.status)
      .type(PROBLEM_TYPE)
      .send(JSON.stringify(toProblem(problem, String(request.id))));
  }
}

export function toProblem(error: DomainError, requestId: string) {
  return {
    type: `urn:temper:problem:${error.code}`,
    title: titleOf(error.code),
    status: error.status,
    detail: error.detail,
    code: error.code,
    requestId,
    ...(error.errors ? { errors: error.errors } : {}),
  };
}

/** `dataset-not-found` → `Dataset not found`. */
function titleOf(code: string): string {
  const words = code.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
