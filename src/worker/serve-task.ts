import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { InputError } from '../ml/input-error.js';
import { describeFailure } from './describe-failure.js';
import { endProcessGroup, ParentChannel } from './parent-channel.js';
import { EVENT_WINDOW, FromWorker, type RunMessage, ToWorker, type WorkerEvent } from './protocol.js';
import { PAUSED, type TaskContext, type TaskHandlers } from './task-handler.js';

type Channel = ParentChannel<ToWorker, FromWorker>;
type Final = Exclude<FromWorker, { type: 'ready' | 'event' }>;

/** Takes one task from the trainer, runs its handler, forwards what it yields and says how it ended. */
export async function serveTask(handlers: TaskHandlers): Promise<void> {
  // Ctrl-C and `kill` reach the whole group; the trainer drains its workers itself.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  const channel = new ParentChannel(ToWorker, FromWorker);
  const fail = (error: unknown) => {
    channel.send({ type: 'error', error: describeFailure(error) }).finally(endProcessGroup);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  const run = channel.next('run');
  await channel.send({ type: 'ready' });
  const final = await runTask(handlers, await run, channel).catch(
    (error: unknown): Final => ({ type: 'error', error: describeFailure(error) }),
  );
  await channel.send(final);
  // Not `exit(0)`: engines tear down their thread pools there, and a crash or a hang in that would be seen as the task's.
  endProcessGroup();
}

async function runTask(handlers: TaskHandlers, message: RunMessage, channel: Channel): Promise<Final> {
  const load = handlers[message.kind];
  if (!load) {
    throw new InputError(
      'unknown-task-kind',
      `This worker knows the task kinds ${Object.keys(handlers).join(', ')}, not "${message.kind}".`,
    );
  }
  const handler = await load();
  const abort = new AbortController();
  let requested: 'none' | 'pause' | 'cancel' = 'none';
  channel.listen(({ type }) => {
    if (type === 'pause' && requested === 'none') requested = 'pause';
    if (type === 'cancel') {
      requested = 'cancel';
      abort.abort();
    }
  });
  const { input, type: _type, kind: _kind, ...given } = message;
  const context: TaskContext = { ...given, control: { requested: () => requested }, signal: abort.signal };

  const report = reporter(channel);
  const events = handler(input, context);
  for (;;) {
    const { done, value } = await events.next().catch((error: unknown) => {
      // A handler that passes the signal on is stopped by its own AbortError.
      if (abort.signal.aborted) return { done: true as const, value: undefined };
      throw error;
    });
    if (abort.signal.aborted) {
      if (!done) await events.return(undefined);
      return { type: 'cancelled' };
    }
    if (done) return finalMessage(value, requested);
    await report(value, message.scratch);
    // A handler that never waits for anything would keep pause and cancel from being read.
    await nextTurn();
  }
}

/** Sends events, and waits where the protocol says so. */
function reporter(channel: Channel): (event: WorkerEvent, scratch: string) => Promise<void> {
  let sent = 0;
  let written = 0;
  channel.listen((message) => {
    if (message.type === 'written') written = message.events;
  });
  return async (event, scratch) => {
    if (event.type === 'checkpoint') {
      const stored = channel.next('stored');
      await channel.send({ type: 'event', event });
      await stored;
      await rm(join(scratch, event.path), { recursive: true, force: true });
      return;
    }
    await channel.send({ type: 'event', event });
    sent++;
    while (sent - written >= EVENT_WINDOW) await channel.next('written');
  };
}

function finalMessage(value: unknown, requested: 'none' | 'pause' | 'cancel'): Final {
  if (value !== PAUSED) return { type: 'result', output: z.json().parse(value ?? null) };
  if (requested !== 'pause') throw new Error('The handler returned PAUSED although nobody had asked it to pause.');
  return { type: 'paused' };
}
