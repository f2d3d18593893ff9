import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** When the process started, in the system's own words; null where there is no such process (any more). */
export function processStart(pid: number): string | null {
  try {
    if (process.platform === 'linux') return linuxStart(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Field 22 of proc(5)'s stat. The command's name, field 2, is in parentheses and may contain any character. */
function linuxStart(stat: string): string | null {
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie does nothing any more; its parent just has not looked.
  return state === 'Z' || state === 'X' ? null : (fields[18] ?? null);
}

export function identityOf(pid: number): ProcessIdentity | null {
  const started = processStart(pid);
  return started === null ? null : { pid, started };
}

export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return processStart(pid) === started;
}

/**
 * Where process numbers mean the same: one boot of one machine, one namespace (containers may share a host name, and
 * each counts its processes from 1).
 */
export function machineId(): string {
  if (process.platform !== 'linux') return hostname();
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}
