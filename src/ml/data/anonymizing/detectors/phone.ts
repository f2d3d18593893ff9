import { type CountryCode, Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/metadata.max';
import type { Detector, Finding } from '../entities.js';
import { before, type Checked, hasDigit, matches } from './matches.js';

/** Digits with what stands between them in telephone numbers; a number that runs on from another does not start here. */
const CANDIDATE =
  /(?<![\p{L}\d_$€£#@+=]|\d[.,:/-]|\p{L}-)(?:\+ ?|\(\+?|\+\()?\d(?:(?:[ .\-/]|\) ?| ?\(| - | \/ |\)[-/.]|\(0\) ?)?\d){6,17}(?![\p{L}_]|\d)/gu;
const GROUP = /\d+/g;
/** Most digits of a number with its country code (E.164). */
const MOST_DIGITS = 15;
const LEAST_DIGITS = 7;
/** Numbers are parsed with groups left out at their end, as long as there are no more of them than anybody writes. */
const MOST_GROUPS = 8;

/** `+`, or what is dialled for it in most countries. */
const INTERNATIONAL = /^\(?(?:\+|00(?=[1-9 ]))/;
const DATE =
  /^\(?(?:(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|(?:19|20)\d\d(?:0\d|1[0-2])[0-3]\d|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d)(?!\d)/;
const ISBN_13 = /^97[89]/;
/** Behind these a number is a telephone's, however it is written… */
const PHONE_WORD =
  /(?:\b(?:tele)?phone|\btel|\bmob(?:ile)?|\bcell|\bcall(?:ed|ing)?|\bring|\bfax|\bdial|\bsms|\btext(?:ed)?|\bwhats ?app|\bsignal|\btelefon\w*|\bhandy|\bmobil\w*|\brufnummer|\bt[ée]l[ée]phone|\bm[óo]vil|\bcellulare|\breach\w*|hotline|\bmy number|\bmeine nummer)\b[^\n!?]{0,28}$/i;
/** …and behind these that of something else. */
const OTHER_WORD =
  /(?:\bisbn|\bissn|\border|\binvoice|\bref(?:erence)?|\bticket|\btracking|\bsku|\bserial|\bpart|\bversion|\bcase|\bbooking|\baccount|\bparcel|\bitem|\barticle|\bmodel|\bbuild|\bpatent|\bbarcode|\bean|\bupc|\bimei|\bbatch|\blot|\bcoordinates?|\brechnung\w*|\bbestell\w*|\bkunden\w*|\bcommande|\bfacture|\bpedido)\b[^\n!?]{0,20}$/i;
const MONEY_AFTER =
  /^(?:[.,]\d|\s?(?:[€$£%]|EUR|USD|GBP|CHF|kr|zł|dollars|euros?|bytes|rows|ms|kg|km|steps|tokens)(?!\p{L}))/u;
const EXTENSION = /,?\s{0,2}(?:x|ext\.?|extension)\s?\d{1,6}(?!\d)/iy;

/** A country whose numbers are read without `+`. */
interface HomeCountry {
  country: CountryCode;
  /** Digits that its numbers may have; one more where they begin with a zero or the like. */
  lengths: ReadonlySet<number>;
}

/** Telephone numbers: with `+` of all countries, without it those of `countries`. */
export function phoneDetector(countries: readonly CountryCode[]): Detector {
  const homes = countries.map(homeCountry);
  return function* (text): Generator<Finding> {
    if (hasDigit(text)) yield* matches('phone', CANDIDATE, text, (match) => check(match, homes));
  };
}

function homeCountry(country: CountryCode): HomeCountry {
  const plans = new Metadata(metadata);
  plans.selectNumberingPlan(country);
  const lengths = plans.numberingPlan?.possibleLengths() ?? [];
  return { country, lengths: new Set(lengths.flatMap((length) => [length, length + 1])) };
}

function check({ 0: candidate, index, input }: RegExpExecArray, homes: readonly HomeCountry[]): Checked {
  const international = INTERNATIONAL.test(candidate);
  const possible = ends(candidate, international).filter(
    ({ digits }) => international || homes.some(({ lengths }) => lengths.has(digits)),
  );
  if (possible.length === 0 || DATE.test(candidate)) return null;
  const front = before(input, index, 40);
  const told = PHONE_WORD.test(front);
  if (!international && OTHER_WORD.test(front) && (!told || otherIsNearer(front))) return null;
  for (const { end, digits } of possible) {
    const written = candidate.slice(0, end);
    if (!international) {
      if (MONEY_AFTER.test(input.slice(index + end, index + end + 12))) continue;
      if (!isWrittenAsPhone(written, told)) continue;
    }
    const countries = homes.filter(({ lengths }) => lengths.has(digits)).map(({ country }) => country);
    const value = numberOf(written, international ? [undefined] : countries, told || candidate.includes('+'));
    if (value) return { start: index, end: extensionEnd(input, index + end), value };
  }
  return null;
}

function otherIsNearer(front: string): boolean {
  return lastIndex(front, OTHER_WORD) > lastIndex(front, PHONE_WORD);
}

function lastIndex(text: string, pattern: RegExp): number {
  return pattern.exec(text)?.index ?? -1;
}

/** Where the number may end: after each group, the longest first. What is cut off must not hang on to it. */
function ends(candidate: string, international: boolean): { end: number; digits: number }[] {
  const found: { end: number; digits: number }[] = [];
  let digits = 0;
  let groups = 0;
  let single = 0;
  let start = -1;
  const most = international ? 2 : 0;
  for (let at = 0; at <= candidate.length && groups < MOST_GROUPS; at++) {
    const char = candidate[at] ?? ' ';
    if (char >= '0' && char <= '9') {
      if (start === -1) start = at;
      continue;
    }
    if (start === -1) continue;
    groups++;
    digits += at - start;
    if (at - start === 1 && (international || groups > 1) && ++single > most) return [];
    start = -1;
    const hangsOn = char === '.' || char === '-' || char === '/';
    if (digits >= LEAST_DIGITS && digits <= MOST_DIGITS && !hangsOn) found.unshift({ end: at, digits });
  }
  return found;
}

/** Without `+` and without a word for it, a number must look like one: in groups, or with the zero of a national number. */
function isWrittenAsPhone(written: string, told: boolean): boolean {
  const digits = written.replace(/\D/g, '');
  if (ISBN_13.test(digits) && digits.length === 13) return false;
  if (told) return true;
  const groups = written.match(GROUP)!;
  if (groups.length === 1) return digits.startsWith('0') && digits.length >= 10;
  // One point is a decimal's; groups of three behind dots are a large number, and four groups behind a short one a version.
  if (/^\d+\.\d+$/.test(written)) return false;
  if (/^(?:\d{1,3}(?:\.\d{3})+|(?!1\.)\d{1,2}(?:\.\d+){3})$/.test(written)) return false;
  return groups.length <= 6 && digits.length >= 8;
}

/**
 * In international form; null where no country has such a number.
 * @param anyOfLength whether a number will do that has the right length and is in no use
 */
function numberOf(
  written: string,
  countries: readonly (CountryCode | undefined)[],
  anyOfLength: boolean,
): string | null {
  const numbers = countries.map((defaultCountry) => {
    const options = defaultCountry ? { defaultCountry, extract: false } : { extract: false };
    return parsePhoneNumberFromString(
      defaultCountry ? written : written.replace(INTERNATIONAL, '+'),
      options,
      metadata,
    );
  });
  const inUse = numbers.find((number) => number?.isValid());
  const found = inUse ?? (anyOfLength ? numbers.find((number) => number?.isPossible()) : undefined);
  return found?.number ?? null;
}

function extensionEnd(text: string, at: number): number {
  EXTENSION.lastIndex = at;
  return EXTENSION.test(text) ? EXTENSION.lastIndex : at;
}
