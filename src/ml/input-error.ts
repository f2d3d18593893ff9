/**
 * What a caller gave us cannot be used, and would not work on a second try either: bad rows, a broken model folder, a
 * split without examples. A task that throws one (or a subclass) fails at once; any other error counts as a crash of
 * the worker and is tried again. `code` is stable and meant for programs; the message says what was expected, what was
 * found and what to do.
 */
export class InputError extends Error {
  override readonly name: string = 'InputError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
