import { setTimeout as delay } from 'node:timers/promises';
import { familyOf, runningProcesses } from '../demo/memory.js';

/** Short, for the peaks of a garbage collector's memory are. */
const SAMPLE_MS = 50;

/** Resident bytes of a service, of its workers, and of both at one time; null where the system does not tell. */
export interface ServiceMemory {
  service: number;
  workers: number;
  together: number;
}

/** The most of each while some work is done. Every page counts in each process that has it. */
export async function peakDuring(pid: number, work: () => Promise<unknown>): Promise<ServiceMemory | null> {
  const peak = { service: 0, workers: 0, together: 0 };
  const done = new AbortController();
  const sampling = (async () => {
    for (;;) {
      const now = await memoryOf(pid);
      for (const part of ['service', 'workers', 'together'] as const) peak[part] = Math.max(peak[part], now[part]);
      if (done.signal.aborted) return;
      await delay(SAMPLE_MS, undefined, { signal: done.signal }).catch(() => {});
    }
  })();
  try {
    await work();
  } finally {
    done.abort();
    await sampling;
  }
  return peak.service > 0 ? peak : null;
}

async function memoryOf(pid: number): Promise<ServiceMemory> {
  const family = familyOf(await runningProcesses(), [pid]);
  const sum = (processes: typeof family) => processes.reduce((bytes, { resident }) => bytes + resident, 0);
  const service = sum(family.filter((one) => one.pid === pid));
  const together = sum(family);
  return { service, workers: together - service, together };
}
