import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import passport from 'passport';
import { ApiKeyService } from './api-key.service.js';
import { bearerToken } from './bearer-token.js';

export const API_KEY_STRATEGY = 'api-key';

/** Why a request was not authenticated: no key at all, or one that does not hold. */
export type Refusal = 'missing' | 'refused';

/**
 * Passport's strategy for API keys. Our own few lines, because the bearer strategy at hand also takes tokens from the
 * query string and the body, where they end up in logs.
 */
@Injectable()
export class ApiKeyStrategy extends passport.Strategy {
  override readonly name = API_KEY_STRATEGY;

  constructor(private readonly apiKeys: ApiKeyService) {
    super();
    passport.use(this);
  }

  override authenticate(request: Request): void {
    const token = bearerToken(request);
    if (!token) {
      this.fail('missing' satisfies Refusal, 401);
      return;
    }
    this.apiKeys.authenticate(token).then(
      (caller) => (caller ? this.success(caller) : this.fail('refused' satisfies Refusal, 401)),
      (error: unknown) => this.error(error),
    );
  }
}
