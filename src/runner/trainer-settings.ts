/** How a trainer works. The times are settings only so that tests need not wait for them. */
export interface TrainerSettings {
  /** Tasks at once. */
  readonly capacity: number;
  /** Threads each worker may use. */
  readonly threads: number;
  readonly device: string;
  /** Where tasks have their scratch folders. */
  readonly scratchRoot: string;
  /** What is forked. */
  readonly workerEntry: URL;
  /** How long a trainer may be silent before its tasks are given to others. */
  readonly leaseMs: number;
  readonly heartbeatMs: number;
  readonly sweepMs: number;
  /** A queued task that nobody took for so long gets another wake-up. */
  readonly wakeAgainMs: number;
  /** What coordinates other tasks looks at them at least so often; news of them are heard at once. */
  readonly coordinateMs: number;
  /** What a worker gets to stop by itself after a cancel. */
  readonly cancelGraceMs: number;
  /** What a worker gets to checkpoint when the trainer shuts down. */
  readonly drainGraceMs: number;
}

/** The compiled entry, also when this file runs uncompiled in a test: the trees `src` and `dist` mirror each other. */
const WORKER_ENTRY = new URL('../../dist/worker/main.js', import.meta.url);

export const TRAINER_DEFAULTS = {
  workerEntry: WORKER_ENTRY,
  leaseMs: 30_000,
  heartbeatMs: 5_000,
  sweepMs: 10_000,
  wakeAgainMs: 30_000,
  coordinateMs: 5_000,
  cancelGraceMs: 5_000,
  drainGraceMs: 20_000,
} as const satisfies Partial<TrainerSettings>;
