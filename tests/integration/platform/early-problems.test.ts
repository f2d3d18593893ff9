import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { serve, type TestServer } from '../../support/http.js';

let home: string;
let server: TestServer;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'early-'));
  server = await serve(home, []);
});
afterAll(async () => {
  await server.stop();
  await rm(home, { recursive: true });
});

/** Sends bytes as they are; answers with the status and the body. */
async function send(request: string): Promise<{ status: number; headers: string; body: Record<string, unknown> }> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.end(request);
  const [headers, body] = (await text(socket)).split('\r\n\r\n') as [string, string];
  return { status: Number(headers.split(' ')[1]), headers, body: JSON.parse(body) };
}

describe('a request that Node refuses before it is routed', () => {
  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400, 'malformed-request'],
    [
      'headers too large',
      `GET /v1/health/live?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'an expectation nobody knows',
      'GET /v1/health/live HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nConnection: close\r\n\r\n',
      417,
      'expectation-failed',
    ],
  ])('is answered with a problem: %s', async (_, request, status, code) => {
    const answer = await send(request);
    expect(answer).toMatchObject({ status, body: { status, code, requestId: expect.stringMatching(/^req_/) } });
    expect(answer.headers).toContain('application/problem+json');
  });
});
