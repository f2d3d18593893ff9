import { InputError } from '../../input-error.js';

/** Where a message begins to show what it found: values stand in quotes, behind "found", or in what JSON.parse says. */
const VALUE = /; found |(?<=is not JSON)(?= \(|:)|(?: such as)? "/;
const QUOTED = /(?: such as)? "/;
const HIDDEN = ' (what was found is not shown, for the rows are anonymised)';

/**
 * A problem of a row without what was found in it: where rows are anonymised, their values must not come out with what is
 * said of those that can't be used.
 */
export function withoutValues(problem: string): string {
  return cutAt(problem, VALUE);
}

/** An error that names columns or labels, without the names: in a file without a header those are its first row. */
export function hideValues(error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  const shown = cutAt(error.message, error.code.startsWith('malformed') ? VALUE : QUOTED);
  return new InputError(error.code, shown === error.message ? shown : `${shown}.`);
}

/** All that follows goes: of a value with quotes in it nobody can tell where it ends. */
function cutAt(message: string, pattern: RegExp): string {
  const at = message.search(pattern);
  return at === -1 ? message : `${message.slice(0, at)}${HIDDEN}`;
}
