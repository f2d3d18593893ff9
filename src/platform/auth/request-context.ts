import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { Scope } from './scopes.js';

/** Who asks, and on which project's behalf: what services take as their first argument. */
export interface RequestContext {
  readonly projectId: string;
  readonly apiKeyId: string;
  readonly scopes: readonly Scope[];
}

/** The caller of a guarded route: `list(@Caller() caller: RequestContext)`. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): RequestContext => {
  const caller = context.switchToHttp().getRequest<Request>().user;
  if (!caller) throw new Error('@Caller() on a route without @Access(): there is no caller to give');
  return caller as RequestContext;
});
