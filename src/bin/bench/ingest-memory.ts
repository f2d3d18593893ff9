import { setTimeout as delay } from 'node:timers/promises';
import { describeProcess, familyOf, runningProcesses } from '../demo/memory.js';

/** Short, for the peaks of a garbage collector's memory are. */
const SAMPLE_MS = 50;
/** Samples after which workers that are new are looked for, among all processes: that takes time from what is measured. */
const LOOK_EVERY = 6;

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
    let pids: number[] = [];
    for (let sample = 0; ; sample++) {
      if (sample % LOOK_EVERY === 0) pids = familyOf(await runningProcesses(), [pid]).map((one) => one.pid);
      const now = await memoryOf(pid, pids);
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

async function memoryOf(service: number, pids: readonly number[]): Promise<ServiceMemory> {
  const sizes = await Promise.all(pids.map(async (pid) => (await describeProcess(pid))?.resident ?? 0));
  const together = sizes.reduce((sum, size) => sum + size, 0);
  const own = sizes[pids.indexOf(service)] ?? 0;
  return { service: own, workers: together - own, together };
}
