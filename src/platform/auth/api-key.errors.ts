import { Conflict, Forbidden, NotFound, Unauthenticated } from '../errors/problem.js';
import type { Scope } from './scopes.js';

export class KeyRequired extends Unauthenticated {
  constructor() {
    super('key-required', 'Expected the header "Authorization: Bearer tk_<id>_<secret>"; found none. Send an API key.');
  }
}

/** One answer for unknown, revoked and expired keys: which of them it was is nobody's business but the admin's. */
export class KeyRefused extends Unauthenticated {
  constructor() {
    super('key-refused', 'The API key is not known, or it was revoked, or it has expired. Send another.');
  }
}

export class ScopeMissing extends Forbidden {
  constructor(needed: Scope, granted: readonly Scope[]) {
    super(
      'scope-missing',
      `Expected a key with the scope ${needed}; this one has ${granted.join(', ')}. Use another key.`,
    );
  }
}

export class ApiKeyNotFound extends NotFound {
  constructor(id: string) {
    super('api-key-not-found', `There is no API key ${id}. GET /v1/api-keys lists those there are.`);
  }
}

export class LastAdminKey extends Conflict {
  constructor() {
    super('last-admin-key', 'This is the last key with the scope admin that does not expire. Make another one first.');
  }
}
