import { InputError } from '../ml/input-error.js';
import type { WorkerFailure } from './protocol.js';

/** What a worker tells its parent of an error. */
export function describeFailure(error: unknown): WorkerFailure {
  if (error instanceof InputError) return { code: error.code, message: error.message, retry: false };
  const thrown = error instanceof Error ? error : new Error(String(error));
  const code = /out of memory|bad_alloc|Array buffer allocation failed/i.test(thrown.message)
    ? 'out-of-memory'
    : 'worker-error';
  return { code, message: thrown.message, ...(thrown.stack ? { detail: thrown.stack } : {}), retry: true };
}
