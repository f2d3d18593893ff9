import { Conflict, Invalid } from '../../errors/problem.js';

export class IdempotencyKeyMalformed extends Invalid {
  constructor() {
    super('idempotency-key-malformed', 'Expected an Idempotency-Key of 1 to 255 printable ASCII characters.');
  }
}

export class IdempotencyKeyReused extends Invalid {
  constructor(key: string) {
    super(
      'idempotency-key-reused',
      `The Idempotency-Key ${key} came with another body before. A repeat must be the same; a new request needs a new key.`,
    );
  }
}

export class RequestInFlight extends Conflict {
  constructor(key: string) {
    super(
      'request-in-flight',
      `The first request with the Idempotency-Key ${key} is still in flight. Repeat it later.`,
      {
        retryAfter: 1,
      },
    );
  }
}
