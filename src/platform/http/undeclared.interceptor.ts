import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { Invalid } from '../errors/problem.js';
import { shown } from './describe-issue.js';

/**
 * Refuses what a route would not look at. Strict schemas do that for the parameters a route declares; this does it for
 * routes that declare none, where `?stauts=ready` or a body would otherwise be ignored.
 */
@Injectable()
export class UndeclaredInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const declared = declaredParameters(context);
    if (!declared.has(RouteParamtypes.QUERY)) refuse(request.query, 'query parameters');
    if (!declared.has(RouteParamtypes.BODY) && !declared.has(RouteParamtypes.REQUEST)) refuse(request.body, 'body');
    return next.handle();
  }
}

/** Nest keeps them as `<type>:<position>`. */
function declaredParameters(context: ExecutionContext): Set<number> {
  const { name } = context.getHandler();
  const parameters: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), name) ?? {};
  return new Set(Object.keys(parameters).map((key) => Number.parseInt(key, 10)));
}

function refuse(found: unknown, what: string): void {
  if (found === undefined) return;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) {
    throw new Invalid('unexpected-fields', `This route takes no ${what}; found ${shown(found)}. Leave it out.`);
  }
  const names = Object.keys(found);
  if (names.length === 0) return;
  throw new Invalid('unexpected-fields', `This route takes no ${what}; found ${names.join(', ')}. Leave them out.`, {
    errors: names.map((path) => ({ path, message: 'unknown field' })),
  });
}
