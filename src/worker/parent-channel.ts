import type { z } from 'zod';

/** The worker's end of the channel to the process that forked it. */
export class ParentChannel<Received extends { type: string }, Sent> {
  private readonly listeners = new Set<(message: Received) => void>();

  constructor(
    receives: z.ZodType<Received>,
    private readonly sends: z.ZodType<Sent>,
  ) {
    if (!process.send)
      throw new Error('A worker is forked by Temper, not started by hand: it has no channel to a parent.');
    process.on('message', (raw) => {
      const message = receives.parse(raw);
      for (const listener of [...this.listeners]) listener(message);
    });
    // The parent is gone: whatever this process and its children still do, nobody will take.
    process.on('disconnect', endProcessGroup);
  }

  listen(listener: (message: Received) => void): void {
    this.listeners.add(listener);
  }

  /** Resolves with the next message of that type. */
  next<Type extends Received['type']>(type: Type): Promise<Extract<Received, { type: Type }>> {
    return new Promise((resolve) => {
      const listener = (message: Received) => {
        if (message.type !== type) return;
        this.listeners.delete(listener);
        resolve(message as Extract<Received, { type: Type }>);
      };
      this.listeners.add(listener);
    });
  }

  /** Resolves when the message is written, so that a fast producer waits for a slow parent. */
  send(message: Sent): Promise<void> {
    const valid = this.sends.parse(message);
    return new Promise((resolve, reject) => {
      process.send?.(valid, undefined, undefined, (error) => (error ? reject(error) : resolve()));
    });
  }
}

/** Workers are forked as leaders of a process group, so this takes their children along. */
export function endProcessGroup(): never {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Not the leader of a group, or a platform without groups.
  }
  process.exit(1);
}
