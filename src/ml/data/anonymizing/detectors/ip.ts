import type { Finding } from '../entities.js';
import { before, type Checked, hasDigit, matches, whole } from './matches.js';

const V4 = /(?<![\w.]|\d-)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\w|\.\d)/g;
const V6 = /(?<![\w:.])[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}(?:(?:\.\d{1,3}){3})?(?![\w:])/gi;
/** After these comes the number of a version or of a paragraph. */
const VERSION =
  /(?:\b(?:versions?|ver|releases?|firmware|build|kernel|driver|patch|section|chapter|clause)\b|§)[.:=]?\s{0,3}(?:(?:is|was|from|[\d.]{1,20} (?:to|and|or|-|→)) )?$/i;
/** This host, any host, broadcasts and masks: nobody's address. */
const NOBODY = /^(?:0|127|255)\./;

/** IPv4 and IPv6 addresses, those of private networks too. */
export function* findIps(text: string): Generator<Finding> {
  if (text.includes('.') && hasDigit(text)) yield* matches('ip', V4, text, checkV4);
  if (text.includes(':')) yield* matches('ip', V6, text, checkV6);
}

function checkV4(match: RegExpExecArray): Checked {
  const nobody = NOBODY.test(match[0]) || VERSION.test(before(match.input, match.index, 40));
  return nobody ? null : whole(match, match[0]);
}

function checkV6(match: RegExpExecArray): Checked {
  const value = expanded(match[0].toLowerCase());
  // Without a digit it may be two words of a program: `add::face`.
  return value && /\d/.test(match[0]) && !LOOPBACK.test(value) ? whole(match, value) : null;
}

const LOOPBACK = /^(?:0:){7}[01]$/;

/** All eight groups of an IPv6 address (RFC 4291) without leading zeros; null where it is none. */
function expanded(address: string): string | null {
  const v4 = /(?:\d{1,3}\.){3}\d{1,3}$/.exec(address)?.[0];
  const plain = v4 ? `${address.slice(0, -v4.length)}${asGroups(v4)}` : address;
  const [left, right, ...more] = plain.split('::');
  if (more.length > 0) return null;
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [head, tail] = [groups(left!), groups(right ?? '')];
  const missing = 8 - head.length - tail.length;
  if (right === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array<string>(missing).fill('0'), ...tail];
  if (!all.every((group) => /^[\da-f]{1,4}$/.test(group))) return null;
  return all.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

function asGroups(v4: string): string {
  const bytes = v4.split('.').map(Number);
  if (bytes.some((byte) => byte > 255)) return '?';
  return [bytes[0]! * 256 + bytes[1]!, bytes[2]! * 256 + bytes[3]!].map((group) => group.toString(16)).join(':');
}
