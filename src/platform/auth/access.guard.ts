import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { ACCESS } from './access.js';
import { KeyRefused, KeyRequired, ScopeMissing } from './api-key.errors.js';
import { API_KEY_STRATEGY, type Refusal } from './api-key.strategy.js';
import type { RequestContext } from './request-context.js';
import { allows, type Scope } from './scopes.js';

/** Closed by default: a route without a declaration lets nobody in. */
@Injectable()
export class AccessGuard extends AuthGuard(API_KEY_STRATEGY) {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Scope | 'public' | undefined>(ACCESS, context.getHandler());
    if (access === 'public') return true;
    if (!access) throw new Error(`${context.getClass().name}.${context.getHandler().name} declares no access rule`);
    await super.canActivate(context);
    const { scopes } = context.switchToHttp().getRequest<{ user: RequestContext }>().user;
    if (!allows(scopes, access)) throw new ScopeMissing(access, scopes);
    return true;
  }

  override handleRequest<T>(error: unknown, caller: T | false, refusal: Refusal): T {
    if (error) throw error;
    if (!caller) throw refusal === 'missing' ? new KeyRequired() : new KeyRefused();
    return caller;
  }
}
