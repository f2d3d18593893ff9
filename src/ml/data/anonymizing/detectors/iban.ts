import { countrySpecs } from 'ibantools';
import type { Finding } from '../entities.js';
import { type Checked, hasDigit, matches } from './matches.js';

const PATTERN = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){11,30}/g;
const COUNTRIES = new Map(
  Object.entries(countrySpecs).map(([country, { chars, bban_regexp }]) => [
    country,
    { length: chars ?? 0, form: new RegExp(bban_regexp ?? '^$') },
  ]),
);

/**
 * Numbers of bank accounts (ISO 13616), by their country's form and the check digits. What a country's banks check besides is
 * left alone: a number with a slip there is still somebody's.
 */
export function findIbans(text: string): Iterable<Finding> {
  return hasDigit(text) ? matches('iban', PATTERN, text, check) : [];
}

/** The words that follow may look like more of it: how long it is follows from its country. */
function check({ 0: found, index, input }: RegExpExecArray): Checked {
  const country = COUNTRIES.get(found.slice(0, 2).toUpperCase());
  if (!country) return null;
  let end = 0;
  let value = '';
  for (; end < found.length && value.length < country.length; end++) {
    const char = found[end]!;
    if (char !== ' ' && char !== '-') value += char;
  }
  value = value.toUpperCase();
  const goesOn = /[A-Za-z0-9]/.test(input[index + end] ?? '');
  const valid = country.form.test(value.slice(4)) && passesMod97(value);
  return valid && !goesOn ? { start: index, end: index + end, value } : null;
}

/** ISO 7064, MOD 97-10: letters count as 10 to 35. */
function passesMod97(iban: string): boolean {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
