import type { IncomingMessage, ServerResponse } from 'node:http';

export interface HubReply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer;
}

/** What a server does instead of sending its reply. */
export type HubFault = (reply: HubReply, request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** The connection breaks after so many bytes of the body. */
export const dropAfter =
  (bytes: number): HubFault =>
  ({ status, headers, body }, _request, response) => {
    response.writeHead(status, { 'content-length': body!.length, ...headers });
    response.write(body!.subarray(0, bytes), () => response.socket?.end());
  };

/** So many bytes, and then nothing more, with the connection open. */
export const silentAfter =
  (bytes: number): HubFault =>
  ({ status, headers, body }, _request, response) => {
    response.writeHead(status, { 'content-length': body!.length, ...headers });
    response.write(body!.subarray(0, bytes));
  };

/** Another body than the one it has, without a word about its length. */
export const sends =
  (change: (body: Buffer) => Buffer): HubFault =>
  ({ status, headers, body }, _request, response) => {
    response.writeHead(status, headers);
    response.write(change(body!));
    response.end();
  };

/** Another body, and a length that is right for it. */
export const replaces =
  (change: (body: Buffer) => Buffer): HubFault =>
  ({ status, headers, body }, _request, response) => {
    const changed = change(body!);
    response.writeHead(status, { ...headers, 'content-length': changed.length });
    response.end(changed);
  };

export const answers =
  (status: number, headers: Record<string, string> = {}, body = ''): HubFault =>
  (_reply, _request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
