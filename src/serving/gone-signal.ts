import type { Request } from 'express';
import { ClientGone } from './serving.errors.js';

/** Aborts when the connection is closed before the answer was sent: nobody waits for it any more. */
export function goneSignal({ res }: Request): AbortSignal {
  const abort = new AbortController();
  res?.once('close', () => {
    if (!res.writableFinished) abort.abort(new ClientGone());
  });
  return abort.signal;
}
