import type { Finding } from '../entities.js';
import { type Checked, hasDigit, matches } from './matches.js';

/** As cards are written: 13 to 19 digits, in fours, or as American Express does. */
const PATTERN =
  /(?<![\d\p{L}])(?:\d{13,19}|\d{4}([ -])(?:\d{4}\1\d{4}\1(?:\d{4}(?:\1\d{3})?|\d{1,3})|\d{6}\1\d{4,5}))(?!\d)/gu;

/**
 * Issuers by how their numbers begin, and how many digits those have (ISO/IEC 7812): Visa, Mastercard, American Express,
 * Discover, Diners Club, JCB, UnionPay, Maestro. Visa of 13 digits are no longer issued, and would be as many barcodes.
 */
const ISSUERS: readonly [RegExp, (digits: number) => boolean][] = [
  [/^4/, (n) => n === 16 || n === 19],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, (n) => n === 16],
  [/^3[47]/, (n) => n === 15],
  [/^(?:6011|64[4-9]|65)/, (n) => n >= 16],
  [/^3(?:0[0-5]|[689])/, (n) => n >= 14],
  [/^35(?:2[89]|[3-8])/, (n) => n >= 16],
  [/^62/, (n) => n >= 16],
  [/^(?:50(?:18|20|38)|5893|6304|67(?:59|6[1-3]))/, (n) => n >= 13],
];

/** Numbers of payment cards, by issuer and check digit. */
export function findCards(text: string): Iterable<Finding> {
  return hasDigit(text) ? matches('card', PATTERN, text, check) : [];
}

function check({ 0: found, index, 1: separator }: RegExpExecArray): Checked {
  // What follows in threes may be the code on the back, not the end of a long number.
  for (const end of separator ? [found.length, found.lastIndexOf(separator)] : [found.length]) {
    const value = found.slice(0, end).replace(/[ -]/g, '');
    if (isCard(value)) return { start: index, end: index + end, value };
  }
  return null;
}

function isCard(digits: string): boolean {
  const known = ISSUERS.some(([prefix, length]) => prefix.test(digits) && length(digits.length));
  return known && passesLuhn(digits);
}

/** ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
