import { StreamableFile } from '@nestjs/common';
import type { Request } from 'express';

/** Whether the header Accept ranks HTML above JSON, as browsers' do. To those that take anything, JSON is given. */
export function prefersHtml(request: Request): boolean {
  request.res!.vary('Accept');
  return request.accepts(['application/json', 'text/html']) === 'text/html';
}

/** Answers with a page. @param policy what its Content-Security-Policy allows */
export function sendPage(markup: string, request: Request, policy: string): StreamableFile {
  request
    .res!.setHeader('Content-Security-Policy', `${policy}; frame-ancestors 'none'`)
    .setHeader('X-Content-Type-Options', 'nosniff')
    .setHeader('Referrer-Policy', 'no-referrer');
  return new StreamableFile(Buffer.from(markup), { type: 'text/html; charset=utf-8' });
}
