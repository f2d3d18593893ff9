export interface ReceivedEvent {
  id: string;
  event: string;
  data: { id: string; type: string; message: string; data: Record<string, unknown> };
}

/** Events of a live answer as they arrive, until it ends. */
export async function* followEvents(response: Response): AsyncGenerator<ReceivedEvent> {
  let held = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const blocks = (held + chunk).split('\n\n');
    held = blocks.pop()!;
    for (const block of blocks) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const data = field('data');
      if (data !== undefined) yield { id: field('id')!, event: field('event')!, data: JSON.parse(data) };
    }
  }
}

/** All events of a live answer, once it has ended. */
export async function readEvents(response: Response): Promise<ReceivedEvent[]> {
  const events: ReceivedEvent[] = [];
  for await (const event of followEvents(response)) events.push(event);
  return events;
}
