import type { components } from '../../../openapi/client.js';
import type { TemperClient } from '../client.js';
import { answer } from './answer.js';

export type Job = components['schemas']['Job'];
export type JobEvent = components['schemas']['Event'];

const FINAL = new Set<Job['status']>(['succeeded', 'failed', 'cancelled']);

/** A job's events as they happen, until it has its final status; a stream that breaks is taken up where it was. */
export async function* followJob(client: TemperClient, id: string): AsyncGenerator<JobEvent> {
  const params = { path: { id } };
  let last: string | undefined;
  for (;;) {
    const headers = { Accept: 'text/event-stream', ...(last !== undefined && { 'Last-Event-ID': last }) };
    const stream = await answer(client.GET('/v1/jobs/{id}/events', { params, headers, parseAs: 'stream' }));
    for await (const event of readEvents(stream!)) {
      last = event.id;
      yield event;
    }
    const { status } = await answer(client.GET('/v1/jobs/{id}', { params }));
    if (FINAL.has(status)) return;
  }
}

/** The events of a `text/event-stream` whose data is JSON on one line, as the service sends them. */
export async function* readEvents(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<JobEvent> {
  let held = '';
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const blocks = (held + text).split('\n\n');
    held = blocks.pop()!;
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) yield JSON.parse(data) as JobEvent;
    }
  }
}
