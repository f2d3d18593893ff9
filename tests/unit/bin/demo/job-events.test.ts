import { readEvents } from '../../../../src/bin/demo/job-events.js';

const stream = (...chunks: string[]) => {
  const bytes = chunks.map((chunk) => new TextEncoder().encode(chunk));
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of bytes) controller.enqueue(chunk);
      controller.close();
    },
  });
};

describe('readEvents', () => {
  it('puts events together however they are cut, and passes over heartbeats', async () => {
    const events = [];
    const source = stream(
      ': open\n\nid: 1\nevent: log\nda',
      'ta: {"id":"1"}\n',
      '\n: still here\n\nid: 2\ndata: {"id":"2"}\n\nid: 3',
    );
    for await (const event of readEvents(source)) events.push(event.id);
    expect(events).toEqual(['1', '2']);
  });
});
