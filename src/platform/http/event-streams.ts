import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable, StreamableFile } from '@nestjs/common';
import type { Request } from 'express';

export const EVENT_STREAM = 'text/event-stream';
const HEARTBEAT_MS = 15_000;

export interface ServerSentEvent {
  /** What `Last-Event-ID` brings back after a break. */
  id: string;
  event: string;
  /** Sent as JSON. */
  data: unknown;
}

/** Events after the one with id `after` (all where null), until there will be no more or `signal` aborts. */
export type EventSource = (after: string | null, signal: AbortSignal) => AsyncIterable<ServerSentEvent>;

export const wantsEventStream = (request: Request) => request.accepts(['json', EVENT_STREAM]) === EVENT_STREAM;

/**
 * Live answers. A handler returns `streams.open(request, source)`; the stream ends when the source does, and the source
 * is aborted when the client goes away or the process shuts down (the client then resumes elsewhere, by the last id).
 */
@Injectable()
export class EventStreams implements BeforeApplicationShutdown {
  private readonly active = new Set<AbortController>();

  open(request: Request, source: EventSource): StreamableFile {
    const after = request.get('Last-Event-ID') ?? null;
    const output = new PassThrough();
    const abort = new AbortController();
    this.active.add(abort);
    output.once('close', () => {
      this.active.delete(abort);
      abort.abort();
    });
    void pump(source(after, abort.signal), output, abort.signal);
    request.res?.setHeader('Cache-Control', 'no-store').setHeader('X-Accel-Buffering', 'no');
    return new StreamableFile(output, { type: EVENT_STREAM });
  }

  beforeApplicationShutdown(): void {
    for (const abort of this.active) abort.abort();
  }
}

async function pump(events: AsyncIterable<ServerSentEvent>, output: PassThrough, signal: AbortSignal): Promise<void> {
  // The first bytes send the headers; later ones keep proxies from taking a quiet stream for a dead one.
  output.write(': open\n\n');
  const heartbeat = setInterval(() => output.write(': still here\n\n'), HEARTBEAT_MS);
  try {
    for await (const event of events) {
      if (!output.write(format(event))) await once(output, 'drain', { signal });
    }
    output.end();
  } catch (error) {
    if (signal.aborted) output.end();
    else output.destroy(error as Error);
  } finally {
    clearInterval(heartbeat);
  }
}

/** JSON has no line breaks of its own, so one `data` line holds it. */
function format({ id, event, data }: ServerSentEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
