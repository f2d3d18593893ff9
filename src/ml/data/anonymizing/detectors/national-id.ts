import { stdnum } from 'stdnum';
import type { Finding } from '../entities.js';
import { before, type Checked, hasDigit, matches } from './matches.js';
import { type IdForm, NATIONAL_IDS } from './national-id-forms.js';

/** How far in front of a number its name may stand, in characters. */
const NAME_WITHIN = 48;

interface PreparedForm extends IdForm {
  pattern: RegExp;
}

const FORMS: readonly PreparedForm[] = NATIONAL_IDS.map((form) => ({
  ...form,
  pattern: new RegExp(`(?<![\\p{L}\\d+]|\\d[.,/-])(?:${form.form})(?![\\p{L}\\d]|[.,/-]\\d)`, 'giu'),
}));

/** Numbers that a state gives to a person, by their form and check digits. */
export function* findNationalIds(text: string): Generator<Finding> {
  if (!hasDigit(text)) return;
  for (const form of FORMS) {
    if (form.name && !form.name.test(text)) continue;
    yield* matches('national-id', form.pattern, text, (match) => check(form, match));
  }
}

function check({ country, number, name }: PreparedForm, match: RegExpExecArray): Checked {
  const [found] = match;
  const valid = stdnum[country]![number]!.validate(found);
  if (!valid.isValid) return null;
  if (name && !name.test(before(match.input, match.index, NAME_WITHIN))) return null;
  return {
    start: match.index,
    end: match.index + found.length,
    value: `${country}${found.replace(/[^\p{L}\d]/gu, '')}`.toUpperCase(),
  };
}
