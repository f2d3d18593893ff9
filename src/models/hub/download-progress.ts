import type { ReportEvent } from '../../runner/task-kind.js';
import type { HubUnavailable } from './hub.errors.js';
import type { HubDownloadNews } from './hub-download.js';

const MEGABYTE = 1_000_000;

/** Tells a task's progress in bytes, and its log what went wrong on the way. */
export class DownloadProgress implements HubDownloadNews {
  private readonly bytes = new Map<string, number>();
  private totalBytes: number | null = null;
  private startBytes = 0;
  private startTime = 0;

  constructor(private readonly report: ReportEvent) {}

  /** All sizes are known: from here on the time that is left can be told. */
  expect(totalBytes: number): void {
    this.totalBytes = totalBytes;
    this.startBytes = this.done();
    this.startTime = performance.now();
  }

  progress(path: string, bytes: number): void {
    this.bytes.set(path, bytes);
    const step = this.done();
    this.report({ type: 'progress', step, totalSteps: this.totalBytes, etaSeconds: this.secondsLeft(step) });
  }

  resumed(path: string, bytes: number): void {
    // What was here before this attempt says nothing about how fast the rest comes.
    this.startBytes += bytes - (this.bytes.get(path) ?? 0);
    this.bytes.set(path, bytes);
    this.log('info', `Going on with ${path} after ${sizeInWords(bytes)}.`);
  }

  interrupted(_path: string, { detail }: HubUnavailable, waitMs: number): void {
    this.log('warn', `${detail} Trying again in ${waitMs / 1_000} s.`);
  }

  log(level: 'info' | 'warn', message: string): void {
    this.report({ type: 'log', level, message });
  }

  private done(): number {
    return [...this.bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  private secondsLeft(done: number): number | null {
    const seconds = (performance.now() - this.startTime) / 1_000;
    const gained = done - this.startBytes;
    if (this.totalBytes === null || gained <= 0) return null;
    return Math.round(((this.totalBytes - done) * seconds) / gained);
  }
}

export function sizeInWords(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes} bytes` : `${(bytes / MEGABYTE).toFixed(bytes < 100 * MEGABYTE ? 1 : 0)} MB`;
}
