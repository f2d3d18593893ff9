import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;
/** Polled every few seconds by orchestrators and scrapers: worth a line only when somebody debugs. */
const POLLED = /^\/(v1\/health\/|metrics)/;

/** A caller's own request id is kept where it is harmless, so that its logs and ours can be joined. */
function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : `req_${randomUUID()}`;
  response.setHeader('X-Request-Id', id);
  return id;
}

/** Gives every request an id and a logger bound to it, and writes one line when it is answered. */
export function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    genReqId: requestId,
    customLogLevel: (request, response, error) => {
      if (error || response.statusCode >= 500) return 'error';
      return POLLED.test(request.url ?? '') ? 'debug' : 'info';
    },
    serializers: {
      req: ({ id, method, url }) => ({ id, method, url }),
      res: ({ statusCode }) => ({ statusCode }),
    },
    quietReqLogger: true,
  });
}
