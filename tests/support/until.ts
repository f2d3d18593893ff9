import { setTimeout as delay } from 'node:timers/promises';

const DEADLINE_MS = 20_000;
const INTERVAL_MS = 20;

/** Waits for a condition: resolves with the first answer that is not null, or says what it waited for in vain. */
export async function until<T>(
  look: () => Promise<T | null>,
  waitedFor: string | (() => Promise<string>) = 'a condition',
): Promise<T> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain for ${typeof waitedFor === 'string' ? waitedFor : await waitedFor()}`);
    }
    await delay(INTERVAL_MS);
  }
}
