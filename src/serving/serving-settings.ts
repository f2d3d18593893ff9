/** Injection token: `@Inject(SERVING_SETTINGS) settings: ServingSettings`. */
export const SERVING_SETTINGS = Symbol('SERVING_SETTINGS');

/** How a server works. They are settings only so that tests need not wait for the times. */
export interface ServingSettings {
  /** Threads each model's process may use. */
  readonly threads: number;
  /** What `TEMPER_DEVICE` says. */
  readonly device: string;
  /** Where models are copied to from the object store. */
  readonly modelsRoot: string;
  /** What is forked. */
  readonly workerEntry: URL;
  /** How often a server looks at what is wanted, when nobody tells it. */
  readonly lookMs: number;
  /** How often it reports although nothing has changed. */
  readonly heartbeatMs: number;
  readonly batching: BatchLimits;
  /** Longest a model may take to load; a process that takes longer hangs, and is killed. */
  readonly loadTimeoutMs: number;
  /** Longest a batch may take; a process that takes longer hangs, and is killed. */
  readonly batchTimeoutMs: number;
  /** Wait before the second restart of a process that dies; doubled for each one after that. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** After a life of this length the wait starts small again. */
  readonly soundAfterMs: number;
  /** Deaths before a model has ever answered, after which it is given up. */
  readonly loadAttempts: number;
}

export interface BatchLimits {
  /** How long the first of several concurrent calls waits for the others. */
  readonly collectMs: number;
  /** Tokens of one batch as it is computed: rows times the longest. */
  readonly batchTokens: number;
  /** Tokens that are taken from the queue at once, to be sorted and cut into batches. */
  readonly roundTokens: number;
  /** Texts that may wait. */
  readonly queueRows: number;
}

/** The compiled entry, also when this file runs uncompiled in a test: the trees `src` and `dist` mirror each other. */
const WORKER_ENTRY = new URL('../../dist/worker/serve-model-main.js', import.meta.url);

export const SERVING_DEFAULTS = {
  workerEntry: WORKER_ENTRY,
  lookMs: 1_000,
  heartbeatMs: 4_000,
  batching: { collectMs: 2, batchTokens: 4_096, roundTokens: 16_384, queueRows: 1_024 },
  loadTimeoutMs: 600_000,
  batchTimeoutMs: 120_000,
  backoffMs: 1_000,
  maxBackoffMs: 30_000,
  soundAfterMs: 60_000,
  loadAttempts: 3,
} as const satisfies Partial<ServingSettings>;
