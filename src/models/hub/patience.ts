import { setTimeout as delay } from 'node:timers/promises';
import { HubUnavailable } from './hub.errors.js';

/** Who asks to be left alone for longer than this is asked again in the task's next attempt. */
const LONGEST_WAIT_MS = 60_000;

/** How often something that may pass is tried again, and how long is waited in between. */
export class Patience {
  private failures = 0;

  constructor(
    private readonly delaysMs: readonly number[],
    /** Told of every failure that is lived with. */
    private readonly tell: (error: HubUnavailable, waitMs: number) => void = () => {},
  ) {}

  /** Something was gained: what failed before does not count any more. */
  renew(): void {
    this.failures = 0;
  }

  /** Returns when it is time to try again. @throws the error itself when it won't pass, or has been lived with long enough */
  async after(error: unknown, signal: AbortSignal): Promise<void> {
    const shortest = this.delaysMs[this.failures++];
    if (!(error instanceof HubUnavailable) || shortest === undefined) throw error;
    const wait = Math.max(shortest, (error.retryAfter ?? 0) * 1_000);
    if (wait > LONGEST_WAIT_MS) throw error;
    this.tell(error, wait);
    await delay(wait, undefined, { signal });
  }
}
