/** Problems with what Node itself refuses, before there is a request to route. */
import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_TYPE, toProblem } from '../errors/problem.filter.js';
import { DomainError } from '../errors/problem.js';

class EarlyProblem extends DomainError {
  constructor(
    readonly status: number,
    code: string,
    detail: string,
  ) {
    super(code, detail);
  }
}

const HEADERS_TOO_LARGE = new EarlyProblem(
  431,
  'headers-too-large',
  'The address and the headers of a request may have 16 KiB together. Send what is larger in the body.',
);
const REQUEST_TIMEOUT = new EarlyProblem(408, 'request-timeout', 'The request did not arrive in time. Send it again.');

function toEarlyProblem({ code, message }: NodeJS.ErrnoException): EarlyProblem {
  if (code === 'HPE_HEADER_OVERFLOW') return HEADERS_TOO_LARGE;
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return REQUEST_TIMEOUT;
  return new EarlyProblem(400, 'malformed-request', `Expected an HTTP/1.1 request; found what is none (${message}).`);
}

/** Answers a request that cannot be parsed, or that expects what is not known, as everything else is answered. */
export function answerEarlyProblems(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy();
    socket.end(rawAnswer(toEarlyProblem(error)));
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    const expected = JSON.stringify(request.headers.expect);
    const detail = `Expect takes "100-continue"; found ${expected}. Leave the header out.`;
    const { status, headers, body } = answerTo(new EarlyProblem(417, 'expectation-failed', detail));
    response.writeHead(status, headers).end(body);
  });
}

function answerTo(problem: EarlyProblem) {
  const requestId = `req_${randomUUID()}`;
  const body = JSON.stringify(toProblem(problem, requestId));
  const headers = {
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': requestId,
    Connection: 'close',
  };
  return { status: problem.status, headers, body };
}

function rawAnswer(problem: EarlyProblem): string {
  const { status, headers, body } = answerTo(problem);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
