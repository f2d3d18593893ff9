/**
 * What features throw. An error carries its own status and code; `ProblemFilter` renders every one of them as RFC 9457.
 * `detail` says what was expected, what was found, and what to do.
 */
export interface FieldError {
  /** Dotted path into the request, `items.3.label`; empty for the whole. */
  path: string;
  message: string;
}

export interface ProblemOptions {
  errors?: FieldError[];
  /** Seconds after which a repeat is worth while, sent as `Retry-After`. */
  retryAfter?: number;
  cause?: unknown;
}

export abstract class DomainError extends Error {
  abstract readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: string,
    readonly detail: string,
    options: ProblemOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.name = new.target.name;
    this.errors = options.errors;
    this.retryAfter = options.retryAfter;
  }
}

/** 400: the request could not be read at all. */
export class Malformed extends DomainError {
  readonly status = 400;
}

export class Unauthenticated extends DomainError {
  readonly status = 401;
}

export class Forbidden extends DomainError {
  readonly status = 403;
}

export class NotFound extends DomainError {
  readonly status = 404;
}

/** 409: wrong state, or in use. */
export class Conflict extends DomainError {
  readonly status = 409;
}

export class TooLarge extends DomainError {
  readonly status = 413;
}

export class UnsupportedMedia extends DomainError {
  readonly status = 415;
}

export class RangeNotSatisfiable extends DomainError {
  readonly status = 416;
}

/** 422: well formed, and not valid. */
export class Invalid extends DomainError {
  readonly status = 422;
}

export class TooManyRequests extends DomainError {
  readonly status = 429;
}

export class Unavailable extends DomainError {
  readonly status = 503;
}
