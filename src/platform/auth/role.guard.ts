import { type CanActivate, type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CONFIG, type Config } from '../config/config.js';
import { NotFound } from '../errors/problem.js';

const EVERY_ROLE = 'temper:every-role';

/** Marks what a process answers whatever its roles are: its health, its metrics, what other processes call it for. */
export const OnEveryRole = () => SetMetadata(EVERY_ROLE, true);

/** The API is served by processes with the role `api` alone. */
@Injectable()
export class RoleGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const everywhere = this.reflector.getAllAndOverride<boolean | undefined>(EVERY_ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (everywhere || this.config.roles.includes('api')) return true;
    throw new NotFound(
      'not-an-api-process',
      `This process serves ${this.config.roles.join(', ')}; the API is elsewhere.`,
    );
  }
}
