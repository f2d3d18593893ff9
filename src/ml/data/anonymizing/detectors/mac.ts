import type { Finding } from '../entities.js';
import { type Checked, matches, whole } from './matches.js';

/** Six bytes with `:` or `-` between them, or three groups of four digits with dots. A longer row is a fingerprint. */
const PATTERN =
  /(?<![\w:.-])(?:[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4}(?!\w|[:-][\da-f])|(?:[\da-f]{4}\.){2}[\da-f]{4}(?!\w|\.[\da-f]))/gi;

/** Addresses of network cards. */
export function findMacs(text: string): Iterable<Finding> {
  return matches('mac', PATTERN, text, check);
}

function check(match: RegExpExecArray): Checked {
  const value = match[0].replace(/[:.-]/g, '').toLowerCase();
  const nobody = /^(?:0{12}|f{12})$/.test(value);
  // Digits alone between dashes or dots are the number of something else.
  const number = match[1] !== ':' && !/[a-f]/.test(value);
  return nobody || number ? null : whole(match, value);
}
