import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, UseGuards } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Request } from 'express';
import { PublicRoute } from '../platform/auth/access.js';
import { bearerToken } from '../platform/auth/bearer-token.js';
import { OnEveryRole } from '../platform/auth/role.guard.js';
import { Unauthenticated } from '../platform/errors/problem.js';
import { ServingService } from './serving.service.js';

export class ServerTokenRefused extends Unauthenticated {
  constructor() {
    super('server-token-refused', "Expected this server's own token. This route is for other processes of Temper.");
  }
}

/** Lets in the processes that have read this server's token from the database, and nobody else. */
@Injectable()
export class ServerTokenGuard implements CanActivate {
  constructor(private readonly serving: ServingService) {}

  canActivate(context: ExecutionContext): boolean {
    const token = bearerToken(context.switchToHttp().getRequest<Request>());
    if (!token || !this.serving.admits(token)) throw new ServerTokenRefused();
    return true;
  }
}

/** A route from one process to another: no API key opens it, and no document shows it. */
export const BetweenProcesses = () =>
  applyDecorators(PublicRoute(), OnEveryRole(), UseGuards(ServerTokenGuard), ApiExcludeEndpoint());
