import { DomainError, Unavailable } from '../platform/errors/problem.js';
import type { Outcome } from './settlement.js';

/** Waited before another attempt when it was the trainer's side that failed: a store or a network may come back. */
const RETRY_AFTER_SECONDS = 5;

/**
 * What becomes of an attempt in which staging, storing or publishing threw. A refusal of ours will not change its mind,
 * unless what it says is that something is away just now.
 */
export function trainerFailure(error: unknown): Outcome {
  if (error instanceof DomainError) {
    const retry = error instanceof Unavailable && { afterSeconds: error.retryAfter ?? RETRY_AFTER_SECONDS };
    return { type: 'failed', error: { code: error.code, message: error.detail }, retry };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return {
    type: 'failed',
    error: { code: 'trainer-error', message, ...(stack ? { detail: stack } : {}) },
    retry: { afterSeconds: RETRY_AFTER_SECONDS },
  };
}
