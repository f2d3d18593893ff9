import type { Request } from 'express';

/** The token of `Authorization: Bearer <token>`; nowhere else is one looked for. */
export function bearerToken(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}
