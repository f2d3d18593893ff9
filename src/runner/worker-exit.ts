import { readFileSync } from 'node:fs';
import type { TaskError } from './task.entity.js';

const SHOWN_LINES = 3;
const OUT_OF_MEMORY =
  /heap out of memory|std::bad_alloc|Cannot allocate memory|out of memory|Failed to allocate memory/i;

export interface WorkerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The end of what it wrote to stdout and stderr. */
  output: string;
  /** Processes that the kernel killed for memory while it ran. */
  oomKills: number;
}

/** Says in words why a worker that did not report an end came to one. */
export function describeExit({ code, signal, output, oomKills }: WorkerExit): TaskError {
  const how = signal ? `was killed by ${signal}` : `ended with exit code ${code} before it reported a result`;
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const words = lines.length > 0 ? ` Its last output: ${lines.slice(-SHOWN_LINES).join(' | ')}` : '';
  const detail = lines.length > 0 ? { detail: lines.join('\n') } : {};
  if (signal === 'SIGKILL' && oomKills > 0) {
    const message = `The worker ran out of memory: the kernel's out-of-memory killer was at work when it was killed by SIGKILL.${words}`;
    return { code: 'out-of-memory', message, ...detail };
  }
  if (OUT_OF_MEMORY.test(output)) {
    return { code: 'out-of-memory', message: `The worker ran out of memory and ${how}.${words}`, ...detail };
  }
  return { code: signal ? 'worker-killed' : 'worker-exited', message: `The worker ${how}.${words}`, ...detail };
}

/** How many processes Linux has killed for memory since it started, in whichever container; 0 elsewhere. */
export function countOomKills(): number {
  try {
    return Number(/^oom_kill (\d+)$/m.exec(readFileSync('/proc/vmstat', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
