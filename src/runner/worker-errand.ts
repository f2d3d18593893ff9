import { Invalid } from '../platform/errors/problem.js';
import { FromWorker, type ToWorker } from '../worker/protocol.js';
import { TRAINER_DEFAULTS } from './trainer-settings.js';
import { describeExit } from './worker-exit.js';
import { WorkerProcess } from './worker-process.js';

export interface Errand {
  /** The handler's name in `src/worker/handlers`. It answers, and reports nothing on the way. */
  readonly kind: string;
  readonly input: unknown;
  /** Where the worker runs: absolute. */
  readonly scratch: string;
}

/**
 * Has a worker do something for the staging of a task, and answers with what its handler returned: files from outside are
 * not parsed in the trainer's own process, which may be the api's too.
 * @throws Invalid with the handler's own code when the input is at fault.
 */
export async function runErrand({ kind, input, scratch }: Errand, signal: AbortSignal): Promise<unknown> {
  signal.throwIfAborted();
  const worker = new WorkerProcess<FromWorker, ToWorker>(TRAINER_DEFAULTS.workerEntry, scratch, FromWorker);
  const stop = () => worker.kill();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const message of worker.messages()) {
      if (message.type === 'ready') {
        worker.send({ type: 'run', kind, attempt: 1, scratch, threads: 1, device: 'cpu', checkpoint: null, input });
      }
      if (message.type === 'result') return message.output;
      if (message.type === 'error') {
        const { code, message: text, retry } = message.error;
        throw retry ? new Error(text) : new Invalid(code, text);
      }
    }
    const exit = await worker.exit;
    signal.throwIfAborted();
    throw new Error(describeExit(exit).message);
  } finally {
    signal.removeEventListener('abort', stop);
    worker.kill();
    await worker.exit;
  }
}
