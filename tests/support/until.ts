import { setTimeout as delay } from 'node:timers/promises';

const DEADLINE_MS = 20_000;
const SHORTEST_MS = 20;
const LONGEST_MS = 200;

/** Waits for a condition: resolves with the first answer that is not null, or says what it waited for in vain. */
export async function until<T>(
  look: () => Promise<T | null>,
  waitedFor: string | (() => Promise<string>) = 'a condition',
): Promise<T> {
  const start = Date.now();
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (Date.now() - start > DEADLINE_MS) {
      throw new Error(`Waited in vain for ${typeof waitedFor === 'string' ? waitedFor : await waitedFor()}`);
    }
    // Each look costs the service what it is waited for to do: the longer that takes, the less it matters when it is seen.
    await delay(Math.min(Math.max((Date.now() - start) / 8, SHORTEST_MS), LONGEST_MS));
  }
}
