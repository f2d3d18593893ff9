import {
  type FromWorker,
  FromWorker as FromWorkerSchema,
  type ToWorker,
  ToWorker as ToWorkerSchema,
} from './protocol.js';

type Listener = (message: ToWorker) => void;

/** The worker's end of the channel to its trainer. */
export class ParentChannel {
  private readonly listeners = new Set<Listener>();

  constructor() {
    if (!process.send) throw new Error('A worker is started by a trainer, not by hand: it has no channel to a parent.');
    process.on('message', (raw) => {
      const message = ToWorkerSchema.parse(raw);
      for (const listener of [...this.listeners]) listener(message);
    });
    // The trainer is gone: whatever this process and its children still do, nobody will take.
    process.on('disconnect', endProcessGroup);
  }

  listen(listener: Listener): void {
    this.listeners.add(listener);
  }

  /** Resolves with the next message of that type. */
  next<Type extends ToWorker['type']>(type: Type): Promise<Extract<ToWorker, { type: Type }>> {
    return new Promise((resolve) => {
      const listener: Listener = (message) => {
        if (message.type !== type) return;
        this.listeners.delete(listener);
        resolve(message as Extract<ToWorker, { type: Type }>);
      };
      this.listeners.add(listener);
    });
  }

  /** Resolves when the message is written, so that a fast producer waits for a slow parent. */
  send(message: FromWorker): Promise<void> {
    const valid = FromWorkerSchema.parse(message);
    return new Promise((resolve, reject) => {
      process.send?.(valid, undefined, undefined, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** A trainer forks its workers as leaders of a process group, so this takes their children along. */
export function endProcessGroup(): never {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Not the leader of a group, or a platform without groups.
  }
  process.exit(1);
}
