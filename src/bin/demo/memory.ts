import { readdir, readFile } from 'node:fs/promises';

const SAMPLE_MS = 500;

export interface ProcessMemory {
  pid: number;
  parent: number;
  /** Resident bytes. */
  resident: number;
}

/**
 * The most memory that processes and all their descendants had at one time. Pages that several share (PostgreSQL's
 * buffers) count once for each, so it is rather more than is really used. Only Linux tells: elsewhere it stays null.
 */
export class PeakMemory {
  peak: number | null = null;
  readonly #timer: NodeJS.Timeout;
  #sampling: Promise<void> | null = null;

  constructor(private readonly roots: readonly number[]) {
    this.#timer = setInterval(() => {
      this.#sampling ??= this.#sample().finally(() => {
        this.#sampling = null;
      });
    }, SAMPLE_MS);
    this.#timer.unref();
  }

  /** Takes a last sample. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#sampling;
    await this.#sample();
  }

  async #sample(): Promise<void> {
    const total = familyMemory(await runningProcesses(), this.roots);
    if (total > 0) this.peak = Math.max(this.peak ?? 0, total);
  }
}

/** Resident bytes of the roots and of all their descendants. */
export function familyMemory(processes: readonly ProcessMemory[], roots: readonly number[]): number {
  return familyOf(processes, roots).reduce((sum, { resident }) => sum + resident, 0);
}

/** The roots and all their descendants, as far as they run. */
export function familyOf(processes: readonly ProcessMemory[], roots: readonly number[]): ProcessMemory[] {
  const children = Map.groupBy(processes, ({ parent }) => parent);
  const family = new Set(roots);
  for (const pid of family) for (const child of children.get(pid) ?? []) family.add(child.pid);
  return processes.filter(({ pid }) => family.has(pid));
}

export async function runningProcesses(): Promise<ProcessMemory[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(describeProcess));
  return found.filter((one) => one !== null);
}

/** null when it has ended meanwhile. */
export async function describeProcess(pid: number): Promise<ProcessMemory | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => null);
  if (status === null) return null;
  const number = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  const peak = pid === process.pid ? process.resourceUsage().maxRSS : 0;
  // Samples are missed while this process computes: it counts with the most that it ever had.
  return { pid, parent: number('PPid'), resident: 1024 * Math.max(number('VmRSS'), peak) };
}
