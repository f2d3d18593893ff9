import { setTimeout as delay } from 'node:timers/promises';

const INTERVAL_MS = 200;
const DEADLINE_MS = 180_000;

/** Looks again and again until there is something; for what the service has no stream of events for. */
export async function poll<T>(waitingFor: string, look: () => Promise<T | null>): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() - start > DEADLINE_MS) {
      throw new Error(`Waited ${DEADLINE_MS / 1000} s in vain for ${waitingFor}.`);
    }
    await delay(INTERVAL_MS);
  }
}
